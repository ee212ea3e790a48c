import type { IParser } from "@xterm/xterm";

/** Asks to report something back, which would arrive as if it had been typed; or does what no output here should. */
const refusedCsi: readonly { prefix?: string; intermediates?: string; final: string }[] = [
  { final: "c" },
  { prefix: ">", final: "c" },
  { prefix: "=", final: "c" },
  { final: "n" },
  { prefix: "?", final: "n" },
  { intermediates: "$", final: "p" },
  { prefix: "?", intermediates: "$", final: "p" },
  { prefix: ">", final: "q" },
  { final: "t" },
  { prefix: ">", final: "m" },
];

const refusedDcs: readonly { intermediates?: string; final: string }[] = [
  { intermediates: "$", final: "q" },
  { intermediates: "+", final: "q" },
];

/** Titles, colours, links, notifications, the clipboard and the rest: numbers of every OSC that terminals know. */
const refusedOsc: readonly number[] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 22, 50, 51, 52, 99, 104, 105, 106, 110, 111,
  112, 113, 114, 115, 116, 117, 118, 119, 133, 176, 440, 633, 666, 697, 701, 704, 777, 1337,
];

/** DEC modes that output may set: cursor keys do not matter to us, but mouse reports and the alternate screen would. */
const allowedModes: ReadonlySet<number> = new Set([25]);

/** Makes output harmless: it may write text, colours and move the cursor, and nothing else. */
export function harden(parser: IParser): void {
  const refuse = (): boolean => true;
  for (const id of refusedCsi) parser.registerCsiHandler(id, refuse);
  for (const id of refusedDcs) parser.registerDcsHandler(id, refuse);
  for (const id of refusedOsc) parser.registerOscHandler(id, refuse);
  for (const final of ["h", "l"]) {
    parser.registerCsiHandler({ prefix: "?", final }, (parameters) => !parameters.every(isAllowedMode));
  }
}

function isAllowedMode(mode: number | number[]): boolean {
  return typeof mode === "number" && allowedModes.has(mode);
}
