import type { Program, ProgramContext, ProgramResult } from "./programs.ts";

/** The library knows the unified form alone, and puts a line above it. */
export const mendedDiff: Program = {
  name: "diff",
  execute: async (args: string[], context: ProgramContext): Promise<ProgramResult> => {
    const result = (await context.origCommand?.(args)) ?? { stdout: "", stderr: "", exitCode: 127 };
    const unified = result.stdout.replace(/^=+\n/gm, "");
    if (!/^@@ /m.test(unified)) return { ...result, stdout: unified };
    const isUnified = args.some((arg) => /^-[a-zA-Z]*[uU]|^--unified/.test(arg));
    return { ...result, stdout: isUnified ? unified.replace(/^@@ .* @@$/gm, shortCounts) : plainForm(unified) };
  },
};

/** A count of one is left out. */
function shortCounts(hunk: string): string {
  return hunk.replace(/,1(?= )/g, "");
}

interface Change {
  removed: string[];
  added: string[];
}

/** `2c3`, `< old`, `---`, `> new`. */
function plainForm(unified: string): string {
  let text = "";
  let left = 0;
  let right = 0;
  let change: Change = { removed: [], added: [] };
  const flush = (): void => {
    text += changeText(change, left, right);
    change = { removed: [], added: [] };
  };
  for (const line of unified.split("\n")) {
    const [, fromLeft, leftCount, fromRight, rightCount] =
      /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (fromLeft !== undefined) {
      flush();
      // A side without lines is named by the line before them.
      left = Number(fromLeft) - (leftCount === "0" ? 0 : 1);
      right = Number(fromRight) - (rightCount === "0" ? 0 : 1);
    } else if (/^(?:---|\+\+\+) /.test(line) && left === 0 && right === 0) {
      continue;
    } else if (line.startsWith("-")) {
      if (change.added.length > 0) flush();
      left++;
      change.removed.push(line.slice(1));
    } else if (line.startsWith("+")) {
      right++;
      change.added.push(line.slice(1));
    } else if (line.startsWith(" ")) {
      flush();
      left++;
      right++;
    } else if (line.startsWith("\\")) {
      (change.added.length > 0 ? change.added : change.removed).push(line);
    }
  }
  flush();
  return text;
}

/** `left` and `right` are the numbers of the last lines seen. */
function changeText({ removed, added }: Change, left: number, right: number): string {
  const gone = removed.filter((line) => !line.startsWith("\\ No newline")).length;
  const come = added.filter((line) => !line.startsWith("\\ No newline")).length;
  if (gone === 0 && come === 0) return "";
  const kind = come === 0 ? "d" : gone === 0 ? "a" : "c";
  const lines = [
    `${range(left, gone)}${kind}${range(right, come)}`,
    ...removed.map((line) => (line.startsWith("\\ No newline") ? line : `< ${line}`)),
    ...(kind === "c" ? ["---"] : []),
    ...added.map((line) => (line.startsWith("\\ No newline") ? line : `> ${line}`)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function range(last: number, count: number): string {
  return count > 1 ? `${last - count + 1},${last}` : String(last);
}
