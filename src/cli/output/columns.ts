/** The mark between a table's cells before it is laid out; no secret is hoped to hold it. */
export const cellMark = "♨";

const wideGap = "    ";

/** Lays rows out in columns. A cell is trimmed, and an empty one says `n/a`. The last cell of a row is not padded. */
export function columns(rows: readonly string[], mark = "|", gap = wideGap): string {
  if (rows.length === 0) return "";
  const cells = rows.map((row) => row.split(mark).map((cell) => trimSpace(cell) || "n/a"));
  const widths: number[] = [];
  for (const row of cells) {
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, lengthOf(cell));
    });
  }
  return cells
    .map((row) => row.map((cell, at) => (at === row.length - 1 ? cell : pad(cell, widths[at] ?? 0))).join(gap))
    .join("\n");
}

/** A table whose first row is the heading, underlined. */
export function table(rows: readonly string[], mark = "|", gap = wideGap): string {
  const [heading, ...rest] = rows;
  if (heading === undefined) return "";
  const underline = heading.split(mark).map((cell) => "-".repeat(new TextEncoder().encode(trimSpace(cell)).length));
  return columns([heading, underline.join(mark), ...rest], mark, gap);
}

/** Go's strings.TrimSpace: unlike `trim`, it leaves a byte order mark. */
function trimSpace(text: string): string {
  return text.replace(/^[\s\u0085]+|[\s\u0085]+$/g, (run) => (run.includes("\ufeff") ? run : ""));
}

function pad(cell: string, width: number): string {
  return cell + " ".repeat(Math.max(0, width - lengthOf(cell)));
}

function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
