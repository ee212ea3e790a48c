import { positionOf } from "./ast.ts";
import type {
  HclCommentGroup,
  HclComment,
  HclFile,
  HclItem,
  HclList,
  HclLiteral,
  HclObject,
  HclObjectList,
  HclParseResult,
  HclValueNode,
} from "./ast.ts";
import { formatPosition, NOWHERE } from "./position.ts";
import type { HclPosition } from "./position.ts";
import { HclScanner } from "./scanner.ts";
import type { HclToken, HclTokenType } from "./token.ts";

/** Deeper nesting is refused: JavaScript's stack has an end where Go's has none. */
export const MAX_HCL_DEPTH = 500;

/** The parse stops: at a place with a reason, or because the text ended ("end"). */
type Stop = { readonly stop: "error"; readonly message: string } | { readonly stop: "end" };
const atEnd: Stop = { stop: "end" };

function isStop(value: HclValueNode | HclItem | Stop): value is Stop {
  return "stop" in value;
}

function stopAt(position: HclPosition, reason: string): Stop {
  return { stop: "error", message: `At ${formatPosition(position)}: ${reason}` };
}

/** Parses HCL's own form. The error text is Go's, position and all. */
export function parseHclNative(text: string): HclParseResult {
  return new Parser(text.replaceAll("\r\n", "\n")).parse();
}

class Parser {
  private readonly scanner: HclScanner;
  private scanError: string | undefined;
  private token: HclToken = { type: "ILLEGAL", position: NOWHERE, text: "", json: false };
  /** The token is to be handed out again. */
  private held = false;
  private readonly comments: HclCommentGroup[] = [];
  private leadComment: HclCommentGroup | undefined;
  private lineComment: HclCommentGroup | undefined;
  private depth = 0;

  constructor(text: string) {
    this.scanner = new HclScanner(text, (position, message) => {
      this.scanError = `At ${formatPosition(position)}: ${message}`;
    });
  }

  parse(): HclParseResult {
    const items: HclItem[] = [];
    const stop = this.items(items, false);
    // Of several scanner errors the last is told, and it goes before the parser's own.
    if (this.scanError !== undefined) return { ok: false, error: this.scanError };
    if (stop?.stop === "error") return { ok: false, error: stop.message };
    const file: HclFile = { root: { kind: "object-list", items }, comments: this.comments };
    return { ok: true, file };
  }

  /** Reads items into `items` up to the end (or the closing brace within an object). */
  private items(items: HclItem[], withinObject: boolean): Stop | undefined {
    for (;;) {
      if (withinObject && this.peek().type === "RBRACE") return undefined;
      const item = this.item();
      if (isStop(item)) return item.stop === "end" ? undefined : item;
      items.push(item);
      if (this.peek().type === "COMMA") this.scan();
    }
  }

  private item(): HclItem | Stop {
    const keys: HclToken[] = [];
    const stop = this.keys(keys);
    let type: HclTokenType = this.token.type;
    if (stop !== undefined) {
      if (keys.length === 0) return stop;
      if (stop.stop === "error") {
        if (type !== "RBRACE") return stop;
        // Keys without a value before a closing brace; the brace no longer counts as one.
        type = "EOF";
        this.token = { ...this.token, type };
      }
    }
    const leadComment = this.leadComment;
    this.leadComment = undefined;
    if (type !== "ASSIGN" && type !== "LBRACE") {
      const named = keys.map((key) => key.text).join(" ");
      return stopAt(this.token.position, `key '${named}' expected start of object ('{') or assignment ('=')`);
    }
    const assign = type === "ASSIGN" ? this.token.position : NOWHERE;
    const levels = keys.length - 1;
    this.depth += levels;
    const value = type === "ASSIGN" ? this.value() : this.object();
    this.depth -= levels;
    if (isStop(value)) return value;
    const item: HclItem = {
      kind: "item",
      keys,
      assign,
      value,
      ...(leadComment === undefined ? {} : { leadComment }),
    };
    if (this.lineComment !== undefined) {
      item.lineComment = this.lineComment;
      this.lineComment = undefined;
    }
    this.peek();
    // Set by the look-ahead, out of the compiler's sight.
    const following = this.lineComment as HclCommentGroup | undefined;
    if (following !== undefined && positionOf(value).line === keys[0]?.position.line) {
      item.lineComment = following;
      this.lineComment = undefined;
    }
    return item;
  }

  /** Reads keys into `keys` up to the "=" or "{", which is left as the current token. */
  private keys(keys: HclToken[]): Stop | undefined {
    for (;;) {
      const token = this.scan();
      switch (token.type) {
        case "EOF":
          return atEnd;
        case "ASSIGN":
          if (keys.length === 1) return undefined;
          if (keys.length === 0) return stopAt(token.position, "no object keys found!");
          keys.length = 0;
          return stopAt(token.position, "nested object expected: LBRACE got: ASSIGN");
        case "LBRACE":
          if (keys.length > 0) return undefined;
          return stopAt(token.position, "expected: IDENT | STRING got: LBRACE");
        case "IDENT":
        case "STRING":
          // Each key is a level: `a b {}` is a block b within a.
          if (this.depth + keys.length >= MAX_HCL_DEPTH) return stopAt(token.position, "nested too deeply");
          keys.push(token);
          break;
        case "ILLEGAL":
          return stopAt(token.position, "illegal character");
        default:
          return stopAt(token.position, `expected: IDENT | STRING | ASSIGN | LBRACE got: ${token.type}`);
      }
    }
  }

  private value(): HclValueNode | Stop {
    const token = this.scan();
    switch (token.type) {
      case "NUMBER":
      case "FLOAT":
      case "BOOL":
      case "STRING":
      case "HEREDOC":
        return { kind: "literal", token };
      case "LBRACE":
        return this.object();
      case "LBRACK":
        return this.list();
      case "EOF":
        return atEnd;
      default: {
        const described = `${formatPosition(token.position)} ${token.type} ${token.text}`;
        return stopAt(token.position, `Unknown token: ${described}`);
      }
    }
  }

  /** The current token is the opening brace. */
  private object(): HclObject | Stop {
    const open = this.token.position;
    if (this.depth >= MAX_HCL_DEPTH) return stopAt(open, "nested too deeply");
    const items: HclItem[] = [];
    this.depth++;
    const stop = this.items(items, true);
    this.depth--;
    if (stop !== undefined && this.token.type !== "RBRACE") return stop;
    const closing = this.scan();
    if (closing.type !== "RBRACE") {
      return stopAt(closing.position, `object expected closing RBRACE got: ${closing.type}`);
    }
    const list: HclObjectList = { kind: "object-list", items };
    return { kind: "object", open, close: closing.position, list };
  }

  /** The current token is the opening bracket. */
  private list(): HclList | Stop {
    const open = this.token.position;
    if (this.depth >= MAX_HCL_DEPTH) return stopAt(open, "nested too deeply");
    const elements: HclValueNode[] = [];
    let needsComma = false;
    for (;;) {
      const token = this.scan();
      if (needsComma && token.type !== "COMMA" && token.type !== "RBRACK") {
        return stopAt(token.position, `error parsing list, expected comma or list end, got: ${token.type}`);
      }
      switch (token.type) {
        case "BOOL":
        case "NUMBER":
        case "FLOAT":
        case "STRING":
        case "HEREDOC":
          elements.push(this.element(token));
          needsComma = true;
          break;
        case "COMMA":
          this.peek();
          this.commentLastElement(elements);
          needsComma = false;
          break;
        case "LBRACE":
        case "LBRACK": {
          this.depth++;
          const node = token.type === "LBRACE" ? this.object() : this.list();
          this.depth--;
          if (isStop(node)) return withinList(token, node);
          elements.push(node);
          // A list within a list need not be followed by a comma.
          needsComma = token.type === "LBRACE";
          break;
        }
        case "RBRACK":
          return { kind: "list", open, close: token.position, elements };
        default:
          return stopAt(token.position, `unexpected token while parsing list: ${token.type}`);
      }
    }
  }

  private element(token: HclToken): HclLiteral {
    const literal: HclLiteral = { kind: "literal", token };
    if (this.leadComment !== undefined) {
      literal.leadComment = this.leadComment;
      this.leadComment = undefined;
    }
    return literal;
  }

  private commentLastElement(elements: readonly HclValueNode[]): void {
    const last = elements.at(-1);
    if (this.lineComment === undefined || last?.kind !== "literal") return;
    last.lineComment = this.lineComment;
    this.lineComment = undefined;
  }

  private peek(): HclToken {
    const token = this.scan();
    this.held = true;
    return token;
  }

  /** The next token that is no comment; comments are kept, and the last lead and line comment remembered. */
  private scan(): HclToken {
    if (this.held) {
      this.held = false;
      return this.token;
    }
    const previousLine = this.token.position.line;
    this.token = this.scanner.scan();
    if (this.token.type === "COMMENT") this.collectComments(previousLine);
    return this.token;
  }

  private collectComments(previousLine: number): void {
    let group: HclCommentGroup | undefined;
    let endLine = -1;
    if (this.token.position.line === previousLine) {
      ({ group, endLine } = this.commentGroup(0));
      if (this.token.position.line !== endLine) this.lineComment = group;
    }
    endLine = -1;
    while (this.token.type === "COMMENT") ({ group, endLine } = this.commentGroup(1));
    if (endLine + 1 === this.token.position.line && this.token.type !== "RBRACE" && this.token.type !== "RBRACK") {
      this.leadComment = group;
    }
  }

  /** The comments from here that follow each other by at most `gap` lines. */
  private commentGroup(gap: number): { group: HclCommentGroup; endLine: number } {
    const comments: HclComment[] = [];
    let endLine = this.token.position.line;
    while (this.token.type === "COMMENT" && this.token.position.line <= endLine + gap) {
      const { position, text } = this.token;
      endLine = position.line + (text.startsWith("/*") ? text.split("\n").length - 1 : 0);
      comments.push({ position, text });
      this.token = this.scanner.scan();
    }
    const group: HclCommentGroup = { comments };
    this.comments.push(group);
    return { group, endLine };
  }
}

function withinList(token: HclToken, stop: Stop): Stop {
  const what = token.type === "LBRACE" ? "object" : "list";
  const reason = stop.stop === "error" ? stop.message : "EOF token found";
  return stopAt(token.position, `error while trying to parse ${what} within list: ${reason}`);
}
