import { expect, test } from "vitest";
import { KvFixture } from "./kv-fixture.ts";

const created = "2023-11-14T22:13:20Z";

test("what is written is read back, with its version", () => {
  const kv = new KvFixture();
  const metadata = { version: 1, created_time: created, deletion_time: "", destroyed: false, custom_metadata: null };
  expect(kv.data("update", "secret/data/a/b", { data: { k: "v" } })).toEqual(metadata);
  expect(kv.data("read", "secret/data/a/b")).toEqual({ data: { k: "v" }, metadata });
  expect(kv.ask("read", "secret/data/none")).toBeUndefined();
  expect(kv.ask("read", "secret/data/a/b", { version: "2" })).toBeUndefined();
});

test("a deleted version answers 404 with its metadata and no data", () => {
  const kv = new KvFixture();
  kv.ask("update", "secret/data/a", { data: { k: "v" } });
  expect(kv.ask("delete", "secret/data/a")).toBeUndefined();
  const answer = kv.http("GET", "secret/data/a");
  expect(answer.status).toBe(404);
  expect(JSON.parse(answer.body)).toMatchObject({
    lease_duration: 0,
    data: { data: null, metadata: { version: 1, deletion_time: created } },
    warnings: null,
  });
  expect(answer.body.endsWith("}")).toBe(true);
});

test.each([
  ["secret/foo", "read", "get"],
  ["secret/foo", "update", "put"],
  ["secret/foo", "patch", "patch"],
  ["secret/foo", "delete", "delete"],
  ["secret/foo/", "list", "list"],
  ["secret/data/", "read", "get"],
  ["secret/data/a/", "list", "list"],
] as const)("%s has nothing to %s", (path, operation, subcommand) => {
  expect(new KvFixture().ask(operation, path, {})).toMatchObject({
    status: 404,
    warnings: [
      `Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate API endpoints to use. If using the Vault CLI, use 'vault kv ${subcommand}' for this operation.`,
    ],
  });
});

test.each(["metadata", "data", "delete", "undelete", "destroy"])("%s alone can only be listed", (path) => {
  expect(new KvFixture().ask("read", `secret/${path}`)).toMatchObject({
    status: 404,
    warnings: ["Non-listing operations on the root of a K/V v2 mount are not supported."],
  });
});

test.each([
  [{}, ["no data provided"]],
  [{ data: "x" }, [`error converting input x for field "data": '' expected a map, got 'string'`]],
  [{ data: {}, options: { cas: 1 } }, ["check-and-set parameter did not match the current version"]],
  [{ data: {}, options: { cas: "x" } }, ["error parsing check-and-set parameter"]],
])("writing %j to a new key is refused", (data, errors) => {
  const answer = new KvFixture().ask("update", "secret/data/a", data);
  expect(answer).toMatchObject({ ok: false, status: 400, errors: errors.map((text) => expect.stringContaining(text)) });
});

test("a patch merges into the newest version and makes another", () => {
  const kv = new KvFixture();
  kv.ask("update", "secret/data/a", { data: { a: "1", b: { c: 1, d: [1, null] }, e: "x" } });
  const patch = { data: { a: null, b: { c: null, f: { g: null, h: [null, { i: null }] } }, e: { j: null } } };
  expect(kv.data("patch", "secret/data/a", patch)).toMatchObject({ version: 2 });
  expect(kv.data("read", "secret/data/a")).toMatchObject({
    data: { b: { d: [1, null], f: { h: [null, {}] } }, e: {} },
    metadata: { version: 2 },
  });
  expect(kv.ask("patch", "secret/data/a", { data: null })).toMatchObject({
    status: 500,
    errors: [expect.stringContaining("Invalid JSON Patch")],
  });
  expect(kv.ask("patch", "secret/data/none", { data: {} })).toMatchObject({ status: 404, raw: { body: "" } });
});

test("the oldest of more than ten versions goes, its data too", () => {
  const kv = new KvFixture();
  for (let n = 1; n <= 11; n++) kv.ask("update", "secret/data/a", { data: { n } });
  expect(kv.ask("read", "secret/data/a", { version: 1 })).toBeUndefined();
  expect(kv.data("read", "secret/data/a", { version: 2 })).toMatchObject({ data: { n: 2 } });
  expect(kv.server.storageKeys("logical/").filter((key) => key.includes("/versions/"))).toHaveLength(10);
});

test("numbers are floating-point ones", () => {
  const kv = new KvFixture();
  kv.http("POST", "secret/data/a", '{"data":{"n":[1.0,12345678901234567890,1e3]}}');
  expect(kv.http("GET", "secret/data/a").body).toContain('"data":{"n":[1,12345678901234567000,1000]}');
});

test("a path that ends in a slash is no secret, whatever version is asked for", () => {
  expect(new KvFixture().http("GET", "secret/data/a/?version=x")).toMatchObject({
    status: 404,
    body: expect.stringContaining("Invalid path for a versioned K/V secrets engine"),
  });
});
