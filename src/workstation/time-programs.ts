import { fail, OK, type Program, type ProgramResult } from "./programs.ts";

/** Time travel, as whoever keeps the moments offers it. It happens when the line that asks for it has ended. */
export interface TimeTravel {
  /** One of the programs runs: the line is no step of its own, wherever it leads. */
  begin(): void;
  /** How many steps there are, from where this line has asked to go so far. */
  available(direction: "back" | "on"): number;
  /** Asks to go so many steps on, or back where less than zero; added to what the line asked before. */
  ask(steps: number): void;
  askForBeginning(): void;
  /** What the next steps were, the nearest first. */
  describe(direction: "back" | "on"): readonly string[];
}

interface TimeProgram {
  readonly direction: "back" | "on";
  readonly help: string;
}

const RULE = "It happens once the line has ended, and whatever else that line did goes with it.";

const stepPrograms: Readonly<Record<"undo" | "redo", TimeProgram>> = {
  undo: {
    direction: "back",
    help: `Usage: undo [COUNT]

Takes back the last COUNT steps (1 where none is given). A step is a line that was run, or a move of the clock.
The server, the files, the shell's variables and the clock are as they were; what was printed and what was typed stay.
redo brings the steps back, until another line is run. ${RULE}
`,
  },
  redo: {
    direction: "on",
    help: `Usage: redo [COUNT]

Brings back the last COUNT steps (1 where none is given) that undo or reset took away. ${RULE}
`,
  },
};

const RESET_HELP = `Usage: reset

Goes back to the beginning: a new server, a new shell. redo brings the steps back, until another line is run.
${RULE}
`;

/** Steps that completion names. */
const MOST_COMPLETED = 9;

/** `undo`, `redo` and `reset`, typed. */
export function timePrograms(travel: TimeTravel | undefined): Program[] {
  return [
    { name: "undo", execute: async (args) => step("undo", args, travel) },
    { name: "redo", execute: async (args) => step("redo", args, travel) },
    { name: "reset", execute: async (args) => reset(args, travel) },
  ];
}

function step(name: "undo" | "redo", args: readonly string[], travel: TimeTravel | undefined): ProgramResult {
  const { direction, help } = stepPrograms[name];
  travel?.begin();
  if (asksHelp(args)) return { ...OK, stdout: help };
  if (travel === undefined) return fail(`${name}: there is no time travel here\n`, 1);
  const [count = "1", ...more] = args;
  if (more.length > 0) return fail(`${name}: too many arguments\nUsage: ${name} [COUNT]\n`, 2);
  if (!/^[1-9]\d*$/.test(count)) return fail(`${name}: ${count}: not a number of steps\nUsage: ${name} [COUNT]\n`, 2);
  const available = travel.available(direction);
  const steps = Number(count);
  if (available === 0) return fail(`${name}: nothing to ${name}\n`, 1);
  if (steps > available) {
    const has = available === 1 ? "only 1 step is" : `only ${available} steps are`;
    const beginning = name === "undo" ? "; reset goes to the beginning" : "";
    return fail(`${name}: ${has} there to ${name}${beginning}\n`, 1);
  }
  travel.ask(direction === "back" ? -steps : steps);
  return OK;
}

function reset(args: readonly string[], travel: TimeTravel | undefined): ProgramResult {
  travel?.begin();
  if (asksHelp(args)) return { ...OK, stdout: RESET_HELP };
  if (travel === undefined) return fail("reset: there is no time travel here\n", 1);
  if (args.length > 0) return fail("reset: too many arguments\nUsage: reset\n", 2);
  if (travel.available("back") === 0) return fail("reset: this is the beginning\n", 1);
  travel.askForBeginning();
  return OK;
}

/** What can follow `undo`, `redo` and `reset`: how many steps, and what the last of them was. undefined: no such program. */
export function completeTimeProgram(
  words: readonly string[],
  travel: TimeTravel | undefined,
): readonly { readonly text: string; readonly description?: string }[] | undefined {
  const [name, word = "", ...more] = words;
  if (name !== "undo" && name !== "redo" && name !== "reset") return undefined;
  if (word.startsWith("-")) return [{ text: "--help" }].filter(({ text }) => text.startsWith(word));
  if (name === "reset" || more.length > 0) return [];
  return (travel?.describe(stepPrograms[name].direction) ?? [])
    .slice(0, MOST_COMPLETED)
    .map((description, index) => ({ text: String(index + 1), description }))
    .filter(({ text }) => text.startsWith(word));
}

function asksHelp(args: readonly string[]): boolean {
  return args.includes("--help") || args.includes("-h");
}
