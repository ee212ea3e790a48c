/** JSON set out in lines, as it was written: numbers keep their digits and members their order. */

export interface JsonLine {
  readonly number: number;
  readonly depth: number;
  /** The member's name where the line begins with one. */
  readonly name: string | undefined;
  /** Where it is: `auth.policies.*`. */
  readonly path: string;
  /** What follows the name: a value, or a bracket. */
  readonly text: string;
}

/** Deeper than this nothing is set out: whoever nests that deep wants to be a nuisance. */
const DEEPEST = 40;
const TOKEN = /\s*([{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+)/y;

interface Open {
  readonly path: string;
  readonly closing: "}" | "]";
}

/** The lines of a JSON text; undefined where it is none. */
export function jsonLines(text: string): readonly JsonLine[] | undefined {
  if (!isJson(text)) return undefined;
  const tokens = tokensOf(text);
  const lines: JsonLine[] = [];
  const open: Open[] = [];
  let name: string | undefined;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? "";
    const inside = open.at(-1);
    if (token === ",") continue;
    if (inside?.closing === "}" && name === undefined && token !== "}") {
      name = readName(token);
      at++;
      continue;
    }
    const path = pathOf(inside, name);
    const isClosing = token === inside?.closing;
    if (isClosing) open.pop();
    const isOpening = token === "{" || token === "[";
    const isEmpty = isOpening && (tokens[at + 1] === "}" || tokens[at + 1] === "]");
    if (isEmpty) at++;
    const comma = (!isOpening || isEmpty) && tokens[at + 1] === "," ? "," : "";
    const value = isEmpty ? (token === "{" ? "{}" : "[]") : token;
    lines.push({
      number: lines.length,
      depth: open.length,
      name,
      path: isClosing ? (inside?.path ?? "") : path,
      text: value + comma,
    });
    if (isOpening && !isEmpty) open.push({ path, closing: token === "{" ? "}" : "]" });
    if (open.length > DEEPEST) return undefined;
    name = undefined;
  }
  return lines;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) tokens.push(match[1] ?? "");
  return tokens;
}

function readName(token: string): string {
  const name: unknown = JSON.parse(token);
  return typeof name === "string" ? name : token;
}

function pathOf(inside: Open | undefined, name: string | undefined): string {
  if (inside === undefined) return "";
  const own = inside.closing === "]" ? "*" : (name ?? "");
  return inside.path === "" ? own : `${inside.path}.${own}`;
}
