import { compareUtf8 } from "../../lib/index.ts";

/** Lower case, without spaces around, without empty or repeated names, in order. `root` stands alone. */
export function sanitizePolicies(policies: readonly string[], addDefault: boolean): string[] {
  const names: string[] = [];
  for (const policy of policies) {
    const name = policy.trim().toLowerCase();
    if (name === "root") return ["root"];
    if (name !== "") insertInOrder(names, name);
  }
  if (addDefault) insertInOrder(names, "default");
  return names;
}

export function isRootPolicies(policies: readonly string[]): boolean {
  return policies.length === 1 && policies[0] === "root";
}

/** Trimmed, lower case, without repetitions, in order. */
export function sortedUnique(items: readonly string[]): string[] {
  const names: string[] = [];
  for (const item of items) {
    const name = item.trim().toLowerCase();
    if (name !== "") insertInOrder(names, name);
  }
  return names;
}

/** Most come in order, and are few: looked for from the end, each finds its place at once. */
function insertInOrder(names: string[], name: string): void {
  let at = names.length;
  for (; at > 0; at--) {
    const order = compareUtf8(names[at - 1] ?? "", name);
    if (order === 0) return;
    if (order < 0) break;
  }
  if (at === names.length) names.push(name);
  else names.splice(at, 0, name);
}
