/** Sizes, spans and dates as the sheets say them. */

const UNITS = [
  [1_000_000_000, "GB"],
  [1_000_000, "MB"],
  [1_000, "kB"],
] as const;

export function sizeText(bytes: number): string {
  for (const [size, unit] of UNITS) {
    if (bytes >= size) return `${(bytes / size).toFixed(bytes < 10 * size ? 1 : 0)} ${unit}`;
  }
  return `${Math.round(bytes)} bytes`;
}

export function linesText(lines: number): string {
  if (lines === 0) return "no lines yet";
  return lines === 1 ? "1 line" : `${lines.toLocaleString("en")} lines`;
}

export function dateText(atMs: number): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(atMs);
}

/** A virtual instant: the simulated machine's clock is UTC. */
export function worldDateText(atMs: number): string {
  return `${new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" }).format(atMs)} UTC`;
}
