/** Version 1: a path holds one secret, whatever was written there last. */
import { parseVaultSeconds, type Json } from "../../../lib/index.ts";
import type { BackendDeclaration, FieldData } from "../../framework/types.ts";
import { listResponse, refusal } from "../../logical/outcomes.ts";
import type { MountRequest, Outcome } from "../../logical/types.ts";
import type { StorageValue } from "../../storage/types.ts";
import type { KvServices } from "./services.ts";

export function passthroughBackend(services: KvServices): BackendDeclaration {
  return {
    type: "kv",
    description: "Keeps secrets as they are written, one at each path.",
    paths: [
      {
        path: "*path",
        fields: { path: { type: "string", description: "Where the secret is." } },
        takesArbitraryInput: true,
        operations: {
          read: (request, fields) => read(services, request, fields),
          create: write,
          update: write,
          delete: remove,
          list,
        },
        exists: (request, fields) => request.storage.get(fields.get("path")) !== undefined,
        synopsis: "Keeps and gives back whatever is written.",
        description:
          "A field named ttl (or lease) says how long a reader may keep what was read. It is a hint: nothing is taken back when it is over.",
      },
    ],
    renew: (request) => ({
      ok: true,
      ...(request.lease?.secret === undefined ? {} : { secret: request.lease.secret }),
    }),
    revoke: () => undefined,
  };
}

function read(services: KvServices, request: MountRequest, fields: FieldData): Outcome {
  const stored = request.storage.get(fields.get("path"));
  if (!isData(stored)) return undefined;
  return {
    ok: true,
    data: { ...stored },
    secret: {
      ttlSeconds: hintOf(stored) ?? services.defaultLeaseTtlSeconds(),
      maxTtlSeconds: 0,
      renewable: false,
      internalData: {},
    },
  };
}

function hintOf(data: Readonly<Record<string, Json>>): number | undefined {
  const hint = Object.hasOwn(data, "ttl") ? data["ttl"] : data["lease"];
  if (hint === undefined) return undefined;
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

/** Whatever is kept in a version 1 mount was a request's data. */
export function isData(value: StorageValue | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object";
}
