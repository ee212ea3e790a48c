/** `plugin list`, `plugin info` and `version-history`. */
import { expect, test } from "vitest";
import { fakeProgramIo, type FakeWorld } from "../fake-program-io.ts";
import { runVault } from "../index.ts";

async function run(line: string, world: FakeWorld = {}) {
  const fake = fakeProgramIo(line.split(" "), world);
  const exitCode = await runVault(fake.io);
  return { exitCode, stdout: fake.stdout, stderr: fake.stderr };
}

const detailed = [
  { builtin: true, deprecation_status: "supported", name: "userpass", type: "auth", version: "v1" },
  { builtin: true, deprecation_status: "deprecated", name: "ad", type: "secret", version: "v2" },
];
const answers = {
  "GET sys/plugins/catalog": JSON.stringify({ data: { auth: ["userpass"], database: [], secret: ["ad"], detailed } }),
};

test("plugins are listed: all with their types, those of one type without, in detail with what becomes of them", async () => {
  expect((await run("plugin list", { answers })).stdout).toBe(
    "Name        Type      Version\n----        ----      -------\nuserpass    auth      v1\nad          secret    v2\n",
  );
  expect((await run("plugin list secret", { answers })).stdout).toBe("Name    Version\n----    -------\nad      v2\n");
  expect((await run("plugin list -detailed auth", { answers })).stdout).toBe(
    "Name        Type    Version    Container    Deprecation Status\n----        ----    -------    ---------    ------------------\nuserpass    auth    v1         false        supported\n",
  );
  expect(JSON.parse((await run("plugin list -format=json secret", { answers })).stdout)).toEqual({
    secret: ["ad"],
    details: [{ type: "secret", name: "ad", version: "v2", builtin: true, deprecation_status: "deprecated" }],
  });
});

test.each([
  ["plugin list nope", 2, 'Error parsing type: "nope" is not a supported plugin type\n'],
  ["plugin list a b", 1, "Too many arguments (expected 0 or 1, got 2)\n"],
  ["plugin list", 2, "Error listing available plugins: data from server response is empty\n"],
  ["plugin info", 1, "Not enough arguments (expected 1 or 2, got 0)\n"],
  ["plugin info nope x", 2, '"nope" is not a supported plugin type\n'],
  ["plugin register", 1, '"vault plugin register" is not simulated; see docs/coverage.md.\n'],
])("%s", async (line, exit, said) => {
  const { exitCode, stderr } = await run(line);
  expect([exitCode, stderr]).toEqual([exit, said]);
});

test("what is known of a plugin is a map, with no list where there is none", async () => {
  const data = { args: null, builtin: true, command: "", name: "userpass", sha256: "", version: "v1" };
  const answers = { "GET sys/plugins/catalog/auth/userpass": JSON.stringify({ data }) };
  const ask = async (flags: string) => (await run(`plugin info ${flags}auth userpass`, { answers })).stdout;
  expect(JSON.parse(await ask("-format=json "))).toEqual({ ...data, oci_image: "", runtime: "" });
  expect(await ask("")).toMatch(/^args +\[\]$/m);
});

test("a format that cannot show that a list is empty says so, and it is empty all the same", async () => {
  const answers = { "GET secret?list=true": { status: 404, body: '{"errors":[]}' } };
  expect(await run("list -format=pretty secret", { answers })).toMatchObject({
    exitCode: 2,
    stderr: "Could not parse output: cannot use the pretty formatter for this type\n",
  });
});

test("the versions that a server was are listed after a note", async () => {
  const data = {
    keys: ["1.16.0"],
    key_info: { "1.16.0": { build_date: "", timestamp_installed: "2026-01-02T03:04:05Z" } },
  };
  const { stdout, stderr } = await run("version-history", {
    answers: { "GET sys/version-history?list=true": JSON.stringify({ data }) },
  });
  expect(stdout).toBe(
    "Version  Installation Time     Build Date\n-------  -----------------     ----------\n1.16.0   2026-01-02T03:04:05Z  n/a\n",
  );
  expect(stderr).toContain("Version tracking was added in 1.9.0.");
});
