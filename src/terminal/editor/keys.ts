/** What a keyboard gives: text, or a chord in Emacs's notation (`C-a`, `M-f`, `C-Left`, `Enter`). */
export type Key = { readonly kind: "text"; readonly text: string } | { readonly kind: "chord"; readonly chord: string };

/** `pendingMeta`: an Escape came last; as Meta, it belongs to the next key. */
export interface DecoderState {
  readonly pendingMeta: boolean;
}

export const initialDecoderState: DecoderState = { pendingMeta: false };

const finals: Readonly<Record<string, string>> = {
  A: "Up",
  B: "Down",
  C: "Right",
  D: "Left",
  H: "Home",
  F: "End",
  Z: "S-Tab",
};

const tildes: Readonly<Record<string, string>> = {
  "1": "Home",
  "3": "Delete",
  "4": "End",
  "5": "PageUp",
  "6": "PageDown",
  "7": "Home",
  "8": "End",
};

/** Turns what xterm sends for key presses into keys. Answers to terminal queries and unknown sequences give nothing. */
export function decodeKeys(data: string, state: DecoderState): { keys: readonly Key[]; state: DecoderState } {
  const keys: Key[] = [];
  let meta = state.pendingMeta;
  let index = 0;
  while (index < data.length) {
    const char = data.charAt(index);
    if (char === "\x1b" && index + 1 < data.length) {
      const sequence = readSequence(data, index);
      if (sequence !== undefined) {
        if (sequence.chord !== undefined) keys.push({ kind: "chord", chord: sequence.chord });
        index = sequence.end;
        meta = false;
        continue;
      }
    }
    if (char === "\x1b") {
      // Alone it ends a search; before a key it is that key's Meta.
      if (index + 1 === data.length) keys.push({ kind: "chord", chord: "Escape" });
      meta = true;
      index += 1;
      continue;
    }
    const end = meta || isControl(char) ? index + charLength(data, index) : endOfText(data, index);
    keys.push(keyOf(data.slice(index, end), meta));
    meta = false;
    index = end;
  }
  return { keys, state: { pendingMeta: meta } };
}

function keyOf(text: string, meta: boolean): Key {
  const prefix = meta ? "M-" : "";
  if (!isControl(text)) return meta ? { kind: "chord", chord: `M-${text}` } : { kind: "text", text };
  return { kind: "chord", chord: prefix + controlName(text) };
}

function controlName(char: string): string {
  if (char === "\r" || char === "\n") return "Enter";
  if (char === "\t") return "Tab";
  if (char === "\x7f" || char === "\b") return "Backspace";
  return `C-${String.fromCodePoint(char.charCodeAt(0) + 64).toLowerCase()}`;
}

/** Reads one escape sequence that starts at `start`; undefined where the Escape is Meta for an ordinary key. */
function readSequence(data: string, start: number): { chord: string | undefined; end: number } | undefined {
  const introducer = data.charAt(start + 1);
  if (introducer === "O") {
    const final = data.charAt(start + 2);
    return final === "" ? undefined : { chord: finals[final], end: start + 3 };
  }
  if (introducer === "[") {
    let end = start + 2;
    while (end < data.length && /[0-9;?<>=:$]/.test(data.charAt(end))) end += 1;
    if (end >= data.length) return end === start + 2 ? undefined : { chord: undefined, end };
    return { chord: chordOfCsi(data.slice(start + 2, end), data.charAt(end)), end: end + 1 };
  }
  if (data.length > start + 2 && (introducer === "]" || introducer === "P")) {
    // An answer to a query (a colour, a setting): never typed, never inserted.
    let end = start + 2;
    while (end < data.length && data.charAt(end) !== "\x07" && data.charAt(end) !== "\x1b") end += 1;
    return { chord: undefined, end: end + (data.charAt(end) === "\x1b" ? 2 : 1) };
  }
  return undefined;
}

function chordOfCsi(parameters: string, final: string): string | undefined {
  const [first = "", modifier = "1"] = parameters.split(";");
  const name = final === "~" ? tildes[first] : finals[final];
  if (name === undefined) return undefined;
  const bits = Number(modifier) - 1;
  const control = (bits & 4) !== 0 ? "C-" : "";
  const meta = (bits & 2) !== 0 ? "M-" : "";
  return control + meta + name;
}

function isControl(text: string): boolean {
  const code = text.charCodeAt(0);
  return code < 32 || code === 127;
}

function charLength(data: string, index: number): number {
  return (data.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}

function endOfText(data: string, start: number): number {
  let end = start;
  while (end < data.length && !isControl(data.charAt(end))) end += 1;
  return end;
}
