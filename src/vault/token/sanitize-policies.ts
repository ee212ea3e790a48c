import { compareUtf8 } from "../../lib/index.ts";

/** Lower case, without spaces around, without empty or repeated names, in order. `root` stands alone. */
export function sanitizePolicies(policies: readonly string[], addDefault: boolean): string[] {
  const names = new Set<string>();
  for (const policy of policies) {
    const name = policy.trim().toLowerCase();
    if (name === "root") return ["root"];
    if (name !== "") names.add(name);
  }
  if (addDefault) names.add("default");
  return inOrder(names);
}

export function isRootPolicies(policies: readonly string[]): boolean {
  return policies.length === 1 && policies[0] === "root";
}

/** Trimmed, lower case, without repetitions, in order. */
export function sortedUnique(items: readonly string[]): string[] {
  const names = new Set<string>();
  for (const item of items) {
    const name = item.trim().toLowerCase();
    if (name !== "") names.add(name);
  }
  return inOrder(names);
}

function inOrder(names: ReadonlySet<string>): string[] {
  return names.size < 2 ? [...names] : [...names].sort(compareUtf8);
}
