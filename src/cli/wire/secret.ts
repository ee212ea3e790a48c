import { numberText, type Json } from "../../lib/index.ts";
import { JsonError, parseJson } from "./json.ts";
import { isList, isObject, pairsToJson, type JsonObject } from "./value.ts";

/** What nearly every answer of Vault holds. Durations are seconds. */
export interface Secret {
  readonly requestId: string;
  readonly leaseId: string;
  readonly leaseDurationSeconds: number;
  readonly renewable: boolean;
  readonly data: JsonObject | undefined;
  readonly warnings: readonly string[] | undefined;
  readonly auth: SecretAuth | undefined;
  readonly wrapInfo: WrapInfo | undefined;
}

export interface SecretAuth {
  readonly clientToken: string;
  readonly accessor: string;
  readonly policies: readonly string[] | undefined;
  readonly tokenPolicies: readonly string[] | undefined;
  readonly identityPolicies: readonly string[] | undefined;
  readonly metadata: ReadonlyMap<string, string> | undefined;
  readonly orphan: boolean;
  readonly entityId: string;
  readonly leaseDurationSeconds: number;
  readonly renewable: boolean;
  readonly mfaRequirement: JsonObject | undefined;
}

export interface WrapInfo {
  readonly token: string;
  readonly accessor: string;
  readonly ttlSeconds: number;
  /** RFC 3339, as the server wrote it. */
  readonly creationTime: string;
  readonly creationPath: string;
  readonly wrappedAccessor: string;
}

export const emptySecret: Secret = {
  requestId: "",
  leaseId: "",
  leaseDurationSeconds: 0,
  renewable: false,
  data: undefined,
  warnings: undefined,
  auth: undefined,
  wrapInfo: undefined,
};

export const emptyAuth: SecretAuth = {
  clientToken: "",
  accessor: "",
  policies: undefined,
  tokenPolicies: undefined,
  identityPolicies: undefined,
  metadata: undefined,
  orphan: false,
  entityId: "",
  leaseDurationSeconds: 0,
  renewable: false,
  mfaRequirement: undefined,
};

/**
 * Reads the body of an answer. An empty body is no secret at all; a body with none of a secret's fields is itself the
 * data (sys/seal-status and its like); a body that only says `errors` is no secret either. Throws {@link JsonError}.
 */
export function parseSecret(body: string): Secret | undefined {
  if (body === "") return undefined;
  const value = parseJson(body);
  if (!isObject(value)) {
    if (value === null) return emptySecret;
    throw new JsonError(`json: cannot unmarshal ${kindOf(value)} into Go value of type api.Secret`);
  }
  const fields = new Fields(value, "Secret");
  const secret: Secret = {
    requestId: fields.text("request_id"),
    leaseId: fields.text("lease_id"),
    leaseDurationSeconds: fields.integer("lease_duration"),
    renewable: fields.flag("renewable"),
    data: fields.map("data"),
    warnings: fields.texts("warnings"),
    auth: fields.nested("auth", parseAuth),
    wrapInfo: fields.nested("wrap_info", parseWrapInfo),
  };
  return isBlank(secret) ? fromBareBody(secret, value) : secret;
}

function fromBareBody(secret: Secret, body: JsonObject): Secret | undefined {
  const errors = body["errors"];
  if (errors !== undefined && Object.keys(body).length === 1) return undefined;
  if (errors !== undefined && isList(errors)) throw new JsonError(errors.map(String).join(" "));
  return Object.keys(body).length > 0 ? { ...secret, data: body } : secret;
}

function isBlank(secret: Secret): boolean {
  return Object.values(secret).every((field) => field === undefined || field === "" || field === 0 || field === false);
}

function parseAuth(value: JsonObject): SecretAuth {
  const fields = new Fields(value, "SecretAuth");
  return {
    clientToken: fields.text("client_token"),
    accessor: fields.text("accessor"),
    policies: fields.texts("policies"),
    tokenPolicies: fields.texts("token_policies"),
    identityPolicies: fields.texts("identity_policies"),
    metadata: fields.textMap("metadata"),
    orphan: fields.flag("orphan"),
    entityId: fields.text("entity_id"),
    leaseDurationSeconds: fields.integer("lease_duration"),
    renewable: fields.flag("renewable"),
    mfaRequirement: fields.map("mfa_requirement"),
  };
}

function parseWrapInfo(value: JsonObject): WrapInfo {
  const fields = new Fields(value, "SecretWrapInfo");
  return {
    token: fields.text("token"),
    accessor: fields.text("accessor"),
    ttlSeconds: fields.integer("ttl"),
    creationTime: fields.text("creation_time"),
    creationPath: fields.text("creation_path"),
    wrappedAccessor: fields.text("wrapped_accessor"),
  };
}

/** Reads the fields of one object, each of its own kind. */
class Fields {
  readonly #map: JsonObject;
  readonly #name: string;

  constructor(map: JsonObject, name: string) {
    this.#map = map;
    this.#name = name;
  }

  text(key: string): string {
    const value = this.#get(key);
    if (value === null) return "";
    return typeof value === "string" ? value : this.#mismatch(key, value, "string");
  }

  integer(key: string): number {
    const value = this.#get(key);
    if (value === null) return 0;
    return numberText(value) !== undefined ? Number(numberText(value)) : this.#mismatch(key, value, "int");
  }

  flag(key: string): boolean {
    const value = this.#get(key);
    if (value === null) return false;
    return typeof value === "boolean" ? value : this.#mismatch(key, value, "bool");
  }

  map(key: string): JsonObject | undefined {
    const value = this.#get(key);
    if (value === null) return undefined;
    return isObject(value) ? value : this.#mismatch(key, value, "map[string]interface {}");
  }

  texts(key: string): readonly string[] | undefined {
    const value = this.#get(key);
    if (value === null) return undefined;
    if (!isList(value)) return this.#mismatch(key, value, "[]string");
    return value.map((item) => (typeof item === "string" ? item : this.#mismatch(key, item, "string")));
  }

  textMap(key: string): ReadonlyMap<string, string> | undefined {
    const value = this.map(key);
    if (value === undefined) return undefined;
    return new Map(Object.entries(value).map(([name, item]) => [name, typeof item === "string" ? item : ""]));
  }

  nested<T>(key: string, parse: (value: JsonObject) => T): T | undefined {
    const value = this.map(key);
    return value === undefined ? undefined : parse(value);
  }

  #get(key: string): Json {
    return this.#map[key] ?? null;
  }

  #mismatch(key: string, value: Json, type: string): never {
    throw new JsonError(
      `json: cannot unmarshal ${kindOf(value)} into Go struct field ${this.#name}.${key} of type ${type}`,
    );
  }
}

/** Go's word for the kind of a JSON value. */
export function kindOf(value: Json): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "string";
  if (numberText(value) !== undefined) return "number";
  return isList(value) ? "array" : "object";
}

/** Where a printed secret has Go structs, whose members keep their order. */
export const secretStructs: readonly string[] = ["", "auth", "wrap_info"];

/** The secret as the CLI prints it in JSON and YAML, with {@link secretStructs}. */
export function secretToJson(secret: Secret): JsonObject {
  return {
    request_id: secret.requestId,
    lease_id: secret.leaseId,
    lease_duration: secret.leaseDurationSeconds,
    renewable: secret.renewable,
    data: secret.data ?? null,
    warnings: secret.warnings ?? null,
    ...(secret.auth === undefined ? {} : { auth: authToJson(secret.auth) }),
    ...(secret.wrapInfo === undefined ? {} : { wrap_info: wrapInfoToJson(secret.wrapInfo) }),
  };
}

function authToJson(auth: SecretAuth): JsonObject {
  return {
    client_token: auth.clientToken,
    accessor: auth.accessor,
    policies: auth.policies ?? null,
    token_policies: auth.tokenPolicies ?? null,
    identity_policies: auth.identityPolicies ?? null,
    metadata: pairsToJson(auth.metadata),
    orphan: auth.orphan,
    entity_id: auth.entityId,
    lease_duration: auth.leaseDurationSeconds,
    renewable: auth.renewable,
    mfa_requirement: auth.mfaRequirement ?? null,
  };
}

function wrapInfoToJson(info: WrapInfo): JsonObject {
  return {
    token: info.token,
    accessor: info.accessor,
    ttl: info.ttlSeconds,
    creation_time: info.creationTime,
    creation_path: info.creationPath,
    wrapped_accessor: info.wrappedAccessor,
  };
}
