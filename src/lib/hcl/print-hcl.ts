import { encodeUtf8 } from "../bytes.ts";
import { positionOf } from "./ast.ts";
import type { HclCommentGroup, HclItem, HclList, HclLiteral, HclNode, HclObject, HclObjectList } from "./ast.ts";
import { BEYOND, isBefore, NOWHERE } from "./position.ts";
import type { HclPosition } from "./position.ts";
import { parseHclNative } from "./parser.ts";

/** Printing looks at nested objects twice a level; beyond this the work would grow out of hand. */
const maxPrintedDepth = 12;
/** Begins lines that must not be indented: those of heredocs and of comments and strings of several lines. The scanner refuses it. */
const FIXED = "\ue123";

/** HCL's own form in canonical layout, a newline at the end (`vault policy fmt`), or the text of the error. */
export function formatHcl(
  text: string,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string } {
  const parsed = parseHclNative(text);
  if (!parsed.ok) return parsed;
  if (depthOf(parsed.file.root) > maxPrintedDepth) return { ok: false, error: "nested too deeply to be printed" };
  const printer = new Printer(standaloneComments(parsed.file.root, parsed.file.comments));
  const printed = printer.objectList(parsed.file.root).replace(/[^\n]*\ue123/g, "");
  return { ok: true, text: `${printed}\n` };
}

function depthOf(node: HclNode): number {
  let deepest = 0;
  for (const child of childrenOf(node)) deepest = Math.max(deepest, depthOf(child));
  return node.kind === "object" || node.kind === "list" ? deepest + 1 : deepest;
}

function childrenOf(node: HclNode): readonly HclNode[] {
  switch (node.kind) {
    case "object-list":
      return node.items;
    case "item":
      return [node.value];
    case "object":
      return node.list.items;
    case "list":
      return node.elements;
    default:
      return [];
  }
}

/** The groups that no item and no list element has as its own. */
function standaloneComments(root: HclObjectList, groups: readonly HclCommentGroup[]): readonly HclCommentGroup[] {
  const owned = new Set<number>();
  const visit = (node: HclNode): void => {
    if (node.kind === "literal" || node.kind === "item") {
      for (const group of [node.leadComment, node.lineComment]) {
        for (const comment of group?.comments ?? []) owned.add(comment.position.offset);
      }
    }
    childrenOf(node).forEach(visit);
  };
  visit(root);
  return groups.filter((group) => !owned.has(group.comments[0]?.position.offset ?? -1));
}

class Printer {
  private readonly standalone: readonly HclCommentGroup[];
  /** Where the item printed last was; comments behind it are still to come. */
  private previous: HclPosition = NOWHERE;

  constructor(standalone: readonly HclCommentGroup[]) {
    this.standalone = standalone;
  }

  /** The top level: items apart by an empty line, but for empty blocks on adjacent lines. */
  objectList(list: HclObjectList): string {
    const { items } = list;
    let text = "";
    for (let index = 0; ; index++) {
      const item = items[index];
      text += this.commentsBefore(item === undefined ? BEYOND : positionOf(item), item === undefined);
      if (item === undefined) return text;
      this.previous = positionOf(item);
      text += this.item(item);
      const next = items[index + 1];
      if (next === undefined) continue;
      text += "\n";
      const adjacent = positionOf(next).line === positionOf(item).line + 1;
      if (!adjacent || !isEmptyBlock(next) || !isEmptyBlock(item)) text += "\n";
    }
  }

  private commentsBefore(next: HclPosition, atEnd: boolean): string {
    let text = "";
    for (const group of this.standalone) {
      const due = this.due(group, next);
      if (due.length === 0) continue;
      if (atEnd && this.previous.line > 0) text += "\n\n";
      for (const comment of due) text += `${comment.text}\n`;
      if (!atEnd) text += "\n";
    }
    return text;
  }

  private due(group: HclCommentGroup, next: HclPosition): HclCommentGroup["comments"] {
    return group.comments.filter(
      (comment) => isBefore(this.previous, comment.position) && isBefore(comment.position, next),
    );
  }

  private value(node: HclNode): string {
    switch (node.kind) {
      case "literal":
        return printLiteral(node);
      case "list":
        return this.list(node);
      case "object":
        return this.object(node);
      case "object-list":
        return this.objectList(node);
      default:
        this.previous = positionOf(node);
        return this.item(node);
    }
  }

  private item(item: HclItem): string {
    const onKeyLine = positionOf(item.value).line === positionOf(item).line;
    let text = commentLines(item.leadComment);
    if (!onKeyLine) text += commentLines(item.lineComment);
    for (const key of item.keys) text += `${key.text} `;
    if (item.assign.line > 0 && item.keys.length === 1) text += "= ";
    text += this.value(item.value);
    if (onKeyLine && item.lineComment !== undefined) text += ` ${joinComments(item.lineComment)}`;
    return text;
  }

  private object(object: HclObject): string {
    const { items } = object.list;
    let text = "{";
    let index = 0;
    let opened = false;
    let commented = false;
    for (;;) {
      const item = items[index];
      const next = item === undefined ? object.close : positionOf(item);
      for (const group of this.standalone) {
        const due = this.due(group, next);
        const last = due.at(-1);
        if (last === undefined) continue;
        if (!opened) text += "\n";
        opened = true;
        for (const comment of due) {
          if (index > 0) {
            commented = true;
            text += "\n";
          }
          text += indent(fix(comment.text));
        }
        text += "\n";
        if (item !== undefined && next.line !== last.position.line + 1) text += "\n";
      }
      if (item === undefined) {
        this.previous = object.close;
        return `${text}}`;
      }
      if (!opened) text += "\n";
      opened = true;
      const aligned = this.alignable(items, index);
      index += aligned.length;
      if (!commented && index !== aligned.length) text += "\n";
      const lastAligned = aligned.at(-1);
      if (lastAligned === undefined) {
        this.previous = positionOf(item);
        text += indent(this.item(item));
        index++;
      } else {
        this.previous = positionOf(lastAligned);
        text += indent(this.aligned(aligned));
      }
      text += "\n";
    }
  }

  /** The one-line items from `start` on that stand on adjacent lines, so that their values are to be aligned. */
  private alignable(items: readonly HclItem[], start: number): readonly HclItem[] {
    const found: HclItem[] = [];
    if (items.length === 1) return found;
    for (let index = start; index < items.length; index++) {
      const item = items[index];
      // One line, or two with a lead comment. Printing it also moves `previous` on over nested objects.
      if (item === undefined || this.item(item).split("\n").length > 2) return found;
      const line = positionOf(item).line;
      const nextLine = index < items.length - 1 ? lineOf(items[index + 1]) : 0;
      const previousLine = index > 0 ? lineOf(items[index - 1]) : 0;
      if (line + 1 === nextLine) {
        found.push(item);
        continue;
      }
      if (line - 1 === previousLine) found.push(item);
      return found;
    }
    return found;
  }

  private aligned(items: readonly HclItem[]): string {
    const keyWidth = Math.max(...items.map((item) => byteLength(item.keys[0]?.text ?? "")));
    const valueWidth = Math.max(...items.map((item) => byteLength(this.value(item.value))));
    const lines = items.map((item) => {
      let text = commentLines(item.leadComment);
      for (const key of item.keys) {
        text += key.text + " ".repeat(Math.max(0, keyWidth - byteLength(key.text) + 1));
        if (item.keys.length === 1) text += "= ";
      }
      const value = this.value(item.value);
      text += value;
      if (item.lineComment !== undefined && positionOf(item.value).line === positionOf(item).line) {
        text += " ".repeat(valueWidth - byteLength(value) + 1) + joinComments(item.lineComment);
      }
      return text;
    });
    return lines.join("\n");
  }

  private list(list: HclList): string {
    if (isOneLineList(list)) {
      const elements = list.elements.map((node) => this.value(node) + (isHeredoc(node) ? "\n" : ""));
      return `[${elements.join(", ")}]`;
    }
    const widths = list.elements.map((node) => (node.kind === "literal" ? byteLength(node.token.text) : 0));
    const widest = Math.max(0, ...widths);
    let text = "[\n";
    let apart = false;
    list.elements.forEach((node, index) => {
      const lead = node.kind === "literal" ? node.leadComment : undefined;
      if (lead !== undefined) {
        if (!apart && index !== 0) text += "\n";
        for (const comment of lead.comments) text += `${indent(comment.text)}\n`;
      }
      const value = this.value(node);
      text += indent(value);
      text += isHeredoc(node) ? `\n${indent(",")}` : ",";
      if (node.kind === "literal" && node.lineComment !== undefined) {
        text += " ".repeat(1 + Math.max(0, widest - byteLength(value))) + joinComments(node.lineComment);
      }
      text += "\n";
      apart = lead !== undefined && index !== list.elements.length - 1;
      if (apart) text += "\n";
    });
    return `${text}]`;
  }
}

function lineOf(item: HclItem | undefined): number {
  return item === undefined ? 0 : positionOf(item).line;
}

function printLiteral(literal: HclLiteral): string {
  const { type, text } = literal.token;
  if (type === "HEREDOC") return fix(text.endsWith("\n") ? text.slice(0, -1) : text);
  return type === "STRING" && text.includes("\n") ? fix(text) : text;
}

function isHeredoc(node: HclNode): boolean {
  return node.kind === "literal" && node.token.type === "HEREDOC";
}

/** Literals alone, all on the opening bracket's line, no line comments, and a heredoc only by itself. */
function isOneLineList(list: HclList): boolean {
  return list.elements.every(
    (node) =>
      node.kind === "literal" &&
      node.token.position.line === list.open.line &&
      (node.token.type !== "HEREDOC" || list.elements.length === 1) &&
      node.lineComment === undefined,
  );
}

function isEmptyBlock(item: HclItem): boolean {
  if (item.leadComment !== undefined || item.assign.line > 0) return false;
  return item.value.kind === "object" && item.value.list.items.length === 0;
}

function commentLines(group: HclCommentGroup | undefined): string {
  return group === undefined ? "" : group.comments.map((comment) => `${comment.text}\n`).join("");
}

function joinComments(group: HclCommentGroup): string {
  return group.comments.map((comment) => comment.text).join("");
}

function indent(text: string): string {
  return text.replace(/(^|\n)(?=[^\n])/g, "$1  ");
}

/** Marks the lines after the first. */
function fix(text: string): string {
  return text.replace(/\n(?=[^\n])/g, `\n${FIXED}`);
}

function byteLength(text: string): number {
  return encodeUtf8(text).length;
}
