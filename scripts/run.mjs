// Runs a TypeScript entry of src/node: bundles it in memory (half a second at most) and imports it.
import { build } from "esbuild";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) {
  process.stderr.write("usage: node scripts/run.mjs ENTRY.ts [ARGUMENT…]\n");
  process.exit(2);
}
const root = path.resolve(import.meta.dirname, "..");
const directory = await mkdtemp(path.join(root, "node_modules", ".run-"));
process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
const outfile = path.join(directory, "entry.mjs");
await build({
  entryPoints: [path.resolve(root, entry)],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "error",
  absWorkingDir: root,
});
process.argv = [process.argv[0], path.resolve(root, entry), ...args];
await import(pathToFileURL(outfile).href);
