/**
 * Users who gave wrong credentials too often, and are locked out for a while. How often is remembered until the server
 * restarts; who is locked is stored.
 */
import type { Notice } from "../inspect/notice.ts";
import type { MountEntry } from "../routing/mount-entry.ts";
import type { Core } from "./core.ts";
import type { RequestState } from "./request-state.ts";

/** What one user of one mount got wrong in a row. */
interface FailedLogins {
  readonly count: number;
  readonly lastSeconds: number;
}

/** By where the user would be stored. Replaced, never changed, so that a snapshot may hold it. */
export type FailedLoginsByUser = ReadonlyMap<string, FailedLogins>;

/** The one who logs in, by the name that an entity would know them by. */
export interface LoginUser {
  readonly entry: MountEntry;
  readonly alias: string;
}

export interface LockedUser {
  readonly mountAccessor: string;
  readonly alias: string;
}

const lockedUsersPrefix = "core/login/lockedUsers/root/";
const defaults = { lockoutThreshold: 5, lockoutDurationSeconds: 900, lockoutCounterResetSeconds: 900 } as const;

/** Undefined where nobody is ever locked out: by other methods, or as the mount is tuned. */
export function lockableUser(state: RequestState): LoginUser | undefined {
  const { mount, path = "" } = state.routed ?? {};
  const entry = mount?.entry;
  if (entry === undefined || entry.config.userLockout?.lockoutDisable === true) return undefined;
  if (entry.type === "userpass") {
    const name = path.slice("login/".length).toLowerCase();
    return { entry, alias: name.includes("/") ? "" : name };
  }
  if (entry.type !== "approle") return undefined;
  const roleId = state.data["role_id"];
  return { entry, alias: typeof roleId === "string" ? roleId.trim() : "" };
}

/** Why a user may not log in now, however right the credentials. */
export function lockOf(core: Core, user: LoginUser): Extract<Notice, { kind: "locked-out" }> | undefined {
  const failed = core.failedLogins.get(keyOf(user.entry.accessor, user.alias));
  const limits = limitsOf(user.entry);
  if (failed === undefined || failed.count < limits.lockoutThreshold) return undefined;
  const secondsLeft = failed.lastSeconds + limits.lockoutDurationSeconds - nowSeconds(core);
  return secondsLeft > 0 ? { kind: "locked-out", failures: failed.count, secondsLeft } : undefined;
}

export function countFailedLogin(core: Core, user: LoginUser): void {
  const key = keyOf(user.entry.accessor, user.alias);
  const limits = limitsOf(user.entry);
  const before = core.failedLogins.get(key);
  const lastSeconds = nowSeconds(core);
  const isInARow = before !== undefined && lastSeconds - before.lastSeconds <= limits.lockoutCounterResetSeconds;
  const count = isInARow ? before.count + 1 : 1;
  core.failedLogins = new Map([...core.failedLogins, [key, { count, lastSeconds }]]);
  if (count >= limits.lockoutThreshold) core.barrier.put(key, String(lastSeconds));
}

export function forgetFailedLogins(core: Core, mountAccessor: string, alias: string): void {
  const key = keyOf(mountAccessor, alias);
  if (core.failedLogins.has(key)) core.failedLogins = new Map([...core.failedLogins].filter(([each]) => each !== key));
}

/** Those whose time is not over, in order. */
export function lockedUsers(core: Core): LockedUser[] {
  const users: LockedUser[] = [];
  for (const folder of core.barrier.list(lockedUsersPrefix)) {
    const mountAccessor = folder.replace(/\/$/, "");
    const entry = core.router.byAccessor(mountAccessor)?.entry;
    for (const alias of core.barrier.list(lockedUsersPrefix + folder)) {
      const since = Number(core.barrier.get(keyOf(mountAccessor, alias)));
      if (nowSeconds(core) - since <= limitsOf(entry).lockoutDurationSeconds) users.push({ mountAccessor, alias });
    }
  }
  return users;
}

export function unlockUser(core: Core, mountAccessor: string, alias: string): void {
  core.barrier.delete(keyOf(mountAccessor, alias));
  forgetFailedLogins(core, mountAccessor, alias);
}

function keyOf(mountAccessor: string, alias: string): string {
  return `${lockedUsersPrefix}${mountAccessor}/${alias}`;
}

/** What the mount is tuned to; 0 is as if nothing were said. */
function limitsOf(entry: MountEntry | undefined): { readonly [name in keyof typeof defaults]: number } {
  const tuned = entry?.config.userLockout;
  return {
    lockoutThreshold: tuned?.lockoutThreshold || defaults.lockoutThreshold,
    lockoutDurationSeconds: tuned?.lockoutDurationSeconds || defaults.lockoutDurationSeconds,
    lockoutCounterResetSeconds: tuned?.lockoutCounterResetSeconds || defaults.lockoutCounterResetSeconds,
  };
}

function nowSeconds(core: Core): number {
  return Number(core.nowNs() / 1_000_000_000n);
}
