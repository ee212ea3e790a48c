/** How a flag's value is read. A duration is also a bare number of seconds, a number of days (`2d`) or `system`. */
export type FlagKind = "string" | "bool" | "optional-bool" | "int" | "uint" | "duration" | "strings" | "pairs";

/** Where the candidates for a flag's value come from. */
export type ValueSource =
  | { readonly from: "set"; readonly values: readonly string[] }
  | {
      readonly from:
        | "policies"
        | "auth-types"
        | "auth-mounts"
        | "secret-mounts"
        | "secret-types"
        | "token-roles"
        | "files";
    };

/** A flag, declared as data. */
export interface FlagSpec {
  readonly name: string;
  readonly kind: FlagKind;
  readonly usage: string;
  readonly aliases?: readonly string[];
  /** What holds where the flag is not given, in the form it would be typed in. */
  readonly fallback?: string;
  /** The variable that gives the value where the flag does not. */
  readonly variable?: string;
  readonly hidden?: boolean;
  readonly values?: ValueSource;
}

/** Flags under one heading of a command's help. */
export interface FlagSection {
  readonly title: string;
  readonly flags: readonly FlagSpec[];
}

export const oneOf = (...values: string[]): ValueSource => ({ from: "set", values });
