import { quoteGo } from "../../../lib/index.ts";
import { apiPath, type MountEntry, type MountTable } from "../../routing/mount-entry.ts";
import type { SysMounts } from "./services.ts";

/** Where nothing else may be mounted, nor moved from or to. */
export const protectedMounts: readonly string[] = ["audit/", "auth/", "sys/", "cubbyhole/", "identity/"];
export const protectedAuths: readonly string[] = ["auth/token"];
export const untunableMounts: readonly string[] = ["cubbyhole/", "sys/", "audit/", "identity/"];
/** Types of which every server has its one. */
export const singletonTypes: readonly string[] = ["cubbyhole", "system", "token", "identity"];

/** A mount's path as the tables have it: with a slash at its end and none at its beginning. */
export function mountPathOf(text: string): string {
  const ended = text.endsWith("/") ? text : `${text}/`;
  return ended.startsWith("/") ? ended.slice(1) : ended;
}

/** Every mount that a request can reach. */
export function allMounts(mounts: SysMounts): MountEntry[] {
  return [...mounts.entries("mounts"), ...mounts.entries("auth")];
}

/** The mount that answers for a path, its own or one below it. */
export function mountAnswering(mounts: SysMounts, path: string): MountEntry | undefined {
  let longest: MountEntry | undefined;
  for (const entry of allMounts(mounts)) {
    const point = apiPath(entry);
    if (path.startsWith(point) && (longest === undefined || point.length > apiPath(longest).length)) longest = entry;
  }
  return longest;
}

/** A mount on the way to a path or below it: nothing else can be mounted there. */
export function conflictingMount(mounts: SysMounts, path: string): string | undefined {
  const above = mountAnswering(mounts, path);
  if (above !== undefined) return apiPath(above);
  const below = allMounts(mounts).find((entry) => apiPath(entry).startsWith(path));
  return below === undefined ? undefined : apiPath(below);
}

/** Why a new mount cannot go where it is to go. */
export function whyPathIsTaken(mounts: SysMounts, table: MountTable, path: string): string | undefined {
  const sameTable = mounts.entries(table).find((entry) => entry.path.startsWith(path) || path.startsWith(entry.path));
  if (sameTable !== undefined) return `path is already in use at ${sameTable.path}`;
  const conflict = conflictingMount(mounts, apiPath({ table, path }));
  return conflict === undefined ? undefined : `existing mount at ${conflict}`;
}

/** Why a mount cannot move to a path: it is not in its shortest form, or cannot be read. */
export function whyPathIsUnclean(path: string): string | undefined {
  const cleaned = cleanPath(path);
  if (path !== cleaned) return `path '${path}' does not match cleaned path '${cleaned}'`;
  return quoteGo(path) === `"${path}"` || !/[\p{C}\p{Z}]/u.test(path.replaceAll(" ", ""))
    ? undefined
    : "path cannot contain non-printable characters";
}

/** Go's `path.Clean`, a slash at the end kept. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !path.startsWith("/")) parts.push(part);
  }
  const joined = (path.startsWith("/") ? "/" : "") + parts.join("/");
  const clean = joined === "" ? "." : joined;
  return path.endsWith("/") && clean !== "/" ? `${clean}/` : clean;
}
