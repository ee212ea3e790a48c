import type { VaultClient } from "../client/client.ts";
import { joinPath } from "../client/address.ts";
import { ApiError } from "../client/errors.ts";
import type { Invocation } from "../command.ts";
import { Failure, messageOf } from "../failure.ts";
import type { FlagSpec } from "../flags/spec.ts";
import { sanitizePath } from "../paths.ts";
import { parseSecret, type Secret } from "../wire/secret.ts";
import { isObject } from "../wire/value.ts";

export const mountFlag: FlagSpec = {
  name: "mount",
  kind: "string",
  usage: "Where the engine is mounted. The argument is then the path below it; without this flag it is both in one.",
  values: { from: "secret-mounts" },
};

/** A key of a kv engine, found by asking the server which mount the path belongs to. */
export interface KvPath {
  readonly mount: string;
  readonly isVersion2: boolean;
  /** The path as typed, with the mount before it. */
  readonly path: string;
}

/** Asks the server about the path that was typed. `keepsSlashes` leaves slashes at the end, as `kv get` does. */
export async function findKvPath(
  call: Invocation,
  client: VaultClient,
  argument: string,
  options: { readonly keepsSlashes?: boolean; readonly bareMount?: boolean } = {},
): Promise<KvPath> {
  const mountFlagValue = call.flags.text("mount");
  const typed = options.keepsSlashes === true ? argument.replace(/^\//, "") : sanitizePath(argument);
  const asked = mountFlagValue === "" ? typed : sanitizePath(mountFlagValue);
  const { mount, isVersion2 } = await preflight(client, asked);
  if (options.bareMount === true && mountFlagValue !== "") return { mount: asked, isVersion2, path: typed };
  return { mount, isVersion2, path: mountFlagValue === "" ? typed : joinPath(mount, typed) };
}

async function preflight(client: VaultClient, path: string): Promise<Pick<KvPath, "mount" | "isVersion2">> {
  let secret: Secret | undefined;
  try {
    secret = parseSecret((await client.send("GET", `sys/internal/ui/mounts/${path}`, { aside: true })).body);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return { mount: "", isVersion2: false };
    if (error instanceof ApiError && error.status === 403 && client.outputsRequest) {
      throw new Failure(
        `This output flag requires the success of a preflight request \nto determine the version of a KV secrets engine. Please \nre-run this command with a token with read access to ${path}. \nNote that if the path you are trying to reach is a KV v2 path, your token's policy must \nallow read access to that path in the format 'mount-path/data/foo', not just 'mount-path/foo'.`,
        2,
      );
    }
    throw new Failure(messageOf(error), 2);
  }
  if (secret === undefined) throw new Failure("nil response from pre-flight request", 2);
  const mount = secret.data?.["path"];
  const options = secret.data?.["options"];
  return { mount: typeof mount === "string" ? mount : "", isVersion2: isObject(options) && options["version"] === "2" };
}

/** The API path of a version 2 key: `secret/app` becomes `secret/data/app`. */
export function apiPath(key: KvPath, part: string): string {
  const { path, mount } = key;
  if (path === mount || path === mount.replace(/\/$/, "")) return joinPath(mount, part);
  let within = mount;
  let suffix = path.startsWith(within) ? path.slice(within.length) : path;
  // A namespace may stand before the mount: take its parts away one by one.
  while (suffix === path) {
    const at = within.indexOf("/");
    if (at < 0 || at === within.length - 1) break;
    within = within.slice(at + 1).replace(/\/$/, "");
    suffix = suffix.startsWith(within) ? suffix.slice(within.length) : suffix;
  }
  return joinPath(within, part, suffix);
}

/** The path to use: below `part` for version 2, as typed for version 1. */
export function fullPath(key: KvPath, part: string): string {
  return key.isVersion2 ? apiPath(key, part) : key.path;
}

/** The numbers in `-versions=1,2 -versions=3`. */
export function versionList(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  );
}
