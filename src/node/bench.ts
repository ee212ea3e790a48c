/**
 * `npm run bench`: what the product promises about speed and size, measured. Build first (`npm run build`).
 * With names as arguments (engine, shell, time, serve, browser, tokens-page) only those parts run.
 */
import { browserRows } from "./bench/browser.ts";
import { engineRows } from "./bench/engine.ts";
import { kept, table, type Row } from "./bench/measure.ts";
import { serveRows } from "./bench/serve.ts";
import { shellRows } from "./bench/shell.ts";
import { timeRows } from "./bench/time.ts";
import { tokensPageRows } from "./bench/tokens-page.ts";

const PARTS: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  engine: engineRows,
  shell: shellRows,
  time: timeRows,
  serve: serveRows,
  browser: browserRows,
  "tokens-page": tokensPageRows,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length) {
  console.error(`No such part: ${unknown.join(", ")}. There are ${Object.keys(PARTS).join(", ")}.`);
  process.exit(2);
}
let missed = 0;
for (const [name, part] of Object.entries(PARTS)) {
  if (asked.length && !asked.includes(name)) continue;
  const rows = await part();
  missed += rows.filter((row) => kept(row) === false).length;
  console.log(table(name, rows));
}
console.log(missed ? `\n${missed} promises missed` : "\nevery promise kept");
// The shell keeps its thread awake; nothing is left to wait for.
process.exit(missed ? 1 : 0);
