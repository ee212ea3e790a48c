/** Names with `*` in them, as roles use them (Vault: `strutil.StrListContainsGlob`): the star stands for anything. */
export function matchesGlob(glob: string, text: string): boolean {
  if (!glob.includes("*")) return glob === text;
  const parts = glob.split("*");
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let from = first.length;
  const until = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > until) return false;
    from = found + part.length;
  }
  return true;
}
