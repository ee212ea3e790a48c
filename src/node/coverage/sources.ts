/** Reads what docs/coverage.md is made of. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { declaredProgram } from "../../cli/index.ts";
import { declaredApi } from "../../vault/index.ts";
import type { CoverageSources, Recording } from "./document.ts";

/** Folders of tests besides the mount's own. */
const alsoTested: Readonly<Record<string, readonly string[]>> = {
  token: ["src/vault/token"],
  sys: ["src/vault/audit"],
};

export function readSources(root: string): CoverageSources {
  const api = declaredApi();
  const folders = new Set(api.mounts.map((mount) => mount.folder));
  return {
    api,
    program: declaredProgram(),
    recordings: readRecordings(path.join(root, "tests/golden/corpus")),
    testsByMount: Object.fromEntries([...folders].map((folder) => [folder, testsOf(root, folder)])),
  };
}

function readRecordings(folder: string): readonly Recording[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  return files.toSorted().map((file) => {
    const recording: { readonly name: string; readonly steps: readonly { readonly cmd: string }[] } = JSON.parse(
      readFileSync(path.join(folder, file), "utf8"),
    );
    return { name: recording.name, commands: recording.steps.map((step) => step.cmd) };
  });
}

function testsOf(root: string, folder: string): readonly string[] {
  return [`src/vault/mounts/${folder}`, ...(alsoTested[folder] ?? [])].flatMap((where) =>
    readdirSync(path.join(root, where), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".test.ts"))
      .toSorted()
      .map((file) => `${where}/${file}`),
  );
}
