import { describe, expect, test } from "vitest";
import type { AuditLine } from "../world.ts";
import { explainField } from "./fields.ts";
import { countText, filterPairs, hashCommand, selectPairs } from "./select.ts";

const line = (number: number, entry: unknown, file = "audit.log", prefix = ""): AuditLine => ({
  number,
  mark: String(number),
  characters: 1,
  file,
  text: prefix + (typeof entry === "string" ? entry : JSON.stringify(entry)),
  atMs: number,
  written: true,
});
const entry = (type: string, id: string, path: string, more: object = {}) => ({
  type,
  auth: { display_name: "root", client_token: `hmac-sha256:${id}` },
  request: { id, operation: "read", path },
  ...more,
});

const lines = [
  line(0, entry("request", "a", "sys/audit/test")),
  line(1, entry("request", "b", "sys/mounts")),
  line(2, entry("request", "b", "sys/mounts"), "other.log", "glass: "),
  line(3, entry("response", "b", "sys/mounts", { error: "permission denied" })),
  line(4, entry("response", "b", "sys/mounts"), "other.log", "glass: "),
  line(5, "no JSON at all"),
];

describe("audit entries", () => {
  test("a request is joined with its response, each file by itself, by the request's id", () => {
    const pairs = selectPairs(lines);
    expect(pairs.map(({ file, request, response }) => [file, request?.line.number, response?.line.number])).toEqual([
      ["audit.log", 0, undefined],
      ["audit.log", 1, 3],
      ["other.log", 2, 4],
      ["audit.log", 5, undefined],
    ]);
    expect(pairs.map(({ isRefused }) => isRefused)).toEqual([false, true, false, false]);
  });
  test("a request that several devices wrote down is counted once", () => {
    expect(countText(selectPairs(lines))).toBe("3 requests, in 2 files");
    expect(countText(selectPairs(lines.slice(0, 2)))).toBe("2 requests");
  });
  test("what a device writes before the JSON is passed over", () => {
    expect(selectPairs(lines)[2]?.request?.json).toMatch(/^\{"type":"request"/);
  });
  test("are filtered by any text of either half, a hash among them, or by path", () => {
    const found = (text: string) => filterPairs(selectPairs(lines), text).map(({ number }) => number);
    expect([
      found("HMAC-SHA256:b"),
      found("denied"),
      found("other"),
      found("/sys/m"),
      found("no json"),
      found(""),
    ]).toEqual([[1, 2], [1], [2], [1, 2], [5], [0, 1, 2, 5]]);
  });
  test("the device is asked for a hash by the name it is mounted at", () => {
    expect(hashCommand("file/")).toContain(" sys/audit-hash/file input=");
  });
});

describe("fields", () => {
  test("are explained by where they stand; what is sent and answered, by its block", () => {
    expect(explainField("request.id")).toContain("request_id");
    expect(explainField("response.auth.client_token")).toBe(explainField("auth.client_token"));
    expect(explainField("request.data.policies.*")).toContain("audit_non_hmac_request_keys");
    expect(explainField("unheard.of")).toBeUndefined();
  });
});
