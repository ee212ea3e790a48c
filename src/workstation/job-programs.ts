/**
 * What a shell has for its jobs. Here a command that ends in `&` runs to its end at once, so no job is ever left that could be brought
 * back, stopped or waited for: these say what bash says then.
 */
import { fail, OK, type Program, type ProgramResult } from "./programs.ts";
import type { Shell } from "./shell.ts";

const SIGNALS_A_LINE = 5;
const FIRST_REALTIME = 34;
const SIGNALS: readonly string[] = (
  "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU " +
  "URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS"
).split(" ");
const KILL_USAGE = "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n";

export function jobPrograms(shell: () => Shell): Program[] {
  return [
    { name: "kill", execute: async (args) => kill(args, shell()) },
    { name: "jobs", execute: async (args) => noSuchJobs("jobs", args) },
    { name: "fg", execute: async (args) => noSuchJobs("fg", args.length === 0 ? ["current"] : args) },
    { name: "bg", execute: async (args) => noSuchJobs("bg", args.length === 0 ? ["current"] : args) },
    { name: "disown", execute: async (args) => noSuchJobs("disown", args.length === 0 ? ["current"] : args) },
  ];
}

function noSuchJobs(name: string, args: readonly string[]): ProgramResult {
  const wanted = args.filter((arg) => !arg.startsWith("-"));
  return wanted.length === 0 ? OK : fail(wanted.map((job) => `bash: ${name}: ${job}: no such job\n`).join(""), 1);
}

function kill(args: readonly string[], shell: Shell): ProgramResult {
  const [first, ...rest] = args;
  if (first === undefined) return fail(KILL_USAGE, 2);
  if (first === "-l" || first === "-L") return listSignals(rest);
  const named = /^-[sn]$/.test(first) ? rest[0] : /^-(?!-)(.+)$/.exec(first)?.[1];
  const whom = /^-[sn]$/.test(first) ? rest.slice(1) : first.startsWith("-") ? rest : args;
  if (named !== undefined && numberOf(named) === undefined)
    return fail(`bash: kill: ${named}: invalid signal specification\n`, 1);
  if (whom.length === 0) return fail(KILL_USAGE, 2);
  const said = whom.map((each) => killOne(each, named === undefined ? 15 : (numberOf(named) ?? 0), shell)).join("");
  return said === "" ? OK : fail(said, 1);
}

/** Only the shells themselves are processes that last. */
function killOne(whom: string, signal: number, shell: Shell): string {
  if (whom.startsWith("%")) return `bash: kill: ${whom}: no such job\n`;
  if (!/^-?\d+$/.test(whom)) return `bash: kill: ${whom}: arguments must be process or job IDs\n`;
  const pid = Number(whom);
  if (pid !== shell.pid && !shell.isParent(pid)) return `bash: kill: (${whom}) - No such process\n`;
  if (signal === 0 || signal === 15) return "";
  return `bash: kill: (${whom}) - signals to a shell are not simulated here\n`;
}

function listSignals(wanted: readonly string[]): ProgramResult {
  if (wanted.length === 0) {
    const all = SIGNALS.map((name, index) => `${String(index + 1).padStart(2)}) SIG${name}`);
    const lines = Array.from({ length: Math.ceil(all.length / SIGNALS_A_LINE) }, (_, line) =>
      all.slice(line * SIGNALS_A_LINE, (line + 1) * SIGNALS_A_LINE).join("\t"),
    );
    return { ...OK, stdout: lines.map((line) => `${line}\n`).join("") };
  }
  let stdout = "";
  let stderr = "";
  for (const each of wanted) {
    const number = numberOf(each);
    // What a process that was ended by a signal ends with is 128 more.
    const name = /^\d+$/.test(each) ? SIGNALS[(Number(each) > 128 ? Number(each) - 128 : Number(each)) - 1] : undefined;
    const text = /^\d+$/.test(each) ? name : number === undefined ? undefined : String(number);
    if (text === undefined) stderr += `bash: kill: ${each}: invalid signal specification\n`;
    else stdout += `${text}\n`;
  }
  return { stdout, stderr, exitCode: stderr === "" ? 0 : 1 };
}

/** `9`, `KILL`, `SIGKILL`, `kill`. */
function numberOf(signal: string): number | undefined {
  if (/^\d+$/.test(signal)) return Number(signal) <= SIGNALS.length + FIRST_REALTIME - 1 ? Number(signal) : undefined;
  const at = SIGNALS.indexOf(signal.toUpperCase().replace(/^SIG/, ""));
  return at < 0 ? undefined : at + 1;
}
