import { Unicode11Addon } from "@xterm/addon-unicode11";
import { Terminal } from "@xterm/headless";
import { describe, expect, it } from "vitest";
import type { FromSimulation, ToSimulation } from "../../simulation/index.ts";
import type { ScreenSize } from "../render/line-display.ts";
import { unicode11Width } from "../render/width.ts";
import { OutputQueue } from "../view/output-queue.ts";
import type { ScreenEffect } from "../editor/state.ts";
import type { RowDecoration } from "../types.ts";
import type { Screen } from "./screen.ts";
import { TerminalSession } from "./session.ts";

class Bench {
  readonly posted: ToSimulation[] = [];
  shownCharacters = 0;
  readonly history: string[] = [];
  readonly drafts: string[] = [];
  /** Drafts and effects, in order. */
  readonly told: (string | ScreenEffect)[] = [];
  refusals = 0;
  interrupts = 0;
  readonly terminal: Terminal;
  readonly session: TerminalSession;
  #listener: ((message: FromSimulation) => void) | undefined;
  readonly #queue: OutputQueue;

  constructor(
    size: ScreenSize = { columns: 40, rows: 12 },
    past: readonly string[] = [],
    watching?: { readonly atPrompt: boolean },
  ) {
    this.terminal = new Terminal({
      cols: size.columns,
      rows: size.rows,
      allowProposedApi: true,
      scrollOnEraseInDisplay: true,
    });
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = "11";
    this.#queue = new OutputQueue((text, done) => this.terminal.write(text, done));
    const { terminal } = this;
    const screen: Screen = {
      size: () => ({ columns: terminal.cols, rows: terminal.rows }),
      write: (text, after) => this.#queue.write(text, after),
      writeWithNext: (text) => this.#queue.writeWithNext(text),
      flush: () => this.#queue.flush(),
      isIdle: () => this.#queue.isIdle,
      cursorColumn: () => terminal.buffer.active.cursorX,
      resize: ({ columns, rows }) => terminal.resize(columns, rows),
      decorate: () => ({ remove: () => undefined, erase: () => undefined }),
    };
    this.session = new TerminalSession({
      screen,
      link: {
        post: (message) => {
          if (message.kind === "shown") this.shownCharacters += message.characters;
          else this.posted.push(message);
        },
        onMessage: (callback) => {
          this.#listener = callback;
          return () => (this.#listener = undefined);
        },
      },
      widthOf: unicode11Width(),
      interrupt: () => (this.interrupts += 1),
      history: { load: () => Promise.resolve(past), append: (line) => this.history.push(line) },
      provisionalPrompt: "$ ",
      onDraft: (draft) => {
        this.drafts.push(draft);
        this.told.push(draft);
      },
      onScreenEffect: (effect) => this.told.push(effect),
      watching: watching && { ...watching, onRefused: () => (this.refusals += 1) },
    });
  }

  async say(...messages: FromSimulation[]): Promise<void> {
    for (const message of messages) this.#listener?.(message);
    await this.settle();
  }

  async prompt(promptText = "$ "): Promise<void> {
    await this.say({ kind: "prompt", promptText, directory: "/", exitCode: 0 });
  }

  async type(...chunks: string[]): Promise<void> {
    for (const chunk of chunks) this.session.type(chunk);
    await this.settle();
  }

  async settle(): Promise<void> {
    do await new Promise((resolve) => setTimeout(resolve, 2));
    while (!this.#queue.isIdle);
  }

  get lines(): string[] {
    const { active } = this.terminal.buffer;
    const all = Array.from(
      { length: active.length },
      (_, y) => active.getLine(y)?.translateToString(true).trimEnd() ?? "",
    );
    while (all.at(-1) === "") all.pop();
    return all;
  }

  get sent(): string[] {
    return this.posted.map((message) => ("text" in message ? `${message.kind}:${message.text}` : message.kind));
  }
}

async function atPrompt(...parameters: ConstructorParameters<typeof Bench>): Promise<Bench> {
  const bench = new Bench(...parameters);
  await bench.settle();
  await bench.prompt();
  return bench;
}

describe("a session", () => {
  it("posts the line, shows the output and the next prompt", async () => {
    const bench = await atPrompt();
    await bench.type("vault status\r");
    await bench.say({ kind: "output", text: "Key\r\n" });
    await bench.prompt();
    expect(bench.sent).toEqual(["line:vault status"]);
    expect(bench.lines).toEqual(["$ vault status", "Key", "$"]);
    expect(bench.history).toEqual(["vault status"]);
  });

  it("says how much of the output is on the screen, so that no more is sent than can be drawn", async () => {
    const bench = await atPrompt();
    await bench.type("seq 3\r");
    await bench.say({ kind: "output", text: "1\r\n2\r\n" }, { kind: "output", text: "3\r\n" });
    expect(bench.shownCharacters).toBe(9);
  });

  it("takes typing before the simulation is there, and runs it once it is", async () => {
    const bench = new Bench();
    await bench.type("one\r", "two\r", "thr");
    expect(bench.sent).toEqual([]);
    await bench.say({ kind: "ready" });
    await bench.prompt();
    expect(bench.sent).toEqual(["line:one"]);
    await bench.say({ kind: "output", text: "1\r\n" });
    await bench.prompt();
    expect(bench.sent).toEqual(["line:one", "line:two"]);
    await bench.prompt();
    expect(bench.lines.at(-1)).toBe("$ thr");
    expect(bench.lines.filter((line) => line === "$ two")).toHaveLength(1);
  });

  it("what was half typed at the provisional prompt stays when the real one comes", async () => {
    const bench = new Bench();
    await bench.type("vault sta");
    await bench.prompt("me$ ");
    expect(bench.lines).toEqual(["me$ vault sta"]);
  });

  it("keeps what is typed while a line runs for the next prompt, in order", async () => {
    const bench = await atPrompt();
    await bench.type("sleep 1\r");
    await bench.type("echo a\recho b");
    expect(bench.sent).toEqual(["line:sleep 1"]);
    await bench.prompt();
    expect(bench.sent).toEqual(["line:sleep 1", "line:echo a"]);
    await bench.prompt();
    expect(bench.lines.at(-1)).toBe("$ echo b");
  });

  it("an unfinished command asks for more and goes as one", async () => {
    const bench = await atPrompt();
    await bench.type("vault token create \\\r-type=batch\r");
    expect(bench.sent).toEqual(["line:vault token create \\\n-type=batch"]);
    expect(bench.lines).toEqual(["$ vault token create \\", "> -type=batch"]);
  });

  it("shows nothing of a secret", async () => {
    const bench = await atPrompt();
    await bench.type("vault login\r");
    await bench.say({ kind: "output", text: "Token (will be hidden): " }, { kind: "ask", hidden: true });
    await bench.type("s3cret\x7fT\r");
    expect(bench.sent).toEqual(["line:vault login", "answer:s3creT"]);
    await bench.say({ kind: "output", text: "\r\nok\r\n" });
    await bench.prompt();
    expect(bench.lines).toEqual(["$ vault login", "Token (will be hidden):", "ok", "$"]);
    expect(bench.history).toEqual(["vault login"]);
    await bench.type("\x1b[A");
    expect(bench.lines.at(-1)).toBe("$ vault login");
  });

  it("gives a program its input line by line, and its end", async () => {
    const bench = await atPrompt();
    await bench.type("cat\r");
    await bench.say({ kind: "ask", hidden: false });
    bench.session.paste("one\ntwo\n");
    await bench.settle();
    expect(bench.sent).toEqual(["line:cat", "answer:one"]);
    await bench.say({ kind: "output", text: "one\r\n" }, { kind: "ask", hidden: false });
    await bench.say({ kind: "output", text: "two\r\n" }, { kind: "ask", hidden: false });
    await bench.type("\x04");
    expect(bench.sent.slice(1)).toEqual(["answer:one", "answer:two", "end-of-input"]);
    expect(bench.lines).toEqual(["$ cat", "one", "one", "two", "two"]);
  });

  it("after Ctrl-C shows nothing that was printed before the shell saw it, and one ^C", async () => {
    const bench = await atPrompt();
    await bench.type("yes\r");
    await bench.say({ kind: "output", text: "y\r\n" });
    await bench.type("\x03");
    await bench.say({ kind: "output", text: "late\r\n" }, { kind: "output", text: "late\r\n^C\r\nafter\r\n" });
    expect(bench.shownCharacters).toBe(26);
    await bench.prompt();
    await bench.type("pwd\r");
    await bench.say({ kind: "output", text: "/\r\n" });
    expect(bench.lines).toEqual(["$ yes", "y", "^C", "after", "$ pwd", "/"]);
  });

  it("Ctrl-C gives up a line at the prompt, and interrupts one that runs", async () => {
    const bench = await atPrompt();
    await bench.type("half 'a\x03");
    expect(bench.lines).toEqual(["$ half 'a^C", "$"]);
    expect(bench.interrupts).toBe(0);
    await bench.type("sleep 9\r", "lost", "\x03");
    expect(bench.interrupts).toBe(1);
    await bench.prompt();
    expect(bench.lines.at(-1)).toBe("$");
  });

  it("Ctrl-D on an empty line is exit", async () => {
    const bench = await atPrompt();
    await bench.type("\x04");
    expect(bench.sent).toEqual(["line:exit"]);
    expect(bench.lines).toEqual(["$ exit"]);
  });

  it("an empty line gives a new prompt and asks nothing", async () => {
    const bench = await atPrompt();
    await bench.type("\r");
    expect(bench.sent).toEqual([]);
    expect(bench.lines).toEqual(["$", "$"]);
  });

  it("a guide's command is typed and run, and what was half typed comes back", async () => {
    const bench = await atPrompt();
    await bench.type("vault st");
    bench.session.run("vault token lookup");
    await bench.settle();
    expect(bench.sent).toEqual(["line:vault token lookup"]);
    await bench.prompt();
    expect(bench.lines).toEqual(["$ vault token lookup", "$ vault st"]);
  });

  it("notes and late output stand above the line that is being typed", async () => {
    const bench = await atPrompt();
    await bench.type("vault st");
    bench.session.note("Clock moved 6 h");
    await bench.say({ kind: "output", text: "[1]+ Done\r\n" });
    expect(bench.lines).toEqual(["── Clock moved 6 h ──", "[1]+ Done", "$ vault st"]);
  });

  it("writes rows that were asked for while the line ran above the next prompt, whatever the output ended in", async () => {
    const bench = await atPrompt();
    await bench.type("printf x\r");
    const laid: RowDecoration = { rows: 3, text: "Why? Because of it.", render: () => undefined };
    const printed = bench.say({ kind: "output", text: "x" });
    bench.session.decorate(laid);
    await bench.prompt();
    await printed;
    await bench.type("ls");
    expect(bench.lines).toEqual(["$ printf x", "x", "Why? Because of it.", "", "", "$ ls"]);
  });

  it("breaks a row's text between words, and a word only where it is wider than the screen", async () => {
    const bench = await atPrompt();
    const word = "w".repeat(bench.terminal.cols + 1);
    bench.session.decorate({
      rows: 3,
      text: `${"a".repeat(bench.terminal.cols - 2)} bcd ${word}`,
      render: () => undefined,
    });
    await bench.settle();
    expect(bench.lines.slice(0, 3)).toEqual(["a".repeat(bench.terminal.cols - 2), "bcd", word.slice(0, -1)]);
  });

  it("the prompt stands behind output that ended without a line break", async () => {
    const bench = await atPrompt();
    await bench.type("printf foo\r");
    await bench.say({ kind: "output", text: "foo" });
    await bench.prompt();
    await bench.type("x\x7fls");
    expect(bench.lines).toEqual(["$ printf foo", "foo$ ls"]);
  });

  it("a new width wraps the line anew and is told to the simulation", async () => {
    const bench = await atPrompt({ columns: 20, rows: 10 });
    await bench.type("echo 12345678901234567890 end");
    bench.session.resize({ columns: 12, rows: 10 });
    await bench.settle();
    expect(bench.lines).toEqual(["$ echo 12345", "678901234567", "890 end"]);
    bench.session.resize({ columns: 60, rows: 10 });
    await bench.settle();
    await bench.type("!");
    expect(bench.lines).toEqual(["$ echo 12345678901234567890 end!"]);
    expect(bench.sent).toEqual(["resize", "resize"]);
  });

  it("of sizes in quick succession the last one counts", async () => {
    const bench = await atPrompt({ columns: 20, rows: 10 });
    await bench.type("vault status");
    bench.session.resize({ columns: 12, rows: 10 });
    bench.session.resize({ columns: 30, rows: 8 });
    await bench.settle();
    expect([bench.terminal.cols, bench.terminal.rows]).toEqual([30, 8]);
    expect(bench.lines).toEqual(["$ vault status"]);
  });

  it("a program that ends without its answer gives way to the prompt", async () => {
    const bench = await atPrompt();
    await bench.type("vault login\r");
    await bench.say({ kind: "output", text: "Token: " }, { kind: "ask", hidden: true });
    await bench.type("half");
    await bench.prompt();
    await bench.type("ls");
    expect(bench.lines).toEqual(["$ vault login", "Token:", "$ ls"]);
  });

  it("a suggestion stands dimmed behind the cursor, and → takes it", async () => {
    const bench = await atPrompt();
    bench.session.suggest("vault token lookup");
    await bench.type("vault ");
    expect(bench.lines).toEqual(["$ vault token lookup"]);
    expect(bench.terminal.buffer.active.cursorX).toBe(8);
    await bench.type("\x1b[C\r");
    expect(bench.sent).toEqual(["line:vault token lookup"]);
  });

  it("Ctrl-L clears the screen and keeps the line and the scrollback", async () => {
    const bench = await atPrompt();
    await bench.type("a\r");
    await bench.prompt();
    await bench.type("half\x0c");
    expect(bench.terminal.buffer.active.getLine(bench.terminal.buffer.active.baseY)?.translateToString(true)).toBe(
      "$ half",
    );
    expect(bench.lines).toContain("$ a");
  });

  it("lists completions under the line and shows it again", async () => {
    const bench = await atPrompt();
    await bench.type("vault t\t");
    const completion = { from: 6, to: 7, candidates: [{ text: "token", description: "Tokens" }, { text: "transit" }] };
    await bench.say({ kind: "completions", requestId: 1, completion });
    await bench.type("\t");
    await bench.say({ kind: "completions", requestId: 2, completion });
    expect(bench.lines).toEqual(["$ vault t", "token    Tokens", "transit", "$ vault t"]);
  });

  it("keeps what is typed after Tab for when the completion has come", async () => {
    const bench = await atPrompt();
    await bench.type("vault tok\t|");
    expect(bench.lines).toEqual(["$ vault tok"]);
    const completion = { from: 6, to: 9, candidates: [{ text: "token", description: "Tokens" }] };
    await bench.say({ kind: "completions", requestId: 1, completion });
    expect(bench.lines).toEqual(["$ vault token |"]);
  });

  it("gives up a completion that does not come, and the line with it, on Ctrl-C", async () => {
    const bench = await atPrompt();
    await bench.type("vault tok\t|");
    await bench.type("\x03ls");
    expect(bench.lines).toEqual(["$ vault tok^C", "$ ls"]);
  });

  it("waits for no completion from a broken simulation", async () => {
    const bench = await atPrompt();
    await bench.type("vault tok\t|");
    await bench.say({ kind: "broken", message: "oh" });
    expect(bench.lines).toEqual(["$ vault tok|"]);
  });

  it("finds lines of an earlier visit", async () => {
    const bench = await atPrompt(undefined, ["vault list auth/token/accessors", "ls"]);
    await bench.type("\x12list");
    expect(bench.lines.join("")).toBe("(reverse-i-search)`list': vault list auth/token/accessors");
  });

  it("keeps what is typed when the world travels in time, and takes its prompt", async () => {
    const bench = await atPrompt();
    await bench.type("half");
    await bench.say(
      { kind: "output", text: "── Undone: cd work ──\r\n" },
      { kind: "travelled", note: "Undone: cd work", promptText: "/tmp $ ", directory: "" },
    );
    expect(bench.lines).toEqual(["── Undone: cd work ──", "/tmp $ half"]);
  });

  it("takes no journey in time for the end of the line that runs", async () => {
    const bench = await atPrompt();
    await bench.type("sleep 1\r");
    await bench.say({ kind: "travelled", note: "Undone: ls", promptText: "$ ", directory: "" });
    await bench.type("ls\r");
    expect(bench.sent).toEqual(["line:sleep 1"]);
  });
});

describe("what stands at the prompt", () => {
  it("is told as it is typed, and as nothing once it runs", async () => {
    const bench = new Bench();
    await bench.prompt();
    await bench.type("a", "b", "\x7f", "\r");
    expect(bench.drafts).toEqual(["a", "ab", "a", ""]);
  });

  it("takes in what was accepted before the shell was there, and what is typed while a line runs", async () => {
    const bench = new Bench();
    await bench.type("one\r", "two");
    expect(bench.session.draft()).toBe("one\ntwo");
    await bench.prompt();
    expect(bench.session.draft(), "the first of them runs").toBe("two");
    await bench.type("\rthree");
    expect(bench.session.draft(), "a last line break is no line").toBe("two\nthree");
  });

  it("has nothing in it of what is typed for a program", async () => {
    const bench = new Bench();
    await bench.prompt();
    await bench.type("login\r");
    await bench.say({ kind: "ask", hidden: true });
    await bench.type("secret");
    expect(bench.session.draft()).toBe("");
    expect(bench.drafts.join()).not.toContain("secret");
  });
});

it("a note that comes while the first prompt is on its way stands above it", async () => {
  const bench = new Bench();
  bench.session.note("Welcome back");
  await bench.prompt();
  await bench.type("ls");
  expect(bench.lines.slice(0, 2)).toEqual(["── Welcome back ──", "$ ls"]);
});

describe("a terminal that watches another", () => {
  it("takes no keys, no pastes and no clicks, and says so", async () => {
    const bench = new Bench(undefined, undefined, { atPrompt: true });
    await bench.prompt();
    await bench.type("ls\r");
    bench.session.paste("rm");
    bench.session.run("exit");
    bench.session.interrupt();
    await bench.settle();
    expect(bench.lines).toEqual(["$"]);
    expect([bench.posted, bench.refusals, bench.interrupts]).toEqual([[], 4, 0]);
  });

  it("shows what is typed there, and the lines that run", async () => {
    const bench = new Bench(undefined, undefined, { atPrompt: true });
    await bench.prompt();
    bench.session.showDraft("echo h");
    await bench.settle();
    expect(bench.lines).toEqual(["$ echo h"]);
    bench.session.showLine("echo hi");
    await bench.say({ kind: "output", text: "hi\r\n" });
    bench.session.showLine("true");
    await bench.prompt();
    await bench.prompt();
    expect(bench.lines).toEqual(["$ echo hi", "hi", "$ true", "$"]);
  });

  it("shows what Tab lists, a line that is given up and a cleared screen, as they are where it is typed", async () => {
    const [here, there] = [await atPrompt(), new Bench(undefined, undefined, { atPrompt: true })];
    await there.prompt();
    const bothShow = async (lines: readonly string[]) => {
      for (const told of here.told.splice(0)) {
        if (typeof told === "string") there.session.showDraft(told);
        else there.session.showEffect(told);
      }
      await there.settle();
      expect(here.lines).toEqual(lines);
      expect(there.lines).toEqual(lines);
    };
    await here.type("vault l\t\t");
    await here.say({
      kind: "completions",
      requestId: 1,
      completion: { from: 6, to: 7, candidates: [{ text: "list" }, { text: "login" }] },
    });
    await here.say({
      kind: "completions",
      requestId: 2,
      completion: { from: 6, to: 7, candidates: [{ text: "list" }, { text: "login" }] },
    });
    await bothShow(["$ vault l", "list   login", "$ vault l"]);
    await here.type("\x03");
    await bothShow(["$ vault l", "list   login", "$ vault l^C", "$"]);
    await here.type("x\x0c");
    await bothShow(["$ vault l", "list   login", "$ vault l^C", "$ x"]);
  });

  it("begins without a prompt where a line runs", async () => {
    const bench = new Bench(undefined, undefined, { atPrompt: false });
    await bench.settle();
    expect(bench.lines).toEqual([]);
    await bench.say({ kind: "output", text: "still\r\n" });
    await bench.prompt();
    expect(bench.lines).toEqual(["still", "$"]);
  });
});
