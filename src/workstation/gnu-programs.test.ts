import { beforeEach, describe, expect, test } from "vitest";
import { mendedDate } from "./date-mend.ts";
import { realpathProgram } from "./realpath-program.ts";
import type { ProgramContext } from "./programs.ts";

let sent: readonly string[] = [];
const context: ProgramContext = {
  cwd: "/home/student",
  stdin: "",
  origCommand: async (args) => {
    sent = args;
    return { stdout: "", stderr: "", exitCode: 0 };
  },
  fs: {
    resolvePath: (base, path) => new URL(path, `file://${base}/`).pathname.replace(/(.)\/$/, "$1"),
    exists: async (path) => ["/", "/home", "/home/student", "/home/student/link"].includes(path),
    realpath: async (path) => path.replace(/\/link$/, "/folder"),
    readFile: async () => "",
    stat: async () => ({ mode: 0o644 }),
  },
};

describe("date -d", () => {
  beforeEach(() => (sent = []));

  test.each([
    ["+1 hour", 3600],
    ["2 days ago", -172_800],
    ["now - 30 min", -1800],
    ["1 day 2 hours ago", 79_200],
    ["week", 604_800],
  ])("%s is so many seconds from now: %d", async (text, seconds) => {
    const before = Math.floor(Date.now() / 1000);
    await mendedDate.execute(["-u", "-d", text, "+%s"], context);
    const passed = Number(sent[2]?.slice(1)) - seconds - before;
    expect([sent[0], sent[1], sent[3]]).toEqual(["-u", "-d", "+%s"]);
    expect([0, 1, 2]).toContain(passed);
  });

  test.each([[["-d", "tomorrow"]], [["-dtomorrow"]], [["--date=tomorrow"]]])(
    "%o is left to the library",
    async (args) => {
      await mendedDate.execute(args, context);
      expect(sent).toEqual(["-d", "tomorrow"]);
    },
  );
});

describe("realpath", () => {
  test.each([
    [["."], "/home/student\n", "", 0],
    [["link", "new"], "/home/student/folder\n/home/student/new\n", "", 0],
    [["-s", "link"], "/home/student/link\n", "", 0],
    [["-e", "new"], "", "realpath: new: No such file or directory\n", 1],
    [["-q", "none/y"], "", "", 1],
    [["-m", "none/y"], "/home/student/none/y\n", "", 0],
    [[""], "", "realpath: '': No such file or directory\n", 1],
    [[], "", "realpath: missing operand\nTry 'realpath --help' for more information.\n", 1],
    [["-k"], "", "realpath: invalid option -- 'k'\nTry 'realpath --help' for more information.\n", 1],
  ])("%o", async (args, stdout, stderr, exitCode) => {
    expect(await realpathProgram.execute([...args], context)).toEqual({ stdout, stderr, exitCode });
  });
});
