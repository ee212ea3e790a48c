import { Terminal } from "@xterm/headless";
import { describe, expect, it } from "vitest";
import { harden, mostRepeats, showing } from "./hardening.ts";

interface Shown {
  readonly terminal: Terminal;
  readonly answers: string[];
  readonly titles: string[];
}

async function shownBy(...chunks: readonly string[]): Promise<Shown> {
  const terminal = new Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  const beginChunk = harden(terminal.parser);
  const answers: string[] = [];
  const titles: string[] = [];
  terminal.onData((data) => answers.push(data));
  terminal.onBinary((data) => answers.push(data));
  terminal.onTitleChange((title) => titles.push(title));
  for (const chunk of chunks) {
    beginChunk();
    await new Promise<void>((resolve) => terminal.write(chunk, resolve));
  }
  return { terminal, answers, titles };
}

function expectHarmless({ terminal, answers, titles }: Shown): void {
  expect(answers, "nothing is typed back").toEqual([]);
  expect(titles).toEqual([]);
  expect(terminal.buffer.active.type).toBe("normal");
  expect(terminal.modes).toMatchObject({
    mouseTrackingMode: "none",
    bracketedPasteMode: false,
    sendFocusMode: false,
    applicationCursorKeysMode: false,
  });
}

const range = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index));
const INTERMEDIATES = ["", ...range(0x20, 0x2f)];
const PARAMETERS = [
  "",
  "0",
  "1",
  "6",
  "20",
  "47",
  "996",
  "1000",
  "1003",
  "1004",
  "1006",
  "1049",
  "2004",
  "2026",
  "1;2",
];

describe("hostile output", () => {
  it.each([
    "\x1b[c",
    "\x1b[>c",
    "\x1b[5n",
    "\x1b[6n",
    "\x1b[?6n",
    "\x1b[?2004$p",
    "\x1b[4$p",
    "\x1bP$qm\x1b\\",
    "\x1b]10;?\x07",
    "\x1b]4;1;?\x07",
    "\x1b[18t",
    "\x1b]52;c;?\x07",
    "\x05",
    "\x1bZ",
    "\x9b6n",
    "\x90$qm\x9c",
    "\x9d11;?\x9c",
  ])("gets no answer, which would be typed at the prompt: %j", async (output) => {
    expect((await shownBy(output)).answers).toEqual([]);
  });

  it.each(["\x1b[", "\x9b"])(
    "may be any control sequence there is after %j: it asks and sets nothing",
    async (start) => {
      for (const prefix of ["", "?", ">", "=", "<"]) {
        for (const final of range(0x40, 0x7e)) {
          const all = INTERMEDIATES.flatMap((intermediates) =>
            PARAMETERS.map((parameters) => `${start}${prefix}${parameters}${intermediates}${final}`),
          );
          expectHarmless(await shownBy(all.join("")));
        }
      }
    },
  );

  it("may be any escape sequence, operating system command and device control string there is", async () => {
    const escapes = INTERMEDIATES.flatMap((intermediates) =>
      range(0x30, 0x7e)
        .filter((final) => intermediates !== "" || !"[]PX^_".includes(final))
        .map((final) => `\x1b${intermediates}${final}`),
    );
    const commands = Array.from({ length: 2000 }, (_, number) => `\x1b]${number};?\x07\x1b]${number};owned\x1b\\`);
    const controls = ["", "?", ">", "="].flatMap((prefix) =>
      INTERMEDIATES.flatMap((intermediates) =>
        range(0x40, 0x7e).map((final) => `\x1bP${prefix}1;2${intermediates}${final}m\x1b\\`),
      ),
    );
    expectHarmless(await shownBy(escapes.join(""), commands.join(""), controls.join("")));
  });

  it.each([
    ["rows inserted", "\x1b[2147483647L"],
    ["rows deleted", "\x1b[2147483647M"],
    ["rows scrolled up", "\x1b[2147483647S"],
    ["rows scrolled down", "\x1b[2147483647T"],
    ["tabs forward", "\x1b[2147483647I"],
    ["tabs back", "\x1b[2147483647Z"],
    ["a letter repeated", "x\x1b[2147483647b"],
    ["a number that has parts", "\x1b[2147483647:5S"],
    ["as often in C1", "\x9b2147483647S"],
  ])("asks for no more than there is time for: %s without end", async (_what, output) => {
    const { terminal } = await shownBy(`before${output}`, "\r\nafter");
    const { active } = terminal.buffer;
    expect(active.getLine(active.baseY + active.cursorY)?.translateToString(true)).toBe("after");
  });

  it("gets so many repeats a chunk, and as many again in the next", async () => {
    const letters = async (...chunks: string[]): Promise<number> => {
      const { terminal } = await shownBy(...chunks);
      const { active } = terminal.buffer;
      return Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true) ?? "").join("")
        .length;
    };
    const chunk = "x\x1b[999b".repeat(30);
    expect(await letters(chunk)).toBe(30 + Math.floor(mostRepeats / 999) * 999);
    expect(await letters(chunk, chunk)).toBe(2 * (30 + Math.floor(mostRepeats / 999) * 999));
  });

  it.each([
    "\x1b]0;",
    "\x1bP",
    "\x1b_",
    "\x1b^",
    "\x1bX",
    "\x1b[38;2",
    "\x1b[?",
    "\x1b",
    "\x9d",
    "\x90",
    "\x9f",
    "\x98",
  ])("that breaks off in %j ends where the prompt begins", async (output) => {
    const { terminal } = await shownBy(output, "\x1b[!p\x1b[?25h\x1b(B\x1b[0m$ ");
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe("$ ");
  });

  it("is refused as before after it began anew", async () => {
    expectHarmless(await shownBy("\x1bc\x1b[6n\x1b]0;owned\x07\x1b[?1000h"));
  });

  it("makes no link: its text is text", async () => {
    const { terminal } = await shownBy("\x1b]8;;javascript:alert(1)\x07click\x1b]8;;\x07");
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe("click");
  });

  it("may be coloured, as Vault's is", async () => {
    const { terminal } = await shownBy("\x1b[91mred\x1b[38;2;1;2;3mrgb");
    const line = terminal.buffer.active.getLine(0);
    expect(line?.getCell(0)?.getFgColor()).toBe(9);
    expect(line?.getCell(3)?.isFgRGB()).toBe(true);
  });
});

describe("text as it is shown", () => {
  it("turns no direction of writing, and leaves the letters of every script", () => {
    const showable = showing();
    expect(showable("a\u202Ebc\u2066d\u200F\u061C\x7f e")).toBe("abcd e");
    for (const text of ["עברית", "العربية", "हिन्दी", "👩‍👩‍👧", "Zażółć", "x\u0301\u0302"])
      expect(showable(text)).toBe(text);
  });
  it("piles only so many marks on a letter", () => {
    expect(showing()(`z${"\u0301".repeat(100_000)}z`)).toBe(`z${"\u0301".repeat(8)}z`);
  });

  const mark = "\u0301";
  const wide = "\u{1e8d0}";
  it.each([
    ["one a chunk", ["z", ...Array.from({ length: 100 }, () => mark)], `z${mark.repeat(8)}`],
    [
      "some a chunk",
      ["z", mark.repeat(3), mark.repeat(3), mark.repeat(3), `${mark}y${mark}`],
      `z${mark.repeat(8)}y${mark}`,
    ],
    [
      "and then on another letter",
      [`z${mark.repeat(9)}`, `y${mark.repeat(9)}`],
      `z${mark.repeat(8)}y${mark.repeat(8)}`,
    ],
    ["beyond the first plane, and half a mark a chunk", `z${wide.repeat(20)}`.split(""), `z${wide.repeat(8)}`],
    [
      "with what the screen passes over between them",
      Array.from(`z${`${mark}\u202e`.repeat(20)}`),
      `z${mark.repeat(8)}`,
    ],
    [
      "of other kinds",
      Array.from(`z${"\u200d\u1160\u{e0067}".repeat(9)}`),
      `z\u200d\u1160\u{e0067}\u200d\u1160\u{e0067}\u200d\u1160`,
    ],
  ])("piles no more of them that come %s", (_how, chunks, shown) => {
    expect(chunks.map(showing()).join("")).toBe(shown);
  });

  it("joins no more to a cell whatever stands between the marks", async () => {
    const betweens = ["", "\x1b[m", "\x1b[C\x1b[D", "\b\x1b[C", "\0", "\x1b7\x1b8", "\x1b[b", "y\x1b[D", "\r\x1b[C"];
    for (const between of betweens) {
      const showable = showing();
      const chunks = ["z", ...Array.from({ length: 200 }, () => `${mark}${between}`)].map(showable);
      const { terminal } = await shownBy(...chunks);
      const { active } = terminal.buffer;
      const longest = Math.max(
        ...Array.from({ length: 80 }, (_, column) => active.getLine(0)?.getCell(column)?.getChars().length ?? 0),
      );
      expect(longest, JSON.stringify(between)).toBeLessThanOrEqual(9);
    }
  });
});
