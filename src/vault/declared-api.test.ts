import { describe, expect, test } from "vitest";
import { declaredApi } from "./declared-api.ts";
import { OpenVault } from "./testing/open-vault.ts";

/** A path that a template matches. */
const exampleOf = (template: string): string =>
  template
    .replace(/\/\?$/, "/")
    .replaceAll(/:\w+\??/g, "x")
    .replace(/\*\w*$/, "x");

describe("what is absent", () => {
  const vault = new OpenVault();
  vault.succeedOrNothing("update", "sys/mounts/ssh", { type: "ssh" });
  const absent = declaredApi().mounts.flatMap((mount) =>
    mount.paths.flatMap(({ path, absent }) => absent.map((operation) => [operation, exampleOf(path)] as const)),
  );

  test.each(absent)("%s %s says that it is not simulated, and where to read on", (operation, path) => {
    expect(vault.refusal(operation, path)).toBe(
      `400 "${operation}" on "${path}" is not simulated; see docs/coverage.md`,
    );
  });

  test.each([
    ...declaredApi().absentSecretsEngines.map((type) => [type, "sys/mounts/", ""]),
    ...declaredApi().absentAuthMethods.map((type) => [type, "sys/auth/", "auth/"]),
  ])("so does all below a mount of type %s, which is enabled as any other (%s)", (type, table, prefix) => {
    vault.succeedOrNothing("update", `${table}new-${type}`, { type });
    expect(vault.succeed("read", `${table}new-${type}`).data).toMatchObject({ type, description: "" });
    expect(vault.refusal("update", `${prefix}new-${type}/config`, { a: "b" })).toBe(
      `400 "update" on "${prefix}new-${type}/config" is not simulated; see docs/coverage.md`,
    );
  });

  test("a login at an auth method that is not simulated needs no token to hear so", () => {
    const login = {
      operation: "update",
      path: "auth/new-github/login",
      data: { token: "x" },
      clientToken: "",
    } as const;
    expect(vault.server.handle(login)).toMatchObject({ ok: false, status: 400 });
    expect(vault.server.handle({ ...login, path: "auth/new-github/config" })).toMatchObject({ ok: false, status: 403 });
  });

  test("an engine that was removed, and one of the Enterprise edition, are refused as by a real server", () => {
    expect(vault.refusal("update", "sys/mounts/x", { type: "mysql" })).toBe(
      '400 could not mount "mysql": mount entry associated with removed builtin',
    );
    expect(vault.refusal("update", "sys/mounts/x", { type: "kmip" })).toBe("400 plugin not found in the catalog: kmip");
    expect(vault.refusal("update", "sys/namespaces/a")).toBe("404 enterprise-only feature");
  });
});

test("every path that is declared has a line of its own for help, and every field a type", () => {
  for (const { paths } of declaredApi().mounts) {
    expect(paths.length).toBeGreaterThan(0);
    for (const { synopsis, operations, absent } of paths) {
      expect(synopsis).not.toBe("");
      expect(operations.length + absent.length).toBeGreaterThan(0);
    }
  }
});

describe("methods and headers of HTTP", () => {
  const vault = new OpenVault();
  const send = (method: string, path: string, headers: Readonly<Record<string, string>> = {}) =>
    vault.server.handleHttp({
      method,
      url: `/v1/${path}`,
      headers: { "x-vault-token": vault.root, ...headers },
      body: "",
    });

  test("HEAD and OPTIONS are no operations of a mount; a HEAD's answer has no body", () => {
    expect(send("HEAD", "secret/data/x")).toMatchObject({ status: 405, body: "" });
    expect(send("HEAD", "secret/data/x", { "x-vault-token": "" })).toMatchObject({ status: 403, body: "" });
    expect(send("OPTIONS", "secret/data/x")).toMatchObject({
      status: 405,
      body: '{"errors":["1 error occurred:\\n\\t* unsupported operation\\n\\n"]}\n',
    });
    expect(send("HEAD", "sys/health")).toMatchObject({ status: 200, body: "" });
  });

  test("no policy grants HEAD", () => {
    vault.succeedOrNothing("update", "sys/policies/acl/all", {
      policy: 'path "*" { capabilities = ["create", "read", "update", "patch", "delete", "list", "sudo"] }',
    });
    const token = vault.create({ policies: ["all"] });
    expect(send("HEAD", "secret/data/x", { "x-vault-token": token }).status).toBe(403);
  });

  test("paths without the envelope know no lists and are not wrapped", () => {
    for (const path of ["sys/health", "sys/seal-status", "sys/leader", "sys/init"]) {
      expect(send("LIST", path)).toMatchObject({ status: 405, body: '{"errors":[]}\n' });
      expect(send("GET", path, { "x-vault-wrap-ttl": "60" }).body).toBe(send("GET", path).body);
    }
    expect(JSON.parse(send("GET", "sys/key-status", { "x-vault-wrap-ttl": "60" }).body)).toHaveProperty(
      "wrap_info.token",
    );
  });

  test("help comes bare, by any method, to who has a token", () => {
    for (const method of ["GET", "POST", "HELP"]) {
      const { status, body } = send(method, "secret/data/x?help=1", { "x-vault-wrap-ttl": "60" });
      expect(status).toBe(200);
      expect(Object.keys(JSON.parse(body))).toEqual(["help", "openapi", "see_also"]);
    }
    expect(send("GET", "secret/data/x?help=1", { "x-vault-token": "" }).status).toBe(403);
    expect([send("GET", "sys").status, send("GET", "sys?help=1").status]).toEqual([301, 200]);
  });

  test("the flags of the interface are told also to who asks by another method", () => {
    const flags = '{"feature_flags":null}\n';
    expect(send("GET", "sys/internal/ui/feature-flags?list=true")).toMatchObject({ status: 200, body: flags });
    for (const method of ["POST", "LIST", "PATCH"]) {
      const { status, body } = send(method, "sys/internal/ui/feature-flags", { "x-vault-token": "" });
      expect([status, body]).toEqual([405, `{"errors":[]}\n${flags}`]);
    }
  });

  test("storage in memory is not Raft's, and says so to anyone who would join or begin a cluster", () => {
    const anyone = { "x-vault-token": "" };
    for (const step of ["join", "bootstrap"]) {
      const { status, body } = send("POST", `sys/storage/raft/${step}`, anyone);
      expect([status, body]).toEqual([500, '{"errors":["raft backend not in use"]}\n']);
    }
    expect(send("GET", "sys/storage/raft/join", anyone).status).toBe(405);
    expect(send("LIST", "sys/storage/raft/bootstrap", anyone).status).toBe(400);
    expect(send("GET", "sys/storage/raft/configuration").status).toBe(404);
  });

  test.each([
    ["GET", "sys/audit/", 404],
    ["OPTIONS", "sys/mounts/", 404],
    ["LIST", "sys/auth/", 404],
    ["LIST", "sys/config/auditing/request-headers/X-A", 405],
    ["GET", "sys/generate-root", 405],
    ["LIST", "sys/rekey/update", 400],
    ["DELETE", "sys/generate-root/update", 400],
  ])("%s %s is answered with %i", (method, path, status) => {
    expect(send(method, path).status).toBe(status);
  });

  test("what is known of a mount's move goes with the move when it is undone", () => {
    const before = vault.server.snapshot();
    const moved = vault.succeed("update", "sys/remount", { from: "secret", to: "elsewhere" });
    const path = `sys/remount/status/${JSON.parse(JSON.stringify(moved.data ?? {})).migration_id}`;
    expect(vault.succeed("read", path).data).toMatchObject({ migration_info: { status: "success" } });
    vault.server.restore(before);
    expect(vault.request("read", path)).toBeUndefined();
  });
});
