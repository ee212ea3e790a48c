import type { HclPosition } from "./position.ts";

/** Named as error messages name them. */
export type HclTokenType =
  | "ILLEGAL"
  | "EOF"
  | "COMMENT"
  | "IDENT"
  | "NUMBER"
  | "FLOAT"
  | "BOOL"
  | "STRING"
  | "HEREDOC"
  | "NULL"
  | "LBRACK"
  | "LBRACE"
  | "RBRACK"
  | "RBRACE"
  | "COMMA"
  | "COLON"
  | "PERIOD"
  | "ASSIGN"
  | "ADD"
  | "SUB";

export interface HclToken {
  readonly type: HclTokenType;
  readonly position: HclPosition;
  /** As it stands in the source, quotes and all. */
  readonly text: string;
  /** It came from JSON, whose strings know no interpolation. */
  readonly json: boolean;
}
