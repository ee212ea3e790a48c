import type { InterpreterState } from "./interpreter.ts";

/** A copy of a shell's state that later lines do not change. */
export type ShellState = Readonly<Record<string, unknown>>;

/** Belongs to the interpreter that runs, not to the shell: never carried over. */
const NOT_STATE: ReadonlySet<string> = new Set([
  "signal",
  "extraArgs",
  "processSubstitutions",
  "groupStdin",
  "groupStdinSourceFd",
]);

/** Copies all that makes the shell what it is. Functions are syntax trees that nothing changes, so they are shared. */
export function copyState(state: object): ShellState {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(state)) {
    if (NOT_STATE.has(name)) continue;
    copy[name] = name === "functions" && value instanceof Map ? new Map(value) : copyValue(value);
  }
  return copy;
}

/** What a program that this shell starts finds in its environment. */
export function exportedBy(state: InterpreterState | ShellState): Record<string, string> {
  const { env, exportedVars }: { env?: unknown; exportedVars?: unknown } = state;
  if (!(env instanceof Map) || !(exportedVars instanceof Set)) return {};
  const exported: Record<string, string> = {};
  for (const name of exportedVars) {
    const value: unknown = env.get(name);
    if (typeof name === "string" && typeof value === "string") exported[name] = value;
  }
  return exported;
}

/** Makes a shell what it was when the copy was taken. What it has and the copy lacks is gone. */
export function putState(into: InterpreterState, copy: ShellState): void {
  const fresh = copyState(copy);
  for (const name of Object.keys(into)) {
    if (!NOT_STATE.has(name) && !(name in fresh)) Reflect.deleteProperty(into, name);
  }
  // Shells within commands (`bash -c`, `xargs`) look at the very set of exported names that the first shell began with.
  const names = into.exportedVars;
  Object.assign(into, fresh);
  if (names === undefined || into.exportedVars === undefined) return;
  const exported = [...into.exportedVars];
  names.clear();
  for (const name of exported) names.add(name);
  into.exportedVars = names;
}

/** Leaves what only a running line has: loops, calls, piped input. */
export function endLine(state: InterpreterState): void {
  Object.assign(state, {
    inCondition: false,
    loopDepth: 0,
    callDepth: 0,
    sourceDepth: 0,
    groupStdin: undefined,
    groupStdinSourceFd: undefined,
    localScopes: [],
    localArrayScopes: [],
    localExportedVars: [],
    localVarDepth: undefined,
    localVarStack: undefined,
    fullyUnsetLocals: undefined,
    tempEnvBindings: undefined,
    mutatedTempEnvVars: undefined,
    accessedTempEnvVars: undefined,
    tempExportedVars: undefined,
    funcNameStack: [],
    callLineStack: [],
    sourceStack: [],
    currentSource: undefined,
    suppressVerbose: false,
    parentHasLoopContext: false,
    expansionStderr: "",
  });
}

function copyValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Map) return new Map(Array.from(value, ([key, item]) => [key, copyValue(item)]));
  if (value instanceof Set) return new Set(value);
  if (Array.isArray(value)) return value.map(copyValue);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyValue(item)]));
}
