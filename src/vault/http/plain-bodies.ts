/**
 * Bodies of the paths that are answered right below the core. Vault decodes these into structs of fixed fields: what does
 * not fit is told in the decoder's words, what follows the first value is left, and names count whatever their case.
 */
import { numberText, parseGoJson, type Json } from "../../lib/index.ts";
import type { Reread } from "../logical/types.ts";

type FieldKind = "string" | "int" | "bool" | "[]string";

export interface PlainBody {
  /** What Vault calls it. */
  readonly struct: string;
  readonly fields: Readonly<Record<string, FieldKind>>;
  /** Nothing at all is as good as an object without members. */
  readonly mayBeEmpty?: boolean;
}

const shares: Readonly<Record<string, FieldKind>> = {
  secret_shares: "int",
  secret_threshold: "int",
  stored_shares: "int",
  pgp_keys: "[]string",
};

export const plainBodies: ReadonlyMap<string, PlainBody> = new Map<string, PlainBody>([
  [
    "sys/init",
    {
      struct: "InitRequest",
      fields: {
        ...shares,
        recovery_shares: "int",
        recovery_threshold: "int",
        recovery_pgp_keys: "[]string",
        root_token_pgp_key: "string",
      },
    },
  ],
  ["sys/unseal", { struct: "UnsealRequest", fields: { Key: "string", Reset: "bool", Migrate: "bool" } }],
  ["sys/rekey/init", { struct: "RekeyRequest", fields: { ...shares, backup: "bool", require_verification: "bool" } }],
  ["sys/rekey/verify", { struct: "RekeyVerificationUpdateRequest", fields: { nonce: "string", key: "string" } }],
  ["sys/rekey-recovery-key/update", { struct: "RekeyUpdateRequest", fields: { Nonce: "string", Key: "string" } }],
  ["sys/rekey/update", { struct: "RekeyUpdateRequest", fields: { Nonce: "string", Key: "string" } }],
  [
    "sys/generate-root/attempt",
    {
      struct: "GenerateRootInitRequest",
      fields: { otp: "string", pgp_key: "string" },
      mayBeEmpty: true,
    },
  ],
  ["sys/generate-root/update", { struct: "GenerateRootUpdateRequest", fields: { Nonce: "string", Key: "string" } }],
]);

/** The fields that were sent, by their names in lower case. */
export function readPlainBody(body: PlainBody, text: string): Reread {
  const parsed = parseGoJson(text, { stream: true });
  if (!parsed.ok) {
    if (parsed.error === "EOF") return body.mayBeEmpty === true ? { data: {} } : { error: "EOF" };
    return unfit(parsed.error);
  }
  const { value } = parsed;
  if (value === null) return { data: {} };
  const kind = kindOf(value);
  if (!isObject(value)) return unfit(`json: cannot unmarshal ${kind} into Go value of type http.${body.struct}`);
  const data: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    const field = Object.keys(body.fields).find((each) => each.toLowerCase() === name.toLowerCase());
    const type = field === undefined ? undefined : body.fields[field];
    if (field === undefined || type === undefined || member === null) continue;
    const wrong = misfit(type, member);
    if (wrong !== undefined) {
      return unfit(
        `json: cannot unmarshal ${wrong.got} into Go struct field ${body.struct}.${field} of type ${wrong.type}`,
      );
    }
    data[field.toLowerCase()] = member;
  }
  return { data };
}

const unfit = (problem: string) => ({ error: `failed to parse JSON input: ${problem}` });

function misfit(type: FieldKind, value: Json): { readonly got: string; readonly type: string } | undefined {
  const got = kindOf(value);
  if (type === "[]string") {
    if (!Array.isArray(value)) return { got, type };
    const wrong = value.find((item: Json) => item !== null && typeof item !== "string");
    return wrong === undefined ? undefined : { got: kindOf(wrong), type: "string" };
  }
  if (type === "int" && got === "number")
    return isInteger(value) ? undefined : { got: `number ${numberText(value)}`, type };
  return got === { string: "string", int: "number", bool: "bool" }[type] ? undefined : { got, type };
}

/** Of 64 bits, written without a fraction or an exponent. */
function isInteger(value: Json): boolean {
  const text = numberText(value) ?? "";
  return /^-?\d+$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

function kindOf(value: Json): string {
  if (Array.isArray(value)) return "array";
  if (numberText(value) !== undefined) return "number";
  return typeof value === "boolean" ? "bool" : typeof value;
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return kindOf(value) === "object";
}
