import type { BackendDeclaration } from "../../framework/types.ts";
import { KeyStore, type StoreOf } from "./key-store.ts";
import { configPath } from "./path-config.ts";
import { dataPath } from "./path-data.ts";
import { versionsPaths } from "./path-delete.ts";
import { invalidPath } from "./path-invalid.ts";
import { metadataPath } from "./path-metadata.ts";
import { subkeysPath } from "./path-subkeys.ts";

/** Version 2. `storagePrefix` is the mount's own id: all that it keeps is below it. */
export function versionedBackend(storagePrefix: string): BackendDeclaration {
  const storeOf: StoreOf = (request) => new KeyStore(request.storage, storagePrefix);
  return {
    type: "kv",
    description:
      "Keeps secrets as names and values, a number of versions of each. A version can be read by its number, deleted, brought back and destroyed for good.",
    paths: [
      configPath(storeOf),
      dataPath(storeOf),
      metadataPath(storeOf),
      subkeysPath(storeOf),
      ...versionsPaths(storeOf),
      // Last, for it takes whatever is left.
      invalidPath,
    ],
  };
}
