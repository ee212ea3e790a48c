/** Version 1: a path holds one secret, whatever was written there last. */
import { parseVaultSeconds, type Json } from "../../../lib/index.ts";
import type { BackendDeclaration, FieldData } from "../../framework/types.ts";
import { listResponse, refusal } from "../../logical/outcomes.ts";
import type { MountRequest, Outcome } from "../../logical/types.ts";
import { readStoredObject } from "./stored-object.ts";

export interface PassthroughOptions {
  /** What a reader is told where the secret has no `ttl` of its own. */
  readonly defaultTtlSeconds: number;
  /** Whether what is read is leased, which a mount of old may ask for. */
  readonly leases: boolean;
}

export function passthroughBackend(options: PassthroughOptions): BackendDeclaration {
  return {
    type: "kv",
    description: "Keeps secrets as they are written, one at each path.",
    paths: [
      {
        path: "*path",
        fields: { path: { type: "string", description: "Where the secret is." } },
        takesArbitraryInput: true,
        exists: (request, fields) => request.storage.get(fields.get("path")) !== undefined,
        operations: {
          read: (request, fields) => read(options, request, fields.get("path")),
          create: write,
          update: write,
          delete: remove,
          list,
        },
        synopsis: "Keeps and gives back whatever is written.",
        description:
          "A field named ttl (or lease) says how long a reader may keep what was read. It is a hint: nothing is taken back when it is over.",
      },
    ],
    renew: (request) => read(options, request, request.path),
    revoke: () => undefined,
  };
}

function read(options: PassthroughOptions, request: MountRequest, path: string): Outcome {
  const data = readStoredObject(request.storage, path);
  if (data === undefined) return undefined;
  const hint = Object.hasOwn(data, "ttl") ? data["ttl"] : data["lease"];
  return {
    ok: true,
    data,
    secret: {
      ttlSeconds: (hint === undefined ? undefined : secondsOf(hint)) ?? options.defaultTtlSeconds,
      maxTtlSeconds: 0,
      renewable: options.leases && hint !== undefined,
      internalData: {},
    },
  };
}

function secondsOf(hint: Json): number | undefined {
  const parsed = parseVaultSeconds(hint);
  return parsed.ok ? parsed.seconds : undefined;
}

function write(request: MountRequest, fields: FieldData): Outcome {
  const path = fields.get<string>("path");
  if (path === "") return refusal("missing path");
  if (Object.keys(request.data).length === 0) return refusal("missing data fields");
  request.storage.put(path, request.data);
  return undefined;
}

function remove(request: MountRequest, fields: FieldData): Outcome {
  request.storage.delete(fields.get("path"));
  return undefined;
}

function list(request: MountRequest, fields: FieldData): Outcome {
  const path = fields.get<string>("path");
  return listResponse(request.storage.list(path === "" || path.endsWith("/") ? path : `${path}/`));
}
