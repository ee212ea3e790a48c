import type { HclItem, HclList, HclObject, HclObjectList, HclParseResult, HclValueNode } from "./ast.ts";
import { CharReader, END, isDecimal, isDigit, isLetter, isWhitespace } from "./char-reader.ts";
import { flattenJsonObjects } from "./json-flatten.ts";
import { MAX_HCL_DEPTH } from "./parser.ts";
import { formatPosition, NOWHERE } from "./position.ts";
import { scanDigitsFrom, scanExponent, scanNumberTail, scanQuoted } from "./scan-literals.ts";
import type { HclToken, HclTokenType } from "./token.ts";

const punctuation: ReadonlyMap<string, HclTokenType> = new Map([
  ["[", "LBRACK"],
  ["]", "RBRACK"],
  ["{", "LBRACE"],
  ["}", "RBRACE"],
  [",", "COMMA"],
  [":", "COLON"],
]);
const code = (character: string): number => character.charCodeAt(0);

/** Undefined: the text ended. That ends every object that is open, quietly. */
type Parsed<T> = T | { readonly error: string } | undefined;

/**
 * Parses HCL's JSON form. It is laxer than JSON: closing braces may be missing, and lists drop booleans and
 * brackets. Nodes have no positions but that of their ":".
 */
export function parseHclJson(text: string): HclParseResult {
  return new JsonParser(text).parse();
}

class JsonParser {
  private readonly reader: CharReader;
  private scanError: string | undefined;
  private token: HclToken = { type: "ILLEGAL", position: NOWHERE, text: "", json: true };
  private depth = 0;

  constructor(text: string) {
    this.reader = new CharReader(
      text,
      (position, message) => {
        this.scanError = `${formatPosition(position)}: ${message}`;
      },
      false,
    );
  }

  parse(): HclParseResult {
    const first = this.scan();
    const root: Parsed<HclObject> =
      first.type === "LBRACE" ? this.object() : { error: `Expected object, got unknown token: ${describe(first)}` };
    if (this.scanError !== undefined) return { ok: false, error: this.scanError };
    if (root === undefined) return { ok: false, error: "EOF token found" };
    if ("error" in root) return { ok: false, error: root.error };
    flattenJsonObjects(root.list);
    return { ok: true, file: { root: root.list, comments: [] } };
  }

  /** The opening brace is read. */
  private object(): Parsed<HclObject> {
    if (this.depth >= MAX_HCL_DEPTH) return { error: "nested too deeply" };
    const items: HclItem[] = [];
    this.depth++;
    const failure = this.items(items);
    this.depth--;
    if (failure !== undefined && this.token.type !== "RBRACE") return failure;
    const list: HclObjectList = { kind: "object-list", items };
    return { kind: "object", open: NOWHERE, close: NOWHERE, list };
  }

  private items(items: HclItem[]): { readonly error: string } | undefined {
    for (;;) {
      const item = this.item();
      if (item === undefined) return undefined;
      if ("error" in item) return item;
      items.push(item);
      if (this.scan().type !== "COMMA") return undefined;
    }
  }

  private item(): Parsed<HclItem> {
    const keys: HclToken[] = [];
    for (;;) {
      const token = this.scan();
      if (token.type === "EOF") return undefined;
      if (token.type === "STRING") keys.push(placeless(token));
      else if (token.type === "COLON" && keys.length > 0) break;
      else return { error: token.type === "ILLEGAL" ? "illegal" : `expected: STRING got: ${token.type}` };
    }
    const assign = this.token.position;
    const value = this.value();
    if (value === undefined || "error" in value) return value;
    return { kind: "item", keys, assign, value };
  }

  private value(): Parsed<HclValueNode> {
    const token = this.scan();
    switch (token.type) {
      case "NUMBER":
      case "FLOAT":
      case "BOOL":
      case "STRING":
        return { kind: "literal", token: placeless(token) };
      case "NULL":
        return { kind: "literal", token: { ...placeless(token), type: "STRING", text: "", json: false } };
      case "LBRACE":
        return this.object();
      case "LBRACK":
        return this.list();
      case "EOF":
        return undefined;
      default:
        return { error: `Expected object value, got unknown token: ${describe(token)}` };
    }
  }

  /** The opening bracket is read. */
  private list(): Parsed<HclList> {
    const elements: HclValueNode[] = [];
    for (;;) {
      const token = this.scan();
      switch (token.type) {
        case "NUMBER":
        case "FLOAT":
        case "STRING":
          elements.push({ kind: "literal", token: placeless(token) });
          break;
        case "LBRACE": {
          const node = this.object();
          if (node === undefined || "error" in node) return node;
          elements.push(node);
          break;
        }
        case "COMMA":
        case "BOOL":
        case "LBRACK":
          break;
        case "RBRACK":
          return { kind: "list", open: NOWHERE, close: NOWHERE, elements };
        default:
          return { error: `unexpected token while parsing list: ${token.type}` };
      }
    }
  }

  private scan(): HclToken {
    const reader = this.reader;
    let first = reader.next();
    while (isWhitespace(first)) first = reader.next();
    const position = reader.lastPosition();
    const type = this.scanFrom(first, position.offset);
    const text = reader.text.slice(position.offset, reader.offset);
    this.token = { type, position, text, json: type === "STRING" };
    return this.token;
  }

  private scanFrom(first: number, start: number): HclTokenType {
    const reader = this.reader;
    if (isLetter(first)) return this.scanWord(start);
    if (isDecimal(first)) return this.scanNumber(first);
    if (first === END) return "EOF";
    const character = String.fromCodePoint(first);
    if (character === '"') {
      scanQuoted(reader, false);
      return "STRING";
    }
    if (character === ".") {
      if (!isDecimal(reader.peek())) return "PERIOD";
      scanExponent(reader, scanDigitsFrom(reader, reader.peek()));
      return "FLOAT";
    }
    if (character === "-") {
      if (isDecimal(reader.peek())) return this.scanNumber(reader.next());
      reader.fail("illegal char");
      return "ILLEGAL";
    }
    const type = punctuation.get(character);
    if (type !== undefined) return type;
    reader.fail(`illegal char: ${character}`);
    return "ILLEGAL";
  }

  private scanWord(start: number): HclTokenType {
    const reader = this.reader;
    let current = reader.next();
    while (isLetter(current) || isDigit(current) || current === code("-")) current = reader.next();
    if (current !== END) reader.back();
    const word = reader.text.slice(start, reader.offset);
    if (word === "true" || word === "false") return "BOOL";
    if (word === "null") return "NULL";
    reader.fail("illegal char");
    return "ILLEGAL";
  }

  private scanNumber(first: number): HclTokenType {
    const reader = this.reader;
    const from = reader.offset;
    scanDigitsFrom(reader, first);
    const after = reader.next();
    const tail = scanNumberTail(reader, after);
    if (tail !== undefined) return tail;
    if (after !== END) reader.back();
    if (first === code("0") && (reader.offset !== from || after === END)) {
      reader.fail("numbers cannot start with 0");
    }
    return "NUMBER";
  }
}

/** Keys and literals of JSON do not know where they stood; errors name them "-". */
function placeless(token: HclToken): HclToken {
  return { ...token, position: NOWHERE };
}

function describe(token: HclToken): string {
  return `${formatPosition(token.position)} ${token.type} ${token.text}`;
}
