import type { IParser } from "@xterm/xterm";

/** Asks to report something back, which would arrive as if it had been typed; or does what no output here should. */
const refusedCsi: readonly FunctionName[] = [
  { final: "c" },
  { prefix: ">", final: "c" },
  { prefix: "=", final: "c" },
  { final: "n" },
  { prefix: "?", final: "n" },
  { intermediates: "$", final: "p" },
  { prefix: "?", intermediates: "$", final: "p" },
  { prefix: ">", final: "q" },
  // The cursor's look, which would outlast the line.
  { intermediates: " ", final: "q" },
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

interface FunctionName {
  readonly prefix?: string;
  readonly intermediates?: string;
  readonly final: string;
}

/** xterm.js does these as often as their number says, a row or a cell at a time, however large the number is. */
const repeatedCsi: readonly FunctionName[] = ["L", "M", "S", "T", "I", "Z", "b"].map((final) => ({ final }));

/** These touch every cell of the screen. */
const wholeScreenCsi: readonly FunctionName[] = [
  { intermediates: " ", final: "@" },
  { intermediates: " ", final: "A" },
  { intermediates: "'", final: "}" },
  { intermediates: "'", final: "~" },
];

/** So many rows may be moved, or cells repeated, by one chunk of output: a few hundred screens, some tens of milliseconds. */
export const mostRepeats = 20_000;
/** What a sequence that touches the whole screen counts for. */
const screenRepeats = 40;
/** What beginning anew counts for: the scrollback is laid out again. */
const resetRepeats = 2_000;

/**
 * Makes output harmless: it may write text, colours and move the cursor, and nothing else, and no more of that than the page has time
 * for. What is answered is to be called before each chunk of output.
 */
export function harden(parser: IParser): () => void {
  let repeats = 0;
  const isTooMuch = (more: number): boolean => {
    if (repeats + more > mostRepeats) return true;
    repeats += more;
    return false;
  };
  const refuse = (): boolean => true;
  for (const id of refusedCsi) parser.registerCsiHandler(id, refuse);
  for (const id of refusedDcs) parser.registerDcsHandler(id, refuse);
  for (const id of refusedOsc) parser.registerOscHandler(id, refuse);
  for (const id of repeatedCsi)
    parser.registerCsiHandler(id, ([count]) => isTooMuch(typeof count === "number" ? Math.max(1, count) : 1));
  for (const id of wholeScreenCsi) parser.registerCsiHandler(id, () => isTooMuch(screenRepeats));
  parser.registerEscHandler({ final: "c" }, () => isTooMuch(resetRepeats));
  for (const final of ["h", "l"]) {
    parser.registerCsiHandler({ prefix: "?", final }, (parameters) => !parameters.every(isAllowedMode));
  }
  return () => {
    repeats = 0;
  };
}

function isAllowedMode(mode: number | number[]): boolean {
  return typeof mode === "number" && allowedModes.has(mode);
}

/**
 * Turns the direction of writing: the browser would show the rest of the row in another order than it stands in. And DEL, which every
 * terminal passes over and xterm.js complains of on the console.
 */
const notShown = /[\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Joins the letter before, in the one cell: marks, what formats, the later letters of a Korean syllable. */
const joining = String.raw`[\p{M}\p{Cf}\u1160-\u11ff]`;
/** More of them on one letter take the browser longer to draw than anyone could read. */
const mostJoined = 8;
const piles = new RegExp(`(${joining}{${mostJoined}})${joining}+`, "gu");
const pileAtStart = new RegExp(`^${joining}*`, "u");
const pileAtEnd = new RegExp(`${joining}*$`, "u");

/**
 * Makes text such as may be shown, a chunk after the other; a letter and its marks may come in several. What is taken out has no
 * width. Between two marks of one cell there is nothing: after any sequence a terminal joins no mark to what stands there.
 */
export function showing(): (chunk: string) => string {
  let joined = 0;
  let half = "";
  return (chunk) => {
    const whole = (half + chunk).replaceAll(notShown, "");
    half = isHighSurrogate(whole.charCodeAt(whole.length - 1)) ? whole.slice(-1) : "";
    const text = whole.slice(0, whole.length - half.length).replaceAll(piles, "$1");
    const [lead = ""] = pileAtStart.exec(text) ?? [];
    const kept = Array.from(lead)
      .slice(0, mostJoined - joined)
      .join("");
    if (lead.length === text.length) joined = Math.min(mostJoined, joined + Array.from(lead).length);
    else joined = Array.from(pileAtEnd.exec(text)?.[0] ?? "").length;
    return kept + text.slice(lead.length);
  };
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
