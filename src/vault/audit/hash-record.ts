/** What a device writes in place of what is secret. */
import { numberText, type Json } from "../../lib/index.ts";
import type { AuditRecord, AuthRecord, Data, RequestRecord, ResponseRecord, WrapRecord } from "./audit-record.ts";

export interface HashRules {
  readonly hash: (text: string) => string;
  readonly hmacAccessor: boolean;
  /** Names whose values the mount's tuning leaves as they are. */
  readonly plainRequestKeys: ReadonlySet<string>;
  readonly plainResponseKeys: ReadonlySet<string>;
  /** Numbers that came from outside are text to Vault, and hashed; these are the members of the answer that hold such. */
  readonly numbersFromOutside: "none" | "all" | "data";
}

export function hashRecord(record: AuditRecord, rules: HashRules): AuditRecord {
  return {
    ...record,
    auth: hashAuth(record.auth, rules),
    request: hashRequest(record.request, rules),
    ...(record.response === undefined ? {} : { response: hashResponse(record.response, rules) }),
  };
}

function hashAuth(auth: AuthRecord, rules: HashRules): AuthRecord {
  return {
    ...auth,
    client_token: hashed(auth.client_token, rules),
    accessor: hashedAccessor(auth.accessor, rules),
  };
}

function hashRequest(request: RequestRecord, rules: HashRules): RequestRecord {
  return {
    ...request,
    client_token: hashed(request.client_token, rules),
    client_token_accessor: hashedAccessor(request.client_token_accessor, rules),
    data: request.data === undefined ? undefined : hashMembers(request.data, rules.plainRequestKeys, rules.hash, true),
  };
}

function hashResponse(response: ResponseRecord, rules: HashRules): ResponseRecord {
  return {
    ...response,
    auth: response.auth === undefined ? undefined : hashAuth(response.auth, rules),
    data: response.data === undefined ? undefined : hashResponseData(response.data, rules),
    wrap_info: response.wrap_info === undefined ? undefined : hashWrapInfo(response.wrap_info, rules),
  };
}

function hashWrapInfo(info: WrapRecord, rules: HashRules): WrapRecord {
  return {
    ...info,
    token: rules.hash(info.token),
    accessor: hashedAccessor(info.accessor, rules) ?? "",
    wrapped_accessor: hashedAccessor(info.wrapped_accessor, rules),
  };
}

function hashResponseData(data: Data, rules: HashRules): Data {
  const { hash, plainResponseKeys: plain, numbersFromOutside } = rules;
  const hashedData = hashMembers(data, plain, hash, numbersFromOutside === "all");
  const inner = data["data"];
  return numbersFromOutside === "data" && inner !== undefined
    ? { ...hashedData, data: hashValue(inner, "data", plain, hash, true) }
    : hashedData;
}

/** Every text below is hashed, but for those whose nearest name is left plain; names are never hashed. */
function hashMembers(data: Data, plain: ReadonlySet<string>, hash: HashRules["hash"], numbers: boolean): Data {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, hashValue(value, name, plain, hash, numbers)]),
  );
}

function hashValue(
  value: Json,
  name: string,
  plain: ReadonlySet<string>,
  hash: HashRules["hash"],
  numbers: boolean,
): Json {
  if (typeof value === "string") return plain.has(name) ? value : hash(value);
  const number = numberText(value);
  if (number !== undefined) return numbers && !plain.has(name) ? hash(number) : value;
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((each) => hashValue(each, name, plain, hash, numbers));
  return hashMembers(value, plain, hash, numbers);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function hashed(text: string | undefined, rules: HashRules): string | undefined {
  return text === undefined || text === "" ? text : rules.hash(text);
}

function hashedAccessor(text: string | undefined, rules: HashRules): string | undefined {
  return rules.hmacAccessor ? hashed(text, rules) : text;
}
