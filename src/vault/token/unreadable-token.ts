/** Texts that are no token of any kind: looking one up is an error, not a search that finds nothing. */
import {
  decodeBase64Url,
  decodeUtf8,
  encodeUtf8,
  illegalBase64UrlAt,
  numberText,
  parseGoJson,
} from "../../lib/index.ts";
import { isBatchToken } from "./signed-token.ts";

const rootNamespace = "root";

export const noNamespace = "no namespace";

/** Why a text cannot be looked up, in Vault's words; undefined where it can. */
export function whyUnreadable(token: string): string | undefined {
  if (!isBatchToken(token)) {
    return isOfNoNamespace(token) ? `failed to look up namespace from the token: ${noNamespace}` : undefined;
  }
  const at = illegalBase64UrlAt(encodeUtf8(batchBodyOf(token)));
  return at === undefined ? undefined : `illegal base64 data at input byte ${at}`;
}

/** Vault takes a token of three parts for one that somebody else signed, unless the first is a prefix of its own. */
export function isForeign(token: string): boolean {
  return token.length > 3 && token.split(".").length === 3 && token[1] !== "." && token[3] !== ".";
}

/** Why what was signed elsewhere wraps nothing here: no key of this server ever signed such a token. */
export function whyForeignWrapsNothing(token: string): string {
  const unparsed = (problem: string): string => `wrapping token could not be parsed: ${problem}`;
  const parts = token.split(".");
  for (const part of parts) {
    const at = illegalBase64UrlAt(encodeUtf8(part));
    if (at !== undefined) return unparsed(`illegal base64 data at input byte ${at}`);
  }
  const header = parseGoJson(decodeUtf8(decodeBase64Url(parts[0] ?? "") ?? new Uint8Array()));
  if (!header.ok) return unparsed(header.error);
  const { value } = header;
  const kind = Array.isArray(value) ? "array" : numberText(value) !== undefined ? "number" : typeof value;
  if (kind !== "object") {
    const named = kind === "boolean" ? "bool" : kind;
    return unparsed(`json: cannot unmarshal ${named} into Go value of type jose.rawHeader`);
  }
  return "wrapping token signature could not be validated: go-jose/go-jose: error in cryptographic primitive";
}

/** Whether the end of a token, an accessor or a lease id names a namespace, of which there is but the one. */
export function isOfNoNamespace(id: string): boolean {
  const { namespace } = splitNamespace(id);
  return namespace !== "" && namespace !== rootNamespace;
}

/** What of a batch token is sealed: without its prefix, and without the namespace at its end. */
export function batchBodyOf(token: string): string {
  return splitNamespace(token).body;
}

function splitNamespace(id: string): { readonly body: string; readonly namespace: string } {
  const prefix = /^(?:hvb\.|hvs\.|b\.|s\.)/.exec(id)?.[0] ?? id.slice(0, id.lastIndexOf("/") + 1);
  const rest = id.slice(prefix.length);
  const dot = rest.lastIndexOf(".");
  if (dot < 0 || dot === rest.length - 1) return { body: rest, namespace: "" };
  return { body: rest.slice(0, dot), namespace: rest.slice(dot + 1) };
}
