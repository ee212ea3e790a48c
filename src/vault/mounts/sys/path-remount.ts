/** `remount`: a mount moves with all that it holds; what was leased below its old path is revoked. */
import { quoteGo, randomUuid } from "../../../lib/index.ts";
import type { PathDeclaration } from "../../framework/types.ts";
import { refusal, response } from "../../logical/outcomes.ts";
import type { Outcome } from "../../logical/types.ts";
import {
  conflictingMount,
  mountAnswering,
  mountPathOf,
  protectedAuths,
  protectedMounts,
  whyPathIsUnclean,
} from "./mount-paths.ts";
import type { MountMove, SysServices } from "./services.ts";

export function remountPaths(services: SysServices): PathDeclaration[] {
  return [
    {
      path: "remount",
      fields: {
        from: { type: "string", description: "Where the mount is." },
        to: { type: "string", description: "Where it is to be." },
      },
      operations: {
        update: (_request, fields) => {
          const moved = remount(services, fields.get("from"), fields.get("to"));
          if ("error" in moved) return refusal(moved.error);
          const id = randomUuid(services.random);
          services.moves.add(id, moved);
          return response({ migration_id: id }, [
            "Mount move has been queued. Progress will be reported in Vault's server log, tagged with the returned migration_id",
          ]);
        },
      },
      synopsis: "Moves a mount.",
    },
    {
      path: "remount/status/*migration_id",
      fields: { migration_id: { type: "string", description: "What the move was answered with." } },
      operations: { read: (_request, fields) => status(services, fields.get("migration_id")) },
      synopsis: "Says how a move is going.",
    },
  ];
}

function status(services: SysServices, id: string): Outcome {
  if (id === "") return refusal("migrationID must be specified");
  const move = services.moves.get(id);
  if (move === undefined) return undefined;
  const info = { source_mount: move.source, target_mount: move.target, status: move.status };
  return response({ migration_id: id, migration_info: info });
}

function remount(services: SysServices, from: string, to: string): MountMove | { readonly error: string } {
  if (from === "" || to === "") return { error: "both 'from' and 'to' path must be specified as a string" };
  if (from !== from.replace(/^ | $/g, "")) return { error: "'from' path cannot contain trailing whitespace" };
  if (to !== to.replace(/^ | $/g, "")) return { error: "'to' path cannot contain trailing whitespace" };
  const source = mountPathOf(from);
  const target = mountPathOf(to);
  const unclean = whyPathIsUnclean(target);
  if (unclean !== undefined) return { error: `invalid destination mount: ${unclean}` };
  const problem = whyNotMovable(source, target);
  if (problem !== undefined) return { error: problem };
  const entry = mountAnswering(services.mounts, source);
  if (entry === undefined) return { error: `no matching mount at ${quoteGo(source)}` };
  const conflict = conflictingMount(services.mounts, target);
  if (conflict !== undefined) return { error: `path already in use at ${quoteGo(conflict)}` };
  const path = entry.table === "auth" ? target.slice("auth/".length) : target;
  const isExact = source === (entry.table === "auth" ? `auth/${entry.path}` : entry.path);
  const failed = !isExact || services.mounts.replace(entry, { ...entry, path }) !== undefined;
  return { source, target, status: failed ? "failure" : "success" };
}

function whyNotMovable(source: string, target: string): string | undefined {
  if (source.startsWith("auth/")) {
    if (!target.startsWith("auth/")) return `cannot remount auth mount to non-auth mount ${quoteGo(target)}`;
    if (protectedAuths.some((path) => source.startsWith(path))) return `cannot remount ${quoteGo(source)}`;
    if (protectedAuths.some((path) => target.startsWith(path))) {
      return `cannot remount to destination ${quoteGo(target)}`;
    }
    return undefined;
  }
  for (const path of protectedMounts) {
    if (source.startsWith(path)) return `cannot remount ${quoteGo(source)}`;
    if (target.startsWith(path)) return `cannot remount to destination ${target}`;
  }
  return undefined;
}
