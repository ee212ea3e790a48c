import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { KvFixture } from "./kv-fixture.ts";

interface RecordedStep {
  /** Method, path and body; or "wait" and the seconds. */
  readonly ask: readonly string[];
  readonly status: number;
  /** As the server wrote it, instants and ids blanked. */
  readonly body: string;
}

const recorded: readonly RecordedStep[] = JSON.parse(
  readFileSync(new URL("./recorded-answers.json", import.meta.url), "utf8"),
);

test("every request is answered as a real server answered it", () => {
  const kv = new KvFixture();
  const answers = recorded.map(({ ask: [method = "", path = "", body = ""] }) => {
    kv.wait(method === "wait" ? Number(path) : 0.001);
    if (method === "wait") return { ask: [method, path, body], status: 0, body: "" };
    const headers = { "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json" };
    const answer = kv.http(method, encodeURI(path), body, headers);
    return { ask: [method, path, body], status: answer.status, body: blanked(answer.body) };
  });
  expect(answers).toEqual(recorded);
});

/** What differs from one run to the next. */
function blanked(body: string): string {
  return body
    .replaceAll(/"(request_id)":"[^"]*"/g, '"$1":""')
    .replaceAll(/"(lease_id)":"([^"]*)\/\w{24}"/g, '"$1":"$2/…"')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "T");
}

test("a version lives as long as the shorter of what its mount and its key say", () => {
  const kv = new KvFixture();
  kv.ask("update", "secret/config", { delete_version_after: "1h" });
  kv.ask("update", "secret/metadata/a", { delete_version_after: "10s" });
  kv.ask("update", "secret/data/a", { data: {} });
  kv.ask("update", "secret/data/b", { data: {} });
  expect(kv.data("read", "secret/data/a")).toMatchObject({ metadata: { deletion_time: "2023-11-14T22:13:30Z" } });
  expect(kv.data("read", "secret/data/b")).toMatchObject({ metadata: { deletion_time: "2023-11-14T23:13:20Z" } });
  kv.wait(9.5);
  expect(kv.ask("read", "secret/data/a")).not.toHaveProperty("status");
  kv.wait(0.5);
  expect(kv.ask("read", "secret/data/a")).toHaveProperty("status", 404);
  kv.ask("update", "secret/undelete/a", { versions: [1] });
  expect(kv.data("read", "secret/data/a")).toMatchObject({ metadata: { deletion_time: "2023-11-14T22:13:40Z" } });
});

test("a mount that is told a negative time deletes nothing by itself", () => {
  const kv = new KvFixture();
  kv.ask("update", "secret/config", { delete_version_after: "-5s" });
  kv.ask("update", "secret/metadata/a", { delete_version_after: "10s" });
  expect(kv.data("read", "secret/config")).toMatchObject({ delete_version_after: "-1s" });
  expect(kv.data("update", "secret/data/a", { data: {} })).toMatchObject({ deletion_time: "" });
});

test("custom metadata is refused beyond its limits, with all that is wrong at once", () => {
  const kv = new KvFixture();
  const many = Object.fromEntries(Array.from({ length: 65 }, (_, at) => [`k${at}`, "v"]));
  expect(kv.ask("update", "secret/metadata/a", { custom_metadata: many })).toMatchObject({
    errors: [
      "1 error occurred:\n\t* custom_metadata validation failed: payload must contain at most 64 keys, provided 65\n\n",
    ],
  });
  const long = { ["k".repeat(129)]: "v", key: "é".repeat(257) };
  expect(kv.ask("update", "secret/metadata/a", { custom_metadata: long })).toMatchObject({
    status: 400,
    errors: [
      `2 errors occurred:\n\t* custom_metadata validation failed: length of key "${"k".repeat(129)}" is 129 but must be 0 < len(key) <= 128\n\t* custom_metadata validation failed: length of value for key "key" is 514 but must be 0 < len(value) <= 512\n\n`,
    ],
  });
  expect(kv.ask("read", "secret/metadata/a")).toBeUndefined();
});

test("nothing is left in storage of a key that is deleted with its metadata", () => {
  const kv = new KvFixture();
  const before = kv.server.storageKeys("logical/");
  for (let n = 1; n <= 3; n++) kv.ask("update", "secret/data/a/b", { data: { n } });
  expect(kv.server.storageKeys("logical/")).toHaveLength(before.length + 4);
  kv.ask("delete", "secret/metadata/a/b");
  expect(kv.server.storageKeys("logical/")).toEqual(before);
});

test("a write to a key that is not there asks for create, to one that is for update", () => {
  const kv = new KvFixture();
  kv.ask("update", "sys/policies/acl/p", { policy: 'path "secret/*" { capabilities = ["create"] }' });
  const made = kv.ask("update", "auth/token/create", { policies: ["p"], ttl: "1h" });
  const token = made?.ok === true ? (made.auth?.clientToken ?? "") : "";
  expect(kv.ask("update", "secret/data/a", { data: {} }, token)).toMatchObject({ ok: true });
  expect(kv.ask("update", "secret/data/a", { data: {} }, token)).toMatchObject({ status: 403 });
  expect(kv.ask("patch", "secret/data/a", { data: {} }, token)).toMatchObject({ status: 403 });
});

test("a snapshot brings a key back as it was", () => {
  const kv = new KvFixture();
  kv.ask("update", "secret/data/a", { data: { n: 1 } });
  const snapshot = kv.server.snapshot();
  const hash = kv.server.stateHash();
  kv.ask("update", "secret/data/a", { data: { n: 2 } });
  kv.ask("update", "secret/destroy/a", { versions: [1] });
  kv.server.restore(snapshot);
  expect(kv.server.stateHash()).toBe(hash);
  expect(kv.data("read", "secret/data/a")).toMatchObject({ data: { n: 1 }, metadata: { version: 1 } });
});
