/** `raw`: storage itself, below all mounts; every dev server has it. */
import {
  decodeUtf8,
  encodeBase64,
  encodeUtf8,
  equalBytes,
  parseGoJson,
  quoteGo,
  type Json,
} from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, listResponse, refusal, response } from "../../logical/outcomes.ts";
import type { LogicalFailure, MountRequest, Outcome } from "../../logical/types.ts";
import type { StorageValue } from "../../storage/types.ts";
import { isKv } from "../kv/backend.ts";
import { decodeGoBase64 } from "./go-base64.ts";
import { rawBytesOf, RawValue, type RawBytes } from "./raw-values.ts";
import type { SysServices } from "./services.ts";

/** Keys that begin so are out of reach, both for safety and to keep the server going. */
const protectedKeys = ["core/keyring", "core/cluster/local/info"];
const compressions: ReadonlySet<string> = new Set(["gzip", "lzw", "snappy", "lz4"]);
/** Where the server keeps what it works with. */
const ownAreas = /^(?:core|sys|auth|logical|audit)(?:\/|$)/;

const fields: Readonly<Record<string, FieldSchema>> = {
  path: { type: "string", description: "The key." },
  value: { type: "string", description: "What to keep there." },
  compressed: { type: "bool", description: "Unpack what was packed before it is given out.", query: true },
  encoding: { type: "string", description: '"base64": what is given and given out is in base64.', query: true },
  compression_type: { type: "string", description: '"gzip", "lzw", "snappy" or "lz4": how to pack it.' },
};

export function rawPaths(services: SysServices): PathDeclaration[] {
  return [
    {
      path: "raw/*path",
      fields,
      exists: (_request, data) => exists(services, data.get("path")),
      operations: {
        read: (_request, data) => read(services, data),
        create: (request, data) => write(services, request, data),
        update: (request, data) => write(services, request, data),
        delete: (request, data) => remove(services, request, data.get("path")),
        list: (request, data) => list(services, request, data.get("path")),
      },
      synopsis: "Reads and writes storage itself, below all mounts.",
    },
  ];
}

function refuseProtected(verb: string, key: string): LogicalFailure | undefined {
  return protectedKeys.some((each) => key.startsWith(each)) ? refusal(`cannot ${verb} ${quoteGo(key)}`) : undefined;
}

function refuseEncoding(data: FieldData): LogicalFailure | undefined {
  const encoding = data.get<string>("encoding");
  return encoding === "" || encoding === "base64" ? undefined : refusal(`invalid encoding ${quoteGo(encoding)}`);
}

/** The keyring is not encrypted as other things are: already looking whether it is there goes wrong. */
function exists(services: SysServices, key: string): boolean | LogicalFailure {
  return key === "core/keyring" ? failure("internal error", 500) : services.raw.get(key) !== undefined;
}

function read(services: SysServices, data: FieldData): Outcome {
  const key = data.get<string>("path");
  const problem = refuseEncoding(data) ?? refuseProtected("read", key);
  if (problem !== undefined) return problem;
  const value = services.raw.get(key);
  if (value === undefined) return undefined;
  const kept = isHidden(services, key) ? undefined : rawBytesOf(key, value, isPlain(services, key));
  const unpack = data.getOk<boolean>("compressed") ?? true;
  if (kept === undefined || (!unpack && kept.compression !== "")) return notSimulated("read", `sys/raw/${key}`);
  const mistaken = unpack && kept.compression === "" ? whyNotUnpacked(kept.bytes) : undefined;
  if (mistaken !== undefined) return refusal(mistaken);
  const isBase64 = data.get<string>("encoding") === "base64";
  return response({ value: isBase64 ? encodeBase64(kept.bytes) : decodeUtf8(kept.bytes) });
}

/** What is not packed and begins like something packed is taken for it. */
function whyNotUnpacked(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return "'data' being decompressed is empty";
  const first = String.fromCharCode(bytes[0] ?? 0);
  if (!"GLS4".includes(first)) return undefined;
  if (bytes.length === 1) return "invalid 'data' after the canary";
  switch (first) {
    case "G":
      return `failed to create a compression reader: ${bytes.length <= 10 ? "unexpected EOF" : "gzip: invalid header"}`;
    case "L":
      return bytes.length <= 2 ? "unexpected EOF" : "lzw: invalid code";
    case "S":
      return "snappy: corrupt input";
    default:
      return bytes.length <= 4 ? "unexpected EOF" : "lz4: bad magic number";
  }
}

function write(services: SysServices, request: MountRequest, data: FieldData): Outcome {
  const key = data.get<string>("path");
  const problem = refuseEncoding(data) ?? refuseProtected("write", key);
  if (problem !== undefined) return problem;
  const sent = bytesSent(data);
  if ("ok" in sent) return sent;
  const asked = data.getOk<string>("compression_type");
  const before = request.operation === "update" ? services.raw.get(key) : undefined;
  const kept = before === undefined ? undefined : rawBytesOf(key, before, isPlain(services, key));
  if (kept !== undefined && asked !== undefined && asked !== "" && asked !== kept.compression) {
    return refusal("the entry uses a different compression scheme then compression_type");
  }
  const compression = asked ?? kept?.compression ?? "";
  if (compression !== "" && !compressions.has(compression)) {
    return refusal(`invalid compression type ${quoteGo(compression)}`);
  }
  const value = valueOf(services, key, { bytes: sent.bytes, compression }, kept && { ...kept, value: before });
  if (value === undefined) return notSimulated("write", `sys/raw/${key}`);
  services.raw.put(key, value);
  return undefined;
}

function bytesSent(data: FieldData): { readonly bytes: Uint8Array } | LogicalFailure {
  const text = data.get<string>("value");
  if (data.get<string>("encoding") !== "base64") return { bytes: encodeUtf8(text) };
  const decoded = decodeGoBase64(text);
  return typeof decoded === "string" ? refusal(decoded) : { bytes: decoded };
}

/** What to keep for bytes: where the server reads it, the object that they stand for. Undefined where that is not simulated. */
function valueOf(
  services: SysServices,
  key: string,
  sent: RawBytes,
  kept: (RawBytes & { readonly value: StorageValue | undefined }) | undefined,
): StorageValue | undefined {
  if (kept?.value !== undefined && equalBytes(kept.bytes, sent.bytes)) return kept.value;
  if (!ownAreas.test(key)) return new RawValue(sent.bytes, sent.compression);
  if (!isPlain(services, key) || sent.compression !== "") return undefined;
  const parsed = parseGoJson(decodeUtf8(sent.bytes));
  return parsed.ok && isObject(parsed.value) ? parsed.value : undefined;
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function remove(services: SysServices, request: MountRequest, key: string): Outcome {
  const problem = refuseProtected("delete", key);
  if (problem !== undefined) return problem;
  const isFree = !ownAreas.test(key) || isPlain(services, key) || key.startsWith("sys/token/");
  if (!isFree && services.raw.get(key) !== undefined) return notSimulated("delete", request.fullPath);
  services.raw.delete(key);
  return undefined;
}

function list(services: SysServices, request: MountRequest, path: string): Outcome {
  const prefix = path === "" || path.endsWith("/") ? path : `${path}/`;
  const problem = refuseProtected("list", prefix);
  if (problem !== undefined) return problem;
  if (isHidden(services, prefix)) return notSimulated("list", request.fullPath);
  return listResponse([...new Set([...services.raw.list(prefix), ...alwaysThere(services, prefix)])].sort());
}

/** A real server keeps something of its own for each key-value store of version 2 and for identities, from the start. */
function alwaysThere(services: SysServices, prefix: string): readonly string[] {
  if (prefix === "") return ["logical/"];
  if (prefix !== "logical/") return [];
  const uuids = services.mounts.entries("mounts").map(({ uuid }) => `${uuid}/`);
  return uuids.filter((uuid) => isHidden(services, prefix + uuid));
}

function notSimulated(operation: string, path: string): LogicalFailure {
  return refusal(`"${operation}" on "${path}" is not simulated; see docs/coverage.md`);
}

/** The mount whose storage a key is in. */
function mountOf(services: SysServices, key: string) {
  const [, area, uuid] = /^(logical|auth)\/([^/]+)\//.exec(key) ?? [];
  if (uuid === undefined) return undefined;
  return services.mounts.entries(area === "auth" ? "auth" : "mounts").find((entry) => entry.uuid === uuid);
}

/** Key-value stores of version 1 and cubbyholes keep what they are sent, as JSON. */
function isPlain(services: SysServices, key: string): boolean {
  const mount = mountOf(services, key);
  if (mount?.type === "cubbyhole") return !/\/(?:wrapinfo|response)$/.test(key);
  return mount !== undefined && isKv(mount) && mount.options?.["version"] !== "2";
}

/** Mounts that keep more, or under other names, than this server does. */
function isHidden(services: SysServices, key: string): boolean {
  const mount = mountOf(services, key);
  return (
    mount?.type === "identity" ||
    mount?.type === "approle" ||
    (mount !== undefined && isKv(mount) && !isPlain(services, key))
  );
}
