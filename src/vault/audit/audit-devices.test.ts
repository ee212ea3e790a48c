import { describe, expect, test } from "vitest";
import { AuditedVault } from "../testing/audit-log.ts";

const hmac = /^hmac-sha256:[0-9a-f]{64}$/;

function audited(options: Readonly<Record<string, string>> = {}): AuditedVault {
  const log = new AuditedVault();
  log.enable("file", options);
  return log;
}

describe("enabling", () => {
  test("writes a line to try the device out, then the answer; the request came too early", () => {
    const log = new AuditedVault();
    const records = log.recordsOf(() => log.enable("file"));
    expect(records.map(({ type, request }) => [type, request.path])).toEqual([
      ["request", "sys/audit/test"],
      ["response", "sys/audit/file"],
    ]);
    expect(Object.keys(records[0]?.request ?? {})).toEqual(["id", "operation", "namespace", "path"]);
  });

  test.each([
    [{}, "file_path is required"],
    [{ file_path: "" }, 'file sink creation failed for path "": event.NewFileSink: path is required'],
    [{ file_path: "/a", log_raw: "maybe" }, 'strconv.ParseBool: parsing "maybe": invalid syntax'],
    [{ file_path: "/a", mode: "9" }, 'strconv.ParseUint: parsing "9": invalid syntax'],
    [
      { file_path: "/a", format: "xml" },
      "audit.NewFormatterConfig: error applying options: audit.(format).validate: 'xml' is not a valid format: invalid parameter",
    ],
    [{ file_path: "/a", format: "jsonx" }, "the format jsonx of audit devices is not simulated; see docs/coverage.md"],
  ])("with %j is refused: %s", (options, error) => {
    const { vault } = new AuditedVault();
    expect(vault.refusal("update", "sys/audit/file", { type: "file", options })).toBe(`400 ${error}`);
  });

  test("a socket wants an address, and is not simulated with one; nor is syslog", () => {
    const { vault } = new AuditedVault();
    expect(vault.refusal("update", "sys/audit/s", { type: "socket" })).toBe("400 address is required");
    for (const sent of [{ type: "socket", options: { address: "127.0.0.1:1" } }, { type: "syslog" }]) {
      expect(vault.refusal("update", "sys/audit/s", sent)).toContain("is not simulated");
    }
  });

  test("a file that cannot be opened is no device, nor is one that cannot be written", () => {
    const log = new AuditedVault();
    log.broken.add("/file.log");
    expect(log.vault.refusal("update", "sys/audit/f", { type: "file", options: { file_path: "/file.log" } })).toContain(
      'unable to open "/file.log" for writing',
    );
    expect(log.vault.succeed("read", "sys/audit").data).toEqual({});
  });

  test("a device is stored with its salt, and a restored server goes on hashing as before", () => {
    const log = audited();
    expect(log.vault.keys("audit/")).toEqual([expect.stringMatching(/^audit\/[0-9a-f-]{36}\/salt$/)]);
    const before = log.hash("hello");
    const snapshot = log.vault.server.snapshot();
    log.vault.succeedOrNothing("delete", "sys/audit/file");
    expect(log.recordsOf(() => log.vault.lookup(log.vault.root))).toEqual([]);
    log.vault.server.restore(snapshot);
    expect(log.hash("hello")).toBe(before);
    expect(log.recordsOf(() => log.vault.lookup(log.vault.root))).toHaveLength(2);
  });
});

describe("a record", () => {
  test("has its members in Vault's order", () => {
    const log = audited();
    const [request, response] = log.recordsOf(() => log.vault.create({ ttl: "5m", policies: ["default"] }));
    expect(Object.keys(request ?? {})).toEqual(["time", "type", "auth", "request"]);
    expect(Object.keys(request?.auth ?? {})).toEqual([
      "client_token",
      "accessor",
      "display_name",
      "policies",
      "token_policies",
      "policy_results",
      "token_type",
      "token_issue_time",
    ]);
    expect(Object.keys(request?.request ?? {})).toEqual([
      "id",
      "client_id",
      "operation",
      "mount_point",
      "mount_type",
      "mount_accessor",
      "mount_running_version",
      "mount_class",
      "client_token",
      "client_token_accessor",
      "namespace",
      "path",
      "data",
      "remote_address",
      "remote_port",
    ]);
    expect(Object.keys(response?.response ?? {})).toEqual([
      "auth",
      "mount_point",
      "mount_type",
      "mount_accessor",
      "mount_running_plugin_version",
      "mount_class",
    ]);
  });

  test("names the policies that granted, and those who have no entity by their policies", () => {
    const log = audited();
    const [request] = log.recordsOf(() => log.vault.succeed("read", "sys/mounts"));
    expect(request?.auth.policy_results).toEqual({
      allowed: true,
      granting_policies: [{ name: "root", namespace_id: "root", type: "acl" }],
    });
    expect(request?.request.client_id).toBe("0DHqvq2D77kL2/JTPSZkTMJbkFVmUu0TzMi0jiXcFy8=");
  });

  test("hashes the token as it was sent for who asks, and its inner id for the request", () => {
    const log = audited();
    const token = log.vault.create({ ttl: "5m", policies: ["default"] });
    const [request] = log.recordsOf(() => log.vault.works(token));
    expect(request?.auth.client_token).toBe(log.hash(token));
    expect(request?.request.client_token).toMatch(hmac);
    expect(request?.request.client_token).not.toBe(request?.auth.client_token);
  });

  test("counts the uses that were left before it", () => {
    const log = audited();
    const token = log.vault.create({ ttl: "5m", policies: ["default"], num_uses: 2 });
    const uses = [1, 2].map(() => log.recordsOf(() => log.vault.works(token))[0]?.auth.remaining_uses);
    expect(uses).toEqual([2, 1]);
  });

  test("of a refusal tells it, with the text hashed in the answer", () => {
    const log = audited();
    const token = log.vault.create({ ttl: "5m", policies: ["default"] });
    const [request, response] = log.recordsOf(() => log.vault.request("read", "sys/mounts", {}, token));
    const error = "1 error occurred:\n\t* permission denied\n\n";
    expect(request).toMatchObject({ error, auth: { policy_results: { allowed: false } } });
    expect(response).toMatchObject({ error, response: { data: { error: log.hash(error) } } });
  });

  test("of a stranger names nobody", () => {
    const log = audited();
    const [request, response] = log.recordsOf(() => log.vault.request("read", "secret/data/x", {}, "nope"));
    expect(request).toMatchObject({ error: "permission denied", auth: { token_type: "default" } });
    expect(Object.keys(request?.auth ?? {})).toEqual(["token_type"]);
    expect(response?.error).toBe("1 error occurred:\n\t* permission denied\n\n");
  });

  test("of a wrapping token that opens nothing there is a request alone", () => {
    const log = audited();
    const records = log.recordsOf(() => log.vault.request("update", "sys/wrapping/unwrap", { token: "nope" }));
    expect(records.map(({ type, error }) => [type, error])).toEqual([
      ["request", "wrapping token is not valid or does not exist"],
    ]);
  });

  test("of what is unwrapped shows what it is", () => {
    const log = audited();
    const wrapped = log.vault.server.handle({
      operation: "read",
      path: "sys/mounts/secret",
      data: {},
      clientToken: log.vault.root,
      wrapTtlSeconds: 60,
    });
    const token = wrapped?.ok === true ? (wrapped.wrapInfo?.token ?? "") : "";
    const [, response] = log.recordsOf(() => log.vault.request("update", "sys/wrapping/unwrap", { token }));
    expect(response?.response?.data).toMatchObject({ type: log.hash("kv"), local: false });
  });

  test("of a first login tells that it made an entity, and who logs in with a token is written down by that", () => {
    const log = audited();
    log.vault.succeedOrNothing("update", "sys/auth/userpass", { type: "userpass" });
    log.vault.succeedOrNothing("create", "auth/userpass/users/bob", { password: "pw" });
    const login = (token: string) =>
      log.recordsOf(() => log.vault.succeed("update", "auth/userpass/login/bob", { password: "pw" }, token));
    const [request, first] = login("");
    expect(request?.auth).toEqual({ policy_results: { allowed: true }, token_type: "default" });
    expect(first?.auth).toMatchObject({ display_name: "userpass-bob", entity_created: true });
    expect(first?.response?.auth).not.toHaveProperty("entity_created");
    const [, second] = login(log.vault.root);
    expect(second?.auth).not.toHaveProperty("entity_created");
    expect(second?.auth.client_token).toBe(log.hash(log.vault.root));
    expect(second?.response?.auth?.client_token).toBe(log.hash(log.vault.root));
  });

  test.each([
    ["update", "auth/token/create", { type: "nope" }, "1 error occurred:\n\t* invalid request\n\n"],
    ["update", "auth/token/create/none", {}, undefined],
    ["update", "auth/token/create", { type: "batch", policies: ["root"] }, undefined],
    ["read", "sys/mounts/none", {}, undefined],
    ["update", "sys/mounts/none/tune", {}, "1 error occurred:\n\t* invalid request\n\n"],
    ["update", "sys/mounts/secret", { type: "kv" }, "1 error occurred:\n\t* path is already in use at secret/\n\n"],
    ["update", "secret/data/x", {}, "1 error occurred:\n\t* invalid request\n\n"],
    ["read", "none/x", {}, "1 error occurred:\n\t* unsupported path\n\n"],
    ["delete", "sys/mounts", {}, "1 error occurred:\n\t* unsupported operation\n\n"],
  ] as const)("of %s %s %j, refused, says what Vault means by it", (operation, path, data, error) => {
    const log = audited();
    const [, response] = log.recordsOf(() => log.vault.request(operation, path, data));
    expect(response?.error).toBe(error);
  });

  test("of a user who is locked out names nobody, and has no answer", () => {
    const log = audited();
    log.vault.request("update", "sys/auth/userpass", { type: "userpass" });
    log.vault.request("update", "auth/userpass/users/bob", { password: "pw" });
    const login = () => log.vault.request("update", "auth/userpass/login/bob", { password: "no" });
    for (let count = 0; count < 5; count++) login();
    const [, response] = log.recordsOf(login);
    expect(response).toMatchObject({ error: "permission denied", auth: { token_type: "default" } });
    expect(response?.response).not.toHaveProperty("data");
  });

  test("is not made of health and other questions below the mounts", () => {
    const log = audited();
    for (const path of ["sys/health", "sys/seal-status", "sys/leader", "sys/init"]) {
      expect(log.recordsOf(() => log.vault.request("read", path))).toEqual([]);
    }
  });

  test("of sealing is a request alone", () => {
    const log = audited();
    const records = log.recordsOf(() => log.vault.request("update", "sys/seal"));
    expect(records.map(({ type }) => type)).toEqual(["request"]);
    expect(records[0]?.auth).not.toHaveProperty("policy_results");
  });
});

describe("hashing", () => {
  test("takes texts, and numbers that came from outside, and leaves names, truths and nulls", () => {
    const log = audited();
    const data = { data: { a: "b", n: 3, list: ["x", { y: "z" }], t: true, none: null }, options: { cas: 0 } };
    const [request, response] = log.recordsOf(() => log.vault.request("update", "secret/data/x", data));
    const h = (text: string): unknown => log.hash(text);
    expect(request?.request.data).toEqual({
      data: { a: h("b"), n: h("3"), list: [h("x"), { y: h("z") }], t: true, none: null },
      options: { cas: h("0") },
    });
    expect(response?.response?.data).toMatchObject({
      version: 1,
      destroyed: false,
      deletion_time: expect.stringMatching(hmac),
    });
    const [, read] = log.recordsOf(() => log.vault.request("read", "secret/data/x"));
    expect(read?.response?.data).toMatchObject({ data: { n: h("3") }, metadata: { version: 1 } });
  });

  test("leaves the keys that the mount is tuned for, on either side", () => {
    const log = audited();
    log.vault.succeedOrNothing("update", "sys/mounts/secret/tune", {
      audit_non_hmac_request_keys: ["a"],
      audit_non_hmac_response_keys: ["a"],
    });
    const [request] = log.recordsOf(() => log.vault.request("update", "secret/data/x", { data: { a: ["b"], c: "d" } }));
    expect(request?.request.data).toEqual({ data: { a: ["b"], c: log.hash("d") } });
    const [, read] = log.recordsOf(() => log.vault.request("read", "secret/data/x"));
    expect(read?.response?.data).toMatchObject({ data: { a: ["b"], c: log.hash("d") } });
  });

  test("each device has a salt of its own", () => {
    const log = audited();
    log.enable("second");
    expect(log.hash("x")).not.toBe(log.hash("x", "second"));
    const one = log.recordsOf(() => log.vault.works(log.vault.root))[0];
    const two = log.recordsOf(() => log.vault.works(log.vault.root), "second")[0];
    expect(one?.auth.client_token).not.toBe(two?.auth.client_token);
  });

  test("is off with log_raw, and off for accessors with hmac_accessor=false", () => {
    const log = audited({ log_raw: "true" });
    log.enable("plain", { hmac_accessor: "false" });
    const [raw] = log.recordsOf(() => log.vault.works(log.vault.root));
    const [plain] = log.recordsOf(() => log.vault.works(log.vault.root), "plain");
    const accessor = log.vault.accessorOf(log.vault.root);
    expect(raw?.auth).toMatchObject({ client_token: log.vault.root, accessor });
    expect(plain?.auth).toMatchObject({ client_token: expect.stringMatching(hmac), accessor });
  });

  test("of headers is as they are set; others are not written", () => {
    const log = audited();
    log.vault.succeedOrNothing("update", "sys/config/auditing/request-headers/X-Foo", { hmac: true });
    log.vault.succeedOrNothing("update", "sys/config/auditing/request-headers/X-Bar", {});
    expect(log.vault.succeed("read", "sys/config/auditing/request-headers").data).toEqual({
      headers: { "x-foo": { hmac: true }, "x-bar": { hmac: false } },
    });
    const headers = { "x-foo": "foo", "x-bar": "bar", "x-vault-token": log.vault.root };
    const [request] = log.recordsOf(() =>
      log.vault.server.handle({
        operation: "read",
        path: "sys/mounts",
        data: {},
        clientToken: log.vault.root,
        headers,
      }),
    );
    expect(request?.request.headers).toEqual({ "x-bar": ["bar"], "x-foo": [log.hash("foo")] });
  });
});

describe("options", () => {
  test("elide_list_responses counts keys in place of writing them", () => {
    const log = audited({ elide_list_responses: "true" });
    log.vault.succeed("update", "secret/data/x", { data: {} });
    const [, response] = log.recordsOf(() => log.vault.request("list", "secret/metadata/"));
    expect(response?.response?.data).toEqual({ keys: 1 });
  });

  test("prefix begins every line", () => {
    const log = new AuditedVault();
    log.enable("file", { prefix: "@cee: " });
    expect(log.lines.every(({ line }) => line.startsWith('@cee: {"time":"') && line.endsWith("}\n"))).toBe(true);
  });

  test("a device may write to standard output, or nowhere", () => {
    const log = new AuditedVault();
    log.enable("out", { file_path: "STDOUT" });
    log.enable("gone", { file_path: "discard" });
    expect(new Set(log.lines.map(({ path }) => path))).toEqual(new Set(["stdout"]));
  });
});

describe("where no device can write", () => {
  function stuck(): AuditedVault {
    const log = audited();
    log.broken.add("/file.log");
    return log;
  }

  test("nothing is done and nothing is answered", () => {
    const { vault } = stuck();
    const tokens = vault.server.tokens().length;
    expect(vault.refusal("update", "auth/token/create")).toBe("500 internal error");
    expect(vault.server.tokens()).toHaveLength(tokens);
    expect(vault.refusal("read", "secret/data/x", {}, "")).toBe("500 internal error");
    expect(vault.refusal("delete", "sys/audit/file")).toBe("500 internal error");
  });

  test("sealing is refused, health answers", () => {
    const { vault } = stuck();
    expect(vault.refusal("update", "sys/seal")).toBe("500 failed to audit request, cannot continue");
    expect(vault.request("read", "sys/health")?.ok).toBe(true);
  });

  test("what is done already is done, but not told", () => {
    const log = audited();
    const key = "secret/data/x";
    let lines = 0;
    log.lines.push = (...items) => {
      if (++lines === 1) log.broken.add("/file.log");
      return Array.prototype.push.apply(log.lines, items);
    };
    expect(log.vault.refusal("update", key, { data: { a: "b" } })).toBe("500 internal error");
    log.broken.clear();
    expect(log.vault.succeed("read", key).data).toMatchObject({ data: { a: "b" } });
  });

  test("one device that can is enough", () => {
    const log = stuck();
    log.broken.clear();
    log.enable("second");
    log.broken.add("/file.log");
    expect(log.vault.works(log.vault.root)).toBe(true);
  });
});
