import { Terminal } from "@xterm/headless";
import { describe, expect, it } from "vitest";
import { harden } from "./hardening.ts";

async function shownBy(output: string): Promise<{ terminal: Terminal; answers: string[]; titles: string[] }> {
  const terminal = new Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  harden(terminal.parser);
  const answers: string[] = [];
  const titles: string[] = [];
  terminal.onData((data) => answers.push(data));
  terminal.onTitleChange((title) => titles.push(title));
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  return { terminal, answers, titles };
}

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
  ])("gets no answer, which would be typed at the prompt: %j", async (output) => {
    expect((await shownBy(output)).answers).toEqual([]);
  });

  it("sets no title", async () => {
    expect((await shownBy("\x1b]0;owned\x07\x1b]2;owned\x07")).titles).toEqual([]);
  });

  it("makes no link: its text is text", async () => {
    const { terminal } = await shownBy("\x1b]8;;javascript:alert(1)\x07click\x1b]8;;\x07");
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe("click");
  });

  it("turns on no mouse reports and no alternate screen", async () => {
    const { terminal } = await shownBy("\x1b[?1000h\x1b[?1003h\x1b[?1049hx");
    expect(terminal.modes.mouseTrackingMode).toBe("none");
    expect(terminal.buffer.active.type).toBe("normal");
  });

  it("may be coloured, as Vault's is", async () => {
    const { terminal } = await shownBy("\x1b[91mred\x1b[38;2;1;2;3mrgb");
    const line = terminal.buffer.active.getLine(0);
    expect(line?.getCell(0)?.getFgColor()).toBe(9);
    expect(line?.getCell(3)?.isFgRGB()).toBe(true);
  });
});
