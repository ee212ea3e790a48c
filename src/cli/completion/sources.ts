import type { ArgumentKind } from "../command.ts";
import type { FlagSpec, ValueSource } from "../flags/spec.ts";
import { isBoolean } from "../flags/values.ts";
import { loginHandlers } from "../login/handlers.ts";
import { keysOf } from "../output/print.ts";
import type { CliCandidate } from "../types.ts";
import { isObject } from "../wire/value.ts";
import { describeMount, type Server } from "./server.ts";
import { pathCandidates, uiMounts } from "./paths.ts";

const secretTypes = ["kv", "kv-v2", "ssh", "transit", "pki", "database", "totp", "aws"];
const texts = (values: readonly string[]): CliCandidate[] => values.map((text) => ({ text }));

/** What a flag's value could be. */
export async function valueCandidates(server: Server, flag: FlagSpec): Promise<readonly CliCandidate[]> {
  if (isBoolean(flag)) return texts(["true", "false"]);
  return flag.values === undefined ? [] : fromSource(server, flag.values);
}

async function fromSource(server: Server, source: ValueSource): Promise<readonly CliCandidate[]> {
  switch (source.from) {
    case "set":
      return texts(source.values);
    case "policies":
      return listed(server, "sys/policies/acl");
    case "token-roles":
      return listed(server, "auth/token/roles");
    case "auth-types":
      return texts([...loginHandlers.keys()].sort());
    case "secret-types":
      return texts(secretTypes);
    case "auth-mounts":
      return mounted(server, "auth");
    case "secret-mounts":
      return mounted(server, "secret");
    default:
      return [];
  }
}

/** What an argument could be. */
export async function argumentCandidates(
  server: Server,
  kind: ArgumentKind,
  current: string,
): Promise<readonly CliCandidate[]> {
  switch (kind) {
    case "path":
    case "folder":
    case "kv-path":
      return pathCandidates(server, kind, current);
    case "policy":
      return listed(server, "sys/policies/acl");
    case "accessor":
      return listed(server, "auth/token/accessors");
    case "secret-mount":
      return mounted(server, "secret");
    case "auth-mount":
      return mounted(server, "auth");
    case "secret-type":
      return texts(secretTypes);
    case "auth-type":
      return texts([...loginHandlers.keys(), "approle"].sort());
    case "audit-type":
      return texts(["file", "socket", "syslog"]);
    case "audit-device":
      return texts(Object.keys((await (await server.client()).read("sys/audit"))?.data ?? {}));
    default:
      return [];
  }
}

async function listed(server: Server, path: string): Promise<CliCandidate[]> {
  return texts((keysOf(await (await server.client()).list(path)) ?? []).map(String));
}

async function mounted(server: Server, kind: "auth" | "secret"): Promise<CliCandidate[]> {
  const mounts = (await uiMounts(await server.client()))[kind];
  return Object.entries(isObject(mounts) ? mounts : {}).map(([text, mount]) =>
    describeMount(text, isObject(mount) ? mount : {}),
  );
}
