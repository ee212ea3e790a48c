import type { FieldData, PathDeclaration } from "../../framework/types.ts";
import { response } from "../../logical/outcomes.ts";
import type { Outcome } from "../../logical/types.ts";
import type { KeyStore, StoreOf } from "./key-store.ts";
import { durationText } from "./path-metadata.ts";

export function configPath(storeOf: StoreOf): PathDeclaration {
  return {
    path: "config",
    fields: {
      max_versions: { type: "int", description: "How many versions of each secret are kept; 0 is ten." },
      cas_required: { type: "bool", description: "Whether every write must say which version it follows." },
      delete_version_after: {
        type: "signedDuration",
        description: "How long a version lives; 0 is for ever, and a negative time switches it off for all secrets.",
      },
    },
    operations: {
      read: (request) => read(storeOf(request)),
      update: (request, sent) => write(storeOf(request), sent),
    },
    synopsis: "Reads and sets what holds for all secrets of the mount.",
  };
}

function read(store: KeyStore): Outcome {
  const config = store.config();
  return response({
    max_versions: config.maxVersions,
    cas_required: config.casRequired,
    delete_version_after: durationText(config.deleteVersionAfterSeconds),
  });
}

function write(store: KeyStore, sent: FieldData): Outcome {
  const before = store.config();
  const after = {
    // The store counts versions in 32 bits without a sign, and a write wraps around.
    maxVersions: sent.has("max_versions") ? sent.get<number>("max_versions") >>> 0 : before.maxVersions,
    casRequired: sent.has("cas_required") ? sent.get<boolean>("cas_required") : before.casRequired,
    deleteVersionAfterSeconds: sent.has("delete_version_after")
      ? Math.max(sent.get<number>("delete_version_after"), -1)
      : before.deleteVersionAfterSeconds,
  };
  if (["max_versions", "cas_required", "delete_version_after"].some((name) => sent.has(name))) store.putConfig(after);
  return undefined;
}
