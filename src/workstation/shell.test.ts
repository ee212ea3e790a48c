import { describe, expect, test } from "vitest";
import { Shell } from "./shell.ts";
import { TerminalFs } from "./terminal-fs.ts";

function makeShell() {
  const printed: [string, string][] = [];
  const answers: string[] = [];
  const flag = { stopAt: Infinity };
  const output = (stream: "stdout" | "stderr", text: string) => void printed.push([stream, text]);
  const shell = new Shell({
    fs: new TerminalFs((text) => output("stdout", text)),
    commands: [
      "echo",
      "cat",
      "printf",
      "head",
      "wc",
      "seq",
      "ls",
      "mkdir",
      "bash",
      "tee",
      "true",
      "false",
      "rm",
      "xargs",
      "sort",
      "alias",
      "unalias",
      "pwd",
    ],
    programs: [
      {
        name: "both",
        execute: async () => ({ stdout: "out\n", stderr: "err\n", exitCode: 0 }),
      },
    ],
    env: { HOME: "/home/student", VAULT_ADDR: "http://127.0.0.1:8200" },
    directory: "/home/student",
    pid: 4242,
    interrupts: { raised: (reads) => reads >= flag.stopAt },
    output,
    breathe: () => undefined,
    readLine: async () => answers.shift(),
  });
  const run = async (line: string) => {
    printed.length = 0;
    const outcome = await shell.run(line);
    return { ...outcome, out: printed.map(([, text]) => text).join(""), chunks: [...printed] };
  };
  return { shell, run, flag, answers };
}

describe("a shell that lasts", () => {
  test("variables, arrays, functions, aliases, options and the directory stay for the next line", async () => {
    const { run } = makeShell();
    await run(
      "A=1; export B=2; L=(x y z); declare -A M=([k]=v); f() { echo f:$1; }; alias hi='echo hello'; set -o pipefail; mkdir d; cd d",
    );
    expect((await run("echo $A $B ${L[1]} ${M[k]} ${#L[@]}; f 7; pwd; echo $-; hi there")).out).toContain(
      "1 2 y v 3\nf:7\n/home/student/d\n",
    );
    expect((await run("hi there")).out).toBe("hello there\n");
  });

  test("a syntax error ends the line with 2 and the shell goes on", async () => {
    const { run } = makeShell();
    expect(await run("if true; fi")).toMatchObject({ exitCode: 2 });
    expect(await run("echo 'open")).toMatchObject({ exitCode: 2 });
    expect((await run("echo $?")).out).toBe("2\n");
  });

  test("set -u and an unset variable end the line, not the shell", async () => {
    const { run } = makeShell();
    const outcome = await run("set -u; echo $nothing; echo after");
    expect(outcome.exitCode).not.toBe(0);
    expect(outcome.out).toContain("unbound variable");
    expect((await run("set +u; echo here")).out).toBe("here\n");
  });

  test("here-documents expand what they should", async () => {
    const { run } = makeShell();
    expect((await run("X=5; cat <<E\n  a $X\nE")).out).toBe("  a 5\n");
    expect((await run("cat <<'E'\n$X\nE")).out).toBe("$X\n");
    expect((await run("cat > f.txt <<E | wc -l\nq\nE\ncat f.txt")).out).toContain("q\n");
  });

  test("output leaves as each command ends, and not what is piped, stored or substituted", async () => {
    const { run } = makeShell();
    expect((await run("echo a; echo b")).chunks).toEqual([
      ["stdout", "a\n"],
      ["stdout", "b\n"],
    ]);
    expect((await run("for i in 1 2; do echo $i; done")).chunks).toHaveLength(2);
    expect(
      (await run('f() { echo in; echo deep; }; X=$(f); f | wc -l; f > g; cat g; echo "[$X]"')).out.replace(/ /g, ""),
    ).toBe("2\nin\ndeep\n[in\ndeep]\n");
    expect((await run("{ echo 1; echo 2; } | sort -r; (echo s)")).out).toBe("2\n1\ns\n");
    expect((await run("eval 'echo e1; echo e2'")).chunks).toHaveLength(2);
    expect((await run("X=$(eval 'echo q'); echo [$X]")).out).toBe("[q]\n");
    expect((await run("bash -c 'echo nested; echo two'")).out).toBe("nested\ntwo\n");
  });

  test("standard output and error stay apart, or together and in order where they are joined", async () => {
    const { run } = makeShell();
    expect((await run("both")).chunks).toEqual([
      ["stdout", "out\n"],
      ["stderr", "err\n"],
    ]);
    expect((await run("both 2>/dev/null")).out).toBe("out\n");
    expect((await run("{ both; both; } 2>&1 | cat")).chunks).toEqual([["stdout", "out\nerr\nout\nerr\n"]]);
    expect((await run('X=$(both 2>&1); echo "$X"')).out).toBe("out\nerr\n");
    expect((await run("both > o 2> e; cat o e")).out).toBe("out\nerr\n");
    expect((await run("both | cat")).chunks).toEqual(
      expect.arrayContaining([
        ["stderr", "err\n"],
        ["stdout", "out\n"],
      ]),
    );
  });

  test("UTF-8 passes through pipes and files", async () => {
    const { run } = makeShell();
    expect((await run("echo 'grüße ✓' | cat; echo 'ü' > f; cat f")).out).toBe("grüße ✓\nü\n");
  });

  test("/dev/tty is the terminal", async () => {
    const { run } = makeShell();
    expect((await run("X=$(echo shown > /dev/tty; echo kept); echo [$X]")).out).toBe("shown\n[kept]\n");
  });

  test("read asks where standard input is the shell's own, and takes the pipe where there is one", async () => {
    const { run, answers } = makeShell();
    answers.push("typed words");
    expect((await run("read -r A; echo [$A]")).out).toBe("[typed words]\n");
    expect((await run("printf '1\\n2\\n' | while read -r L; do echo l:$L; done")).out).toBe("l:1\nl:2\n");
    expect((await run("read -r Q <<< here; echo $Q")).out).toBe("here\n");
  });

  test("exit gives a fresh shell", async () => {
    const { run } = makeShell();
    await run("A=1; cd /");
    expect(await run("exit 3")).toMatchObject({ left: true, exitCode: 3 });
    expect((await run("echo [$A] $PWD $?")).out).toBe("[] /home/student 3\n");
  });
});

describe("an interrupt", () => {
  test.each([
    ["an endless loop", "i=0; while :; do i=$((i+1)); done"],
    ["a recursive function", "i=0; r() { i=$((i+1)); r; }; while :; do r; done"],
    ["a loop in a nested shell", "i=1; bash -c 'while :; do :; done'"],
    ["a loop in a substitution", "i=1; X=$(while :; do :; done)"],
    ["a loop in a pipe", "i=1; while :; do :; done | cat"],
  ])("stops %s and the shell keeps what it had", async (_name, line) => {
    const { run, flag } = makeShell();
    await run("A=before; export E=1; L=(p q); f() { echo f; }; alias hi='echo hello'; mkdir d; cd d");
    flag.stopAt = 3000;
    expect(await run(line)).toMatchObject({ interrupted: true, exitCode: 130 });
    flag.stopAt = Infinity;
    const after = await run('echo $? $A $E ${L[1]} $PWD; f; hi; [ "$i" -ge 1 ] && echo kept; bash -c "echo sub \\$E"');
    expect(after.out).toBe("130 before 1 q /home/student/d\nf\nhello\nkept\nsub 1\n");
  });

  test("stops at the same point when it comes after the same number of questions", async () => {
    const counts: string[] = [];
    for (let round = 0; round < 2; round++) {
      const { run, flag } = makeShell();
      flag.stopAt = 1234;
      await run("i=0; while :; do i=$((i+1)); done");
      flag.stopAt = Infinity;
      counts.push((await run("echo $i")).out);
    }
    expect(counts[0]).toBe(counts[1]);
    expect(Number(counts[0])).toBeGreaterThan(10);
  });
});

test("a snapshot brings the shell back to where it was", async () => {
  const { shell, run } = makeShell();
  await run("A=1; L=(a b)");
  const snapshot = shell.snapshot();
  await run("A=2; L[0]=z; B=3; f() { :; }");
  shell.restore(snapshot);
  expect((await run("echo $A ${L[0]} [$B]; type f >/dev/null 2>&1 || echo none")).out).toBe("1 a []\nnone\n");
});

test("eight thousand lines leave the heap flat", async () => {
  const { run } = makeShell();
  const many = async (lines: number) => {
    for (let count = 0; count < lines; count++) await run(`A=${count % 10}; echo $A | cat >/dev/null`);
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const before = await many(2000);
  expect((await many(6000)) - before).toBeLessThan(1_000_000);
  expect((await run("echo $A")).out).toBe("9\n");
});
