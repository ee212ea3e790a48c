/** The cubbyhole: a drawer for each token, which nobody else can open and which goes when the token goes. */
import type { BackendDeclaration, FieldData } from "../../framework/types.ts";
import { failure, listResponse, response } from "../../logical/outcomes.ts";
import type { MountRequest, Outcome } from "../../logical/types.ts";
import { readStoredObject } from "../kv/stored-object.ts";

export const cubbyholeBackend: BackendDeclaration = {
  type: "cubbyhole",
  description:
    "Keeps whatever is written, for the token that wrote it alone: no other token can read it, not even a root token. It is removed when the token is revoked or expires.",
  paths: [
    {
      path: "*path",
      fields: { path: { type: "string", description: "Where in the token's own drawer." } },
      takesArbitraryInput: true,
      exists: (request, fields) => request.storage.get(keyOf(request, fields)) !== undefined,
      operations: {
        read: guarded(read),
        create: guarded(write),
        update: guarded(write),
        delete: guarded(remove),
        list: guarded(list),
      },
      synopsis: "Reads, writes, lists and deletes what the calling token keeps.",
    },
  ],
};

type CubbyholeHandler = (request: MountRequest, fields: FieldData) => Outcome;

function guarded(handler: CubbyholeHandler): CubbyholeHandler {
  return (request, fields) =>
    request.clientToken === "" ? failure("client token empty", 500) : handler(request, fields);
}

/** The core gives a token's cubbyhole id as the client token. */
function keyOf(request: MountRequest, fields: FieldData): string {
  return `${request.clientToken}/${fields.get<string>("path")}`;
}

function read(request: MountRequest, fields: FieldData): Outcome {
  if (fields.get("path") === "") return failure("missing path", 500);
  const stored = readStoredObject(request.storage, keyOf(request, fields));
  return stored === undefined ? undefined : response(stored);
}

function write(request: MountRequest, fields: FieldData): Outcome {
  if (Object.keys(request.data).length === 0) return failure("missing data fields", 500);
  if (fields.get("path") === "") return failure("missing path", 500);
  request.storage.put(keyOf(request, fields), request.data);
  return undefined;
}

function remove(request: MountRequest, fields: FieldData): Outcome {
  request.storage.delete(keyOf(request, fields));
  return undefined;
}

function list(request: MountRequest, fields: FieldData): Outcome {
  const key = keyOf(request, fields);
  return listResponse(request.storage.list(key.endsWith("/") ? key : `${key}/`));
}
