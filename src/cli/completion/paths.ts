import { formatGoValue } from "../../lib/index.ts";
import type { VaultClient } from "../client/client.ts";
import { keysOf } from "../output/print.ts";
import type { CliCandidate } from "../types.ts";
import { isObject, type JsonObject } from "../wire/value.ts";
import { describeMount, type Server } from "./server.ts";

/** Paths of the API that nothing on the server lists. */
const knownPaths: Readonly<Record<string, readonly string[]>> = {
  "auth/token/": [
    "accessors",
    "create",
    "create-orphan",
    "lookup",
    "lookup-accessor",
    "lookup-self",
    "renew",
    "renew-accessor",
    "renew-self",
    "revoke",
    "revoke-accessor",
    "revoke-orphan",
    "revoke-self",
    "roles/",
    "tidy",
  ],
  "sys/": [
    "audit",
    "auth",
    "capabilities",
    "capabilities-self",
    "health",
    "key-status",
    "leases/",
    "mounts",
    "policies/",
    "seal-status",
    "wrapping/",
  ],
  "sys/leases/": ["lookup/", "renew", "revoke"],
  "sys/policies/": ["acl/"],
  "sys/wrapping/": ["lookup", "rewrap", "unwrap", "wrap"],
};

/** The mounts the token may see, as `auth` and `secret`. */
export async function uiMounts(client: VaultClient): Promise<JsonObject> {
  return (await client.read("sys/internal/ui/mounts"))?.data ?? {};
}

/** What a path could go on with: the mounts first, then what the server lists below. */
export async function pathCandidates(
  server: Server,
  kind: "path" | "folder" | "kv-path",
  current: string,
): Promise<readonly CliCandidate[]> {
  const client = await server.client();
  const mounts = await uiMounts(client);
  const secret = isObject(mounts["secret"]) ? mounts["secret"] : {};
  const given = server.flags.text("mount");
  if (kind === "kv-path" && given !== "")
    return belowKvMount(client, secret, `${given.replace(/\/$/, "")}/`, current, "");
  const mount = Object.keys(secret).find((path) => current.startsWith(path));
  if (mount === undefined && !current.startsWith("auth/")) return mountCandidates(mounts, secret, kind);
  if (mount !== undefined && kind === "kv-path")
    return belowKvMount(client, secret, mount, current.slice(mount.length), mount);
  const folder = current.slice(0, current.lastIndexOf("/") + 1);
  if (folder === "auth/") return authMounts(mounts);
  const known = (knownPaths[folder] ?? []).map((name) => ({ text: folder + name }));
  return known.length > 0
    ? known
    : listBelow(client, mount !== undefined && isVersion2(secret[mount]), mount ?? "", folder);
}

function mountCandidates(mounts: JsonObject, secret: JsonObject, kind: string): CliCandidate[] {
  const shown = Object.entries(secret).filter(
    ([, mount]) => kind !== "kv-path" || (isObject(mount) && mount["type"] === "kv"),
  );
  const candidates = shown.map(([path, mount]) => describeMount(path, isObject(mount) ? mount : {}));
  if (kind === "kv-path") return candidates;
  const hasSystem = "sys/" in secret;
  return [
    ...candidates,
    ...(isObject(mounts["auth"]) ? [{ text: "auth/" }] : []),
    ...(hasSystem ? [] : [{ text: "sys/" }]),
  ];
}

function authMounts(mounts: JsonObject): CliCandidate[] {
  const auth = isObject(mounts["auth"]) ? mounts["auth"] : {};
  return Object.entries(auth).map(([path, mount]) => describeMount(`auth/${path}`, isObject(mount) ? mount : {}));
}

/** Below a version 2 kv mount, `data/` lists what `metadata/` knows. */
async function listBelow(
  client: VaultClient,
  versioned: boolean,
  mount: string,
  folder: string,
): Promise<CliCandidate[]> {
  const within = folder.slice(mount.length);
  if (versioned && within === "") return ["data/", "metadata/"].map((part) => ({ text: mount + part }));
  const asked = versioned && within.startsWith("data/") ? `${mount}metadata/${within.slice("data/".length)}` : folder;
  return keys(client, asked.replace(/\/$/, ""), folder);
}

async function belowKvMount(
  client: VaultClient,
  secret: JsonObject,
  mount: string,
  typed: string,
  lead: string,
): Promise<CliCandidate[]> {
  const folder = typed.slice(0, typed.lastIndexOf("/") + 1);
  const asked = `${mount}${isVersion2(secret[mount]) ? "metadata/" : ""}${folder}`;
  return keys(client, asked.replace(/\/$/, ""), lead + folder);
}

async function keys(client: VaultClient, path: string, lead: string): Promise<CliCandidate[]> {
  return (keysOf(await client.list(path)) ?? []).map((key) => ({ text: lead + formatGoValue(key) }));
}

function isVersion2(mount: JsonObject[string] | undefined): boolean {
  const options = isObject(mount) ? mount["options"] : undefined;
  return isObject(options) && options["version"] === "2";
}
