import { expect, test } from "vitest";
import type { ProgramContext } from "./programs.ts";
import { Shell } from "./shell.ts";
import type { StraightProgram } from "./straight.ts";
import { TerminalFs } from "./terminal-fs.ts";

/** A shell with one program of this name, which tells what it is run with. */
function makeShell(name: string, more: Partial<Pick<StraightProgram, "straight">>) {
  let printed = "";
  let stopAt = Infinity;
  let runs = 0;
  let straightRuns = 0;
  const execute = async (args: string[], { cwd, stdin, exportedEnv, fs }: ProgramContext) => {
    runs++;
    if (fs === undefined) straightRuns++;
    if (args[0] === "throw") throw new Error("thrown");
    if (args[0] === "hang") await new Promise(() => undefined);
    const told = { args, cwd, stdin, A: exportedEnv?.["A"], B: exportedEnv?.["B"] };
    return { stdout: `${JSON.stringify(told)}\n`, stderr: "", exitCode: args.length };
  };
  const shell = new Shell({
    fs: new TerminalFs((text) => (printed += text)),
    commands: ["cat", "echo", "head", "mkdir", "rm", "touch", "chmod", "xargs", "bash"],
    programs: [{ name, execute, ...more }],
    env: { HOME: "/home/student", PATH: "/usr/bin:/bin" },
    directory: "/home/student",
    pid: 4242,
    interrupts: { raised: (reads) => reads >= stopAt },
    output: (_, text) => (printed += text),
    breathe: () => undefined,
    readLine: async () => undefined,
  });
  const run = async (line: string, stopAfter = Infinity) => {
    [printed, stopAt, runs] = ["", stopAfter, 0];
    const { exitCode, interrupted } = await shell.run(line);
    return { exitCode, interrupted, runs, reads: shell.signal.reads, printed };
  };
  return { run, stop: () => shell.signal.abort(), straightRuns: () => straightRuns };
}

const LINES = [
  "prog",
  "prog; prog a 'b c'",
  "A=1; export B=2; prog",
  "A=1 prog x",
  "echo in | prog | cat",
  "prog > f; prog >> f; cat f; echo $?",
  "echo one > f; prog < f",
  "{ prog; cat; } < f",
  "echo in | { prog first; prog second; }",
  "echo one > f; exec 3< f; prog <&3; cat <&3; exec 3<&-",
  "x=$(prog deep); echo $x",
  "prog() { echo a function; }; prog; command prog beside; unset -f prog; prog again",
  "PATH=/none; prog; PATH=/usr/bin:/bin; hash -r; prog",
  "type prog; hash; command -v prog; which prog",
  "prog throw; echo $?",
  "prog a b && echo not this; prog; echo $?",
  "set -x; prog a; set +x",
  "set -e; prog a; echo not this",
  "echo x y | xargs prog; bash -c 'prog inner'",
  "for i in 1 2 3; do prog $i > /dev/null; done; echo $?",
  "mkdir d; cd d; prog; cd ..",
  "(prog inside) ; prog & wait",
  "PATH=/usr/bin; hash -r; prog; rm /usr/bin/prog; mkdir /usr/bin/prog; prog; echo $?",
];

test.each(LINES)(
  "a program that is called straight does all that it does when the library calls it: %s",
  async (line) => {
    const [straight, other] = [makeShell("prog", { straight: true }), makeShell("prog", {})];
    // It is called straight from where the shell has found it before.
    for (const each of ["prog", line, line]) expect(await straight.run(each)).toEqual(await other.run(each));
    await straight.run("hash -r; PATH=/usr/bin:/bin; prog; prog");
    expect([straight.straightRuns() > 0, other.straightRuns()]).toEqual([true, 0]);
  },
);

test("an interrupt meets it at the same point, before it runs and while it waits", async () => {
  const [straight, other] = [makeShell("prog", { straight: true }), makeShell("prog", {})];
  await Promise.all([straight.run("prog"), other.run("prog")]);
  for (let reads = 1; reads <= 9; reads++) {
    const line = "prog a; prog b > f; prog c";
    expect(await straight.run(line, reads), String(reads)).toEqual(await other.run(line, reads));
  }
  for (const { run, stop } of [straight, other]) {
    const line = run("prog hang; echo not this");
    setTimeout(stop, 20);
    expect(await line).toMatchObject({ interrupted: true, exitCode: 130, runs: 1, printed: "" });
    expect(await run("prog after")).toMatchObject({ interrupted: false, runs: 1 });
  }
});
