/**
 * Proves that each import rule of docs/architecture.md fires: in a scratch copy of the configuration, every layer has a
 * file for every other layer that imports it, and both guards (linter and project references) must refuse the forbidden ones.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const LAYERS = [
  "lib",
  "vault",
  "cli",
  "workstation",
  "simulation",
  "labs",
  "terminal",
  "panels",
  "app",
  "node",
] as const;
type Layer = (typeof LAYERS)[number];

/** What docs/architecture.md allows: values, and types alone. */
const ALLOWED: Record<Layer, { values: readonly Layer[]; types: readonly Layer[] }> = {
  lib: { values: [], types: [] },
  vault: { values: ["lib"], types: [] },
  cli: { values: ["lib"], types: [] },
  workstation: { values: ["lib", "cli"], types: [] },
  simulation: { values: ["lib", "vault", "workstation"], types: [] },
  labs: { values: ["lib"], types: ["simulation", "vault"] },
  terminal: { values: ["lib"], types: ["simulation"] },
  panels: { values: ["lib"], types: ["simulation", "vault"] },
  app: { values: ["lib", "vault", "cli", "workstation", "simulation", "labs", "terminal", "panels"], types: [] },
  node: { values: ["lib", "vault", "cli", "workstation", "simulation", "labs"], types: [] },
};

const root = resolve(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "layers-"));
const bin = (name: string) => join(root, "node_modules/.bin", name);
let lint = "";
let types = "";

beforeAll(() => {
  for (const file of [".oxlintrc.json", "tsconfig.base.json", "tsconfig.json"])
    cpSync(join(root, file), join(scratch, file));
  mkdirSync(join(scratch, "src"));
  cpSync(join(root, "src/web-globals.d.ts"), join(scratch, "src/fetch-globals.d.ts"));
  for (const layer of LAYERS) {
    const folder = join(scratch, "src", layer);
    mkdirSync(join(folder, "inner"), { recursive: true });
    // The scratch copy has no packages: ambient types of libraries are left out.
    const project = readFileSync(join(root, "src", layer, "tsconfig.json"), "utf8");
    writeFileSync(join(folder, "tsconfig.json"), project.replace(/"types": \[[^\]]*\]/, '"types": []'));
    writeFileSync(join(folder, "index.ts"), "export const value = 1;\nexport type Shape = number;\n");
    writeFileSync(join(folder, "inner/part.ts"), "export const part = 1;\n");
    for (const other of LAYERS.filter((name) => name !== layer)) {
      writeFileSync(
        join(folder, `value-of-${other}.ts`),
        `import { value } from "../${other}/index.ts";\nexport const used = value;\n`,
      );
      writeFileSync(
        join(folder, `type-of-${other}.ts`),
        `import type { Shape } from "../${other}/index.ts";\nexport const used: Shape = 1;\n`,
      );
      writeFileSync(
        join(folder, `inside-of-${other}.ts`),
        `import { part } from "../${other}/inner/part.ts";\nexport const used = part;\n`,
      );
    }
  }
  writeFileSync(
    join(scratch, "src/vault/platform.ts"),
    "export const used = [document.title, Date.now(), Math.random(), crypto.randomUUID(), setTimeout(() => {}, 1)];\n",
  );
  lint = spawnSync(bin("oxlint"), ["-f", "unix", "src"], { cwd: scratch, encoding: "utf8" }).stdout;
  types = LAYERS.map(
    (layer) =>
      spawnSync(bin("tsc"), ["-p", `src/${layer}`, "--noEmit", "--emitDeclarationOnly", "false", "--pretty", "false"], {
        cwd: scratch,
        encoding: "utf8",
      }).stdout,
  ).join("");
}, 60_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const lintRefuses = (file: string) =>
  lint.split("\n").some((line) => line.includes(file) && line.includes("no-restricted-imports"));
function reachable(layer: Layer, seen = new Set<Layer>()): Set<Layer> {
  for (const next of [...ALLOWED[layer].values, ...ALLOWED[layer].types])
    if (!seen.has(next)) reachable(next, seen.add(next));
  return seen;
}

/** TS6307, "not listed within the file list of project", names every import that drags the file in. */
const typesRefuse = (file: string) =>
  types.split(/^(?=\S)/m).some((error) => error.includes("TS6307") && error.includes(`/${file}'`)) ||
  types.split("\n").some((line) => line.startsWith(file) && line.includes("TS6307"));

describe.each(LAYERS)("%s", (layer) => {
  const { values, types: typesOnly } = ALLOWED[layer];
  for (const other of LAYERS.filter((name) => name !== layer)) {
    const file = (kind: string) => `src/${layer}/${kind}-of-${other}.ts`;
    if (values.includes(other)) {
      test(`may import ${other}, through its door alone`, () => {
        expect(lintRefuses(file("value"))).toBe(false);
        expect(typesRefuse(file("value"))).toBe(false);
        expect(lintRefuses(file("inside"))).toBe(true);
      });
    } else if (typesOnly.includes(other)) {
      test(`may import types alone from ${other}`, () => {
        expect(lintRefuses(file("value"))).toBe(true);
        expect(lintRefuses(file("type"))).toBe(false);
        expect(typesRefuse(file("type"))).toBe(false);
        expect(lintRefuses(file("inside"))).toBe(true);
      });
    } else {
      test(`may not import ${other}`, () => {
        expect(lintRefuses(file("value"))).toBe(true);
        expect(lintRefuses(file("type"))).toBe(true);
        // A reference carries its own references along, so the compiler guards what is not reachable at all; the linter guards the rest.
        expect(typesRefuse(file("value"))).toBe(!reachable(layer).has(other));
      });
    }
  }
});

test("the engine has no document, clock, entropy or timer of its own", () => {
  for (const name of ["Date", "crypto", "setTimeout", "document"])
    expect(lint).toMatch(new RegExp(`platform\\.ts.*'${name}'|platform\\.ts.*${name}`));
  expect(lint).toMatch(/platform\.ts.*random/);
  expect(types).toMatch(/src\/vault\/platform\.ts.*document/);
});
