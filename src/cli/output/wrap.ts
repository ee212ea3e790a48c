const widest = 78;
const tooLongPenalty = 100_000;
const unreached = 2_147_483_647;

/** Breaks a text into lines of at most 78 columns, the padding included, as evenly as can be. */
export function wrapText(text: string, padding = 0): string {
  const words = text.trim().replaceAll("\n", " ").split(" ");
  const lead = " ".repeat(padding);
  return breakLines(words, widest - padding)
    .map((line) => lead + line.join(" "))
    .join("\n");
}

/** Least total of squared gaps at the line ends, the last line free. */
function breakLines(words: readonly string[], width: number): string[][] {
  const lengths = words.map((word) => new TextEncoder().encode(word).length);
  const count = words.length;
  const cost = Array.from({ length: count + 1 }, () => unreached);
  const next = Array.from({ length: count }, () => count);
  const tail = Array.from({ length: count + 1 }, () => -1);
  for (let i = count - 1; i >= 0; i--) {
    tail[i] = (tail[i + 1] ?? -1) + 1 + (lengths[i] ?? 0);
    if ((tail[i] ?? 0) <= width || i === count - 1) {
      cost[i] = 0;
      continue;
    }
    let length = -1;
    for (let j = i + 1; j < count; j++) {
      length += 1 + (lengths[j - 1] ?? 0);
      const gap = width - length;
      const candidate = gap * gap + (cost[j] ?? unreached) + (gap < 0 ? tooLongPenalty : 0);
      if (candidate < (cost[i] ?? unreached)) {
        cost[i] = candidate;
        next[i] = j;
      }
    }
  }
  const lines: string[][] = [];
  for (let i = 0; i < count; i = next[i] ?? count) lines.push(words.slice(i, next[i]));
  return lines;
}
