import { NOWHERE } from "./position.ts";
import type { HclPosition } from "./position.ts";
import type { HclToken } from "./token.ts";

export interface HclComment {
  readonly position: HclPosition;
  readonly text: string;
}

/** Comments with nothing and no empty line between them. Never empty. */
export interface HclCommentGroup {
  readonly comments: readonly HclComment[];
}

export interface HclLiteral {
  readonly kind: "literal";
  readonly token: HclToken;
  /** Only within a list. */
  leadComment?: HclCommentGroup;
  lineComment?: HclCommentGroup;
}

export interface HclList {
  readonly kind: "list";
  readonly open: HclPosition;
  close: HclPosition;
  readonly elements: HclValueNode[];
}

export interface HclObject {
  readonly kind: "object";
  readonly open: HclPosition;
  close: HclPosition;
  readonly list: HclObjectList;
}

/** The inside of an object, or a whole file. */
export interface HclObjectList {
  readonly kind: "object-list";
  items: readonly HclItem[];
}

export interface HclItem {
  readonly kind: "item";
  readonly keys: readonly HclToken[];
  /** Where the "=" (in JSON the ":") is, or nowhere. */
  readonly assign: HclPosition;
  readonly value: HclValueNode;
  readonly leadComment?: HclCommentGroup;
  lineComment?: HclCommentGroup;
}

export type HclValueNode = HclLiteral | HclList | HclObject;
export type HclNode = HclValueNode | HclObjectList | HclItem;

export interface HclFile {
  readonly root: HclObjectList;
  readonly comments: readonly HclCommentGroup[];
}

/** A parsed text, or the text of the error. */
export type HclParseResult =
  | { readonly ok: true; readonly file: HclFile }
  | { readonly ok: false; readonly error: string };

export function positionOf(node: HclNode): HclPosition {
  switch (node.kind) {
    case "literal":
      return node.token.position;
    case "list":
    case "object":
      return node.open;
    case "item":
      return node.keys[0]?.position ?? NOWHERE;
    default: {
      const first = node.items[0];
      return first === undefined ? NOWHERE : positionOf(first);
    }
  }
}

/** What error messages call a kind of node. */
export function nodeTypeName(node: HclNode): string {
  switch (node.kind) {
    case "literal":
      return "*ast.LiteralType";
    case "list":
      return "*ast.ListType";
    case "object":
      return "*ast.ObjectType";
    case "item":
      return "*ast.ObjectItem";
    default:
      return "*ast.ObjectList";
  }
}
