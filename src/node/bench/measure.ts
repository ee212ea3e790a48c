/** Small tools for measuring: rates, percentiles, and a table of what was found beside what was promised. */

export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The bare loop or server of the same run, in the same unit. */
  readonly bare?: number;
  /** What the product promises: at most, or at least. */
  readonly promise?: { readonly atMost: number } | { readonly atLeast: number };
}

/** Calls `each` until `seconds` of wall time have passed; answers calls a second. */
export function rate(seconds: number, each: (index: number) => void): number {
  const warmUp = 200;
  for (let index = 0; index < warmUp; index++) each(index);
  const start = performance.now();
  const end = start + seconds * 1000;
  let count = 0;
  while (performance.now() < end) for (let inner = 0; inner < 64; inner++) each(warmUp + count++);
  return count / ((performance.now() - start) / 1000);
}

/** The value below which `share` (0 to 1) of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function kept(row: Row): boolean | undefined {
  if (!row.promise) return undefined;
  return "atMost" in row.promise ? row.value <= row.promise.atMost : row.value >= row.promise.atLeast;
}

const text = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));

export function table(title: string, rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.name,
    `${text(row.value)} ${row.unit}`,
    row.bare === undefined ? "" : `${text(row.value / row.bare)} of bare`,
    row.promise
      ? `${"atMost" in row.promise ? `≤ ${text(row.promise.atMost)}` : `≥ ${text(row.promise.atLeast)}`} ${kept(row) ? "kept" : "MISSED"}`
      : "",
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const line = (parts: readonly string[]) =>
    parts
      .map((part, column) => part.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [`\n${title}`, ...cells.map(line)].join("\n");
}
