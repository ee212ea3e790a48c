import { expect, test } from "vitest";
import { SysFixture } from "./sys-fixture.ts";

test("anyone may ask for the server's health, and choose the status that it answers with", () => {
  const sys = new SysFixture();
  const plain = sys.http("GET", "sys/health", "", "");
  expect(plain.status).toBe(200);
  expect(Object.keys(JSON.parse(plain.body))).toEqual([
    "initialized",
    "sealed",
    "standby",
    "performance_standby",
    "replication_performance_mode",
    "replication_dr_mode",
    "server_time_utc",
    "version",
    "cluster_name",
    "cluster_id",
  ]);
  expect(sys.http("GET", "sys/health?activecode=299", "", "").status).toBe(299);
  expect(sys.http("GET", "sys/health?activecode=x", "", "")).toMatchObject({ status: 400, body: '{"errors":[]}\n' });
  expect(sys.http("POST", "sys/health", "{}", "")).toMatchObject({ status: 405, body: '{"errors":[]}\n' });
});

test("a sealed server answers for its seal alone, until the unseal key opens it", () => {
  const sys = new SysFixture();
  expect(sys.http("PUT", "sys/seal").status).toBe(204);
  expect(sys.http("GET", "auth/token/lookup-self")).toMatchObject({
    status: 503,
    body: '{"errors":["Vault is sealed"]}\n',
  });
  expect(sys.http("GET", "sys/health", "", "").status).toBe(503);
  expect(sys.http("GET", "sys/health?sealedcode=210", "", "").status).toBe(210);
  expect(JSON.parse(sys.http("GET", "sys/seal-status", "", "").body)).toMatchObject({ sealed: true, t: 1, n: 1 });
  expect(sys.http("PUT", "sys/unseal", '{"key":"wrong"}', "")).toMatchObject({
    status: 400,
    body: '{"errors":["\'key\' must be a valid hex or base64 string"]}\n',
  });
  expect(sys.http("GET", "sys/seal-status", "", "").body).toContain('"sealed":true');
});

test("sealing takes sudo", () => {
  const sys = new SysFixture();
  const weak = sys.tokenWith('path "sys/seal" { capabilities = ["update"] }');
  expect(sys.http("PUT", "sys/seal", "", weak).status).toBe(403);
  const strong = sys.tokenWith('path "sys/seal" { capabilities = ["update", "sudo"] }');
  expect(sys.http("PUT", "sys/seal", "", strong).status).toBe(204);
});

test("a rotated key is a new term, and what was sealed before still opens", () => {
  const sys = new SysFixture();
  const made = sys.write("auth/token/create", { type: "batch", ttl: "1h", policies: ["default"] });
  const batch = made?.ok === true ? (made.auth?.clientToken ?? "") : "";
  expect(sys.write("sys/rotate")).toBeUndefined();
  expect(sys.read("sys/key-status")).toMatchObject({ term: 2 });
  expect(sys.read("auth/token/lookup-self", batch)).toMatchObject({ type: "batch" });
});

test("a key counts what it has encrypted: each value that is put, and each batch token", () => {
  const sys = new SysFixture();
  const count = () => Number(Object(sys.read("sys/key-status"))["encryptions"]);
  const before = count();
  sys.write("auth/token/create", { ttl: "1h", policies: ["default"] });
  expect(count()).toBe(before + 4);
  const snapshot = sys.server.snapshot();
  sys.write("auth/token/create", { type: "batch", ttl: "1h", policies: ["default"] });
  expect(count()).toBe(before + 5);
  sys.server.restore(snapshot);
  expect(count()).toBe(before + 4);
  sys.write("sys/rotate");
  expect(count()).toBe(1);
});

test("nobody lists what ends where a name is wanted", () => {
  const sys = new SysFixture();
  for (const path of ["tools/hash", "tools/random", "leases/renew", "revoke", "internal/ui/mounts"]) {
    expect([path, sys.http("LIST", `sys/${path}`).status]).toEqual([path, 404]);
  }
  expect(sys.http("LIST", "sys/tools/hash/sha2-256").status).toBe(405);
});

test("the servers of the cluster are told in Vault's order", () => {
  const { body } = new SysFixture().http("GET", "sys/ha-status");
  expect(Object.keys(JSON.parse(body).nodes[0])).toEqual([
    "hostname",
    "api_address",
    "cluster_address",
    "active_node",
    "last_echo",
    "version",
  ]);
  expect(JSON.stringify(JSON.parse(body).data.nodes)).toBe(JSON.stringify(JSON.parse(body).nodes));
});

test("the namespaces are told to who has a token", () => {
  const sys = new SysFixture();
  expect(sys.http("GET", "sys/internal/ui/namespaces", "", "")).toMatchObject({
    status: 500,
    body: '{"errors":["client token empty"]}\n',
  });
  expect(sys.http("GET", "sys/internal/ui/namespaces", "", "nope").status).toBe(403);
  expect(sys.http("GET", "sys/internal/ui/namespaces").status).toBe(200);
});

test("digests are those that everybody makes", () => {
  const sys = new SysFixture();
  expect(sys.write("sys/tools/hash", { input: "aGVsbG8=" })?.data).toEqual({
    sum: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
  });
  expect(sys.refused("update", "sys/tools/hash/x", { input: "aGk=" })).toEqual(["unsupported algorithm x"]);
  expect(sys.refused("update", "sys/tools/hash", { input: "!!" })).toEqual([
    "unable to decode input as base64: illegal base64 data at input byte 0",
  ]);
});

test.each([
  ["sys/tools/random", {}, 44],
  ["sys/tools/random/16", {}, 24],
  ["sys/tools/random/all/8", { format: "hex" }, 16],
] as const)("%s with %j makes %i characters", (path, data, length) => {
  const made = new SysFixture().write(path, data)?.data?.["random_bytes"];
  expect(made).toHaveLength(length);
});

test("random bytes are refused where their number makes no sense", () => {
  const sys = new SysFixture();
  expect(sys.refused("update", "sys/tools/random/0")).toEqual(['"bytes" cannot be less than 1']);
  expect(sys.refused("update", "sys/tools/random/abc")).toEqual([
    'error parsing url-set byte count: strconv.Atoi: parsing "abc": invalid syntax',
  ]);
});

test("leases are looked up, listed and revoked by prefix", () => {
  const sys = new SysFixture();
  const made = sys.write("auth/token/create", { ttl: "1h" });
  const token = made?.ok === true ? (made.auth?.clientToken ?? "") : "";
  const names = sys.ask("list", "sys/leases/lookup/auth/token/create/")?.data?.["keys"];
  const name = Array.isArray(names) ? String(names[0]) : "";
  const leaseId = `auth/token/create/${name}`;
  expect(sys.write("sys/leases/lookup", { lease_id: leaseId })?.data).toEqual({
    id: leaseId,
    issue_time: "2023-11-14T22:13:20Z",
    expire_time: "2023-11-14T23:13:20Z",
    last_renewal: null,
    renewable: true,
    ttl: 3600,
  });
  expect(sys.refused("update", "sys/leases/renew", { lease_id: leaseId })).toEqual([
    "tokens cannot be renewed through this endpoint",
  ]);
  expect(sys.write("sys/leases/revoke-prefix/auth/token/create", { sync: true })).toBeUndefined();
  expect(sys.refused("read", "auth/token/lookup-self", {}, token)).toEqual(["permission denied"]);
  expect(sys.refused("update", "sys/leases/lookup", { lease_id: leaseId })).toEqual(["invalid lease"]);
});

test("audit devices are enabled, listed and disabled", () => {
  const sys = new SysFixture();
  expect(sys.write("sys/audit/file", { type: "file", options: { file_path: "audit.log" } })).toBeUndefined();
  expect(sys.read("sys/audit")).toEqual({
    "file/": { path: "file/", type: "file", description: "", options: { file_path: "audit.log" }, local: false },
  });
  expect(sys.refused("update", "sys/audit/file", { type: "file", options: { file_path: "x" } })).toEqual([
    "path already in use",
  ]);
  expect(sys.refused("update", "sys/audit/two", { type: "nope" })).toEqual(['unknown backend type: "nope"']);
  expect(sys.refused("update", "sys/audit/two", { type: "file" })).toEqual(["file_path is required"]);
  expect(sys.ask("delete", "sys/audit/file")).toBeUndefined();
  expect(sys.read("sys/audit")).toEqual({});
});

test("how many random bytes and from where: at the path's end, not in the body", () => {
  const sys = new SysFixture();
  const answer = sys.write("sys/tools/random", { source: "seal", bytes: 4 });
  expect(answer?.warnings).toEqual([
    "Endpoint replaced the value of these parameters with the values captured from the endpoint's path: [source]",
  ]);
  expect(sys.write("sys/tools/random/seal", { bytes: 4 })?.warnings).toEqual([
    "no seal/entropy augmentation available, using platform entropy source",
  ]);
});
