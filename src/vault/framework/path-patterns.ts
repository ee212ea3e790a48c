/** The short patterns of a mount's special paths: exact, `prefix*`, and `+` for one segment. */

export interface PathPatterns {
  readonly exact: ReadonlySet<string>;
  readonly prefixes: readonly string[];
  readonly segmented: readonly RegExp[];
}

export function compilePathPatterns(patterns: readonly string[] | undefined): PathPatterns {
  const exact = new Set<string>();
  const prefixes: string[] = [];
  const segmented: RegExp[] = [];
  for (const pattern of patterns ?? []) {
    if (pattern.includes("+")) segmented.push(segmentPattern(pattern));
    else if (pattern.endsWith("*")) prefixes.push(pattern.slice(0, -1));
    else exact.add(pattern);
  }
  return { exact, prefixes, segmented };
}

export function matchesAnyPattern(patterns: PathPatterns, path: string): boolean {
  return (
    patterns.exact.has(path) ||
    patterns.prefixes.some((prefix) => path.startsWith(prefix)) ||
    patterns.segmented.some((pattern) => pattern.test(path))
  );
}

function segmentPattern(pattern: string): RegExp {
  const isPrefix = pattern.endsWith("*");
  const parts = (isPrefix ? pattern.slice(0, -1) : pattern).split("/");
  const source = parts
    .map((part) => (part === "+" ? "[^/]+" : part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")))
    .join("/");
  return new RegExp(`^${source}${isPrefix ? "" : "$"}`);
}
