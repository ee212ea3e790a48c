/** npm's node-vault, by its documented flows, against the served engine. Flow by flow as a real server answers them. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nodeVault from "node-vault";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileSink } from "../../src/node/serve/file-sink.ts";
import { ServedVault } from "../../src/node/serve/served-vault.ts";

let served: ServedVault;

beforeAll(async () => {
  const auditSink = fileSink(() => undefined);
  served = await ServedVault.start({ port: 0, rootTokenId: "root", auditSink });
});
afterAll(() => served.stop());

const client = (token: string | undefined = "root", more: nodeVault.VaultOptions = {}) =>
  nodeVault({ endpoint: served.address, ...(token === undefined ? {} : { token }), ...more });

interface ApiError {
  readonly message: string;
  readonly response: { readonly statusCode: number; readonly body: unknown };
}

async function failure(asked: Promise<unknown>): Promise<ApiError> {
  try {
    await asked;
  } catch (error) {
    return error as ApiError;
  }
  throw new Error("it was answered");
}

describe("the server", () => {
  test("says how it is", async () => {
    const vault = client();
    expect(await vault.status()).toMatchObject({ type: "shamir", initialized: true, sealed: false, t: 1, n: 1 });
    expect(await vault.health()).toMatchObject({ initialized: true, sealed: false, standby: false });
    expect(await vault.initialized()).toEqual({ initialized: true });
    expect(await vault.leader()).toMatchObject({ ha_enabled: false });
    expect(await vault.mounts()).toHaveProperty(["secret/", "options", "version"], "2");
    expect(await vault.auths()).toHaveProperty(["token/", "type"], "token");
    expect(await vault.audits()).toHaveProperty("data", {});
  });

  test("is not initialised twice", async () => {
    const refused = await failure(client().init({ secret_shares: 1, secret_threshold: 1 }));
    expect(refused.message).toBe("Vault is already initialized");
    expect(refused.response.statusCode).toBe(400);
  });

  test("seals and is opened with its key", async () => {
    const own = await ServedVault.start({ port: 0, rootTokenId: "root" });
    try {
      const vault = nodeVault({ endpoint: own.address, token: "root" });
      await vault.seal();
      expect(await vault.status()).toMatchObject({ sealed: true });
      expect((await failure(vault.tokenLookupSelf())).response.statusCode).toBe(503);
      expect(await vault.unseal({ key: own.vault.unsealKey, secret_shares: 1 })).toMatchObject({ sealed: false });
      expect((await vault.tokenLookupSelf()).data.id).toBe("root");
    } finally {
      await own.stop();
    }
  });

  test("makes a root token for whoever holds the unseal key", async () => {
    const vault = client("");
    const otp = "abcdefghijklmnopqrstuvwxyz12";
    const { nonce } = await vault.generateRootInit({ otp });
    expect(await vault.read("sys/generate-root/attempt")).toMatchObject({
      nonce,
      started: true,
      progress: 0,
      required: 1,
    });
    const done = await vault.generateRootUpdate({ key: served.vault.unsealKey, nonce });
    expect(done).toMatchObject({ complete: true, progress: 1 });
    const hidden = Buffer.from(done.encoded_token, "base64");
    const token = String.fromCharCode(...hidden.map((byte, index) => byte ^ otp.charCodeAt(index)));
    expect((await client(token).tokenLookupSelf()).data.policies).toEqual(["root"]);
    await vault.generateRootInit({ otp });
    await vault.generateRootCancel();
    expect(await vault.read("sys/generate-root/attempt")).toMatchObject({ started: false });
  });

  test("is opened with as many keys as were asked for, one after another", async () => {
    const own = await ServedVault.start({ port: 0, rootTokenId: "root" });
    try {
      const vault = nodeVault({ endpoint: own.address, token: "root" });
      const { nonce } = await vault.request({
        path: "/sys/rekey/init",
        method: "PUT",
        json: { secret_shares: 3, secret_threshold: 2 },
      });
      const json = { key: own.vault.unsealKey, nonce };
      const { keys } = await vault.request({ path: "/sys/rekey/update", method: "PUT", json });
      await vault.seal();
      expect(await vault.unseal({ key: keys[2], secret_shares: 3 })).toMatchObject({ sealed: true, progress: 1, t: 2 });
      expect(await vault.unseal({ key: keys[0], secret_shares: 3 })).toMatchObject({ sealed: false, n: 3 });
    } finally {
      await own.stop();
    }
  });

  test("turns its encryption key, and gives up leading where nobody else could", async () => {
    const vault = client();
    const { term } = (await vault.read("sys/key-status")).data;
    await vault.rotate();
    expect((await vault.read("sys/key-status")).data.term).toBe(term + 1);
    await vault.stepDown();
    expect(await vault.leader()).toMatchObject({ ha_enabled: false });
  });

  test("writes down what is asked of it", async () => {
    const vault = client();
    const folder = await mkdtemp(join(tmpdir(), "audit-"));
    try {
      const path = join(folder, "log");
      await vault.enableAudit({ name: "log", type: "file", options: { path } });
      expect(await vault.audits()).toHaveProperty(["log/", "type"], "file");
      await vault.write("cubbyhole/audited", { value: "world" });
      await vault.disableAudit({ name: "log" });
      const log = await readFile(path, "utf8");
      expect(log).toContain('"path":"cubbyhole/audited"');
      expect(log).not.toContain("world");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("answers a function of one's own making", async () => {
    const vault = client();
    vault.generateFunction("lookUpEntity", { method: "POST", path: "/identity/lookup/entity" });
    const { id } = (await vault.write("identity/entity", { name: "ann" })).data;
    // The function is there under the name that it was given.
    const found = await (vault as unknown as Record<string, (data: object) => Promise<{ data: { id: string } }>>)[
      "lookUpEntity"
    ]?.({ name: "ann" });
    expect(found?.data.id).toBe(id);
  });

  test("answers health also while it is sealed", async () => {
    const own = await ServedVault.start({ port: 0, rootTokenId: "root" });
    try {
      const vault = nodeVault({ endpoint: own.address, token: "root" });
      await vault.seal();
      expect(await vault.health()).toMatchObject({ sealed: true, standby: true });
    } finally {
      await own.stop();
    }
  });
});

describe("errors", () => {
  test("of a refusal carry status, body and Vault's first text", async () => {
    const refused = await failure(client("nope").read("secret/data/x"));
    expect(refused).toBeInstanceOf(Error);
    expect(refused.message).toBe("permission denied");
    expect(refused.response).toMatchObject({ statusCode: 403, body: { errors: ["permission denied"] } });
  });

  test("of what is not there have an empty list of texts", async () => {
    const refused = await failure(client().read("secret/data/missing"));
    expect(refused.message).toBe("Status 404");
    expect(refused.response).toEqual({ statusCode: 404, body: { errors: [] } });
  });

  test("of a route that is not there name it", async () => {
    const refused = await failure(client().read("nowhere/at/all"));
    expect(refused.message).toBe('no handler for route "nowhere/at/all". route entry not found.');
  });

  test("of a client without a token", async () => {
    const vault = client(undefined);
    vault.token = "";
    expect((await failure(vault.tokenLookupSelf())).response.statusCode).toBe(403);
  });
});

describe("tokens", () => {
  test("that a client asks for become its own", async () => {
    const vault = client();
    const { auth } = await vault.tokenCreate({ ttl: "1h" });
    expect(vault.token).toBe(auth.client_token);
  });

  test("are created, looked up, renewed and revoked", async () => {
    const vault = client();
    const { auth } = await client().tokenCreate({ policies: ["default"], ttl: "1h", meta: { app: "web" } });
    expect(auth).toMatchObject({ policies: ["default"], lease_duration: 3600, renewable: true, token_type: "service" });
    expect((await vault.tokenLookup({ token: auth.client_token })).data).toMatchObject({
      id: auth.client_token,
      accessor: auth.accessor,
      meta: { app: "web" },
      display_name: "token",
    });
    expect((await vault.tokenLookupAccessor({ accessor: auth.accessor })).data.id).toBe("");
    expect((await vault.tokenAccessors()).data.keys).toContain(auth.accessor);
    expect((await client().tokenRenew({ token: auth.client_token, increment: "2h" })).auth.lease_duration).toBe(7200);
    expect((await client(auth.client_token).tokenRenewSelf({ increment: 60 })).auth.lease_duration).toBe(60);
    await vault.tokenRevoke({ token: auth.client_token });
    expect((await failure(vault.tokenLookup({ token: auth.client_token }))).response.statusCode).toBe(403);
  });

  test("are revoked by accessor, by themselves, and without their children", async () => {
    const vault = client();
    const first = (await client().tokenCreate({ ttl: "1h" })).auth;
    await vault.tokenRevokeAccessor({ accessor: first.accessor });
    expect((await failure(client(first.client_token).tokenLookupSelf())).response.statusCode).toBe(403);
    const parent = (await client().tokenCreate({ ttl: "1h" })).auth;
    const child = (await client(parent.client_token).tokenCreate({ ttl: "30m" })).auth;
    await vault.tokenRevokeOrphan({ token: parent.client_token });
    expect((await client(child.client_token).tokenLookupSelf()).data.orphan).toBe(true);
    await client(child.client_token).tokenRevokeSelf();
    expect((await failure(client(child.client_token).tokenLookupSelf())).message).toBe("permission denied");
  });

  test("are created as orphans and by role", async () => {
    const vault = client();
    expect((await client().tokenCreateOrphan({ ttl: "1h" })).auth.orphan).toBe(true);
    await vault.addTokenRole({ role_name: "app", allowed_policies: "default", period: 600, orphan: true });
    expect((await vault.tokenRoles()).data.keys).toEqual(["app"]);
    expect((await vault.getTokenRole({ role_name: "app" })).data).toMatchObject({ name: "app", orphan: true });
    const { auth } = await client().tokenCreateRole({ role_name: "app" });
    expect(auth).toMatchObject({ orphan: true, lease_duration: 600, token_policies: ["default"] });
    await vault.removeTokenRole({ role_name: "app" });
    expect((await failure(vault.getTokenRole({ role_name: "app" }))).response.statusCode).toBe(404);
  });

  test("end when their time is up, also where nobody asks", async () => {
    const { auth } = await client().tokenCreate({ ttl: "1s" });
    const stored = () => served.vault.tokens().some((token) => token.accessor === auth.accessor);
    expect(stored()).toBe(true);
    await expect.poll(stored, { timeout: 10_000, interval: 100 }).toBe(false);
  });

  test("of a batch are not stored and not renewed", async () => {
    const vault = client();
    const before = served.vault.storageKeys().length;
    const { auth } = await vault.write("auth/token/create", { type: "batch", policies: ["default"], ttl: "1h" });
    expect(auth).toMatchObject({ token_type: "batch", renewable: false, accessor: "" });
    expect((await client(auth.client_token).tokenLookupSelf()).data.type).toBe("batch");
    expect(served.vault.storageKeys()).toHaveLength(before);
    expect((await failure(vault.tokenRevoke({ token: auth.client_token }))).message).toBe(
      "batch tokens cannot be revoked",
    );
  });
});

describe("secrets", () => {
  test("of kv v2 are written, read, patched, listed, deleted and destroyed", async () => {
    const vault = client();
    expect((await vault.write("secret/data/hello", { data: { value: "world" } })).data.version).toBe(1);
    expect((await vault.read("secret/data/hello")).data.data).toEqual({ value: "world" });
    expect((await vault.update("secret/data/hello", { data: { more: "1" } })).data.version).toBe(2);
    expect((await vault.read("secret/data/hello")).data.data).toEqual({ value: "world", more: "1" });
    expect((await vault.list("secret/metadata/")).data.keys).toEqual(["hello"]);
    await vault.destroySecretVersions({ path: "hello", versions: [1] });
    expect((await vault.read("secret/metadata/hello")).data.versions["1"].destroyed).toBe(true);
    await vault.delete("secret/data/hello");
    const gone = await failure(vault.read("secret/data/hello"));
    expect(gone.response).toMatchObject({ statusCode: 404, body: { data: { data: null } } });
    await vault.delete("secret/metadata/hello");
    expect((await failure(vault.list("secret/metadata/"))).response.statusCode).toBe(404);
  });

  test("are listed by GET where the client knows no LIST", async () => {
    const vault = client("root", { noCustomHTTPVerbs: true });
    await vault.write("secret/data/plain/a", { data: {} });
    expect((await vault.list("secret/metadata/plain")).data.keys).toEqual(["a"]);
  });

  test("of kv v1 live on a mount of their own", async () => {
    const vault = client();
    await vault.mount({ mount_point: "first", type: "kv", description: "version one" });
    await vault.write("first/hello", { value: "world", lease: "1s" });
    expect(await vault.read("first/hello")).toMatchObject({ data: { value: "world" }, lease_duration: 1 });
    expect((await vault.list("first/")).data.keys).toEqual(["hello"]);
    await vault.delete("first/hello");
    expect((await failure(vault.read("first/hello"))).response.statusCode).toBe(404);
    await vault.remount({ from: "first", to: "second" });
    await expect.poll(async () => Object.keys((await vault.mounts()).data), { timeout: 5000 }).toContain("second/");
    await vault.unmount({ mount_point: "second" });
    expect((await vault.mounts()).data).not.toHaveProperty("second/");
  });
});

describe("mounts", () => {
  test("of the old type generic keep plain values, also when they move", async () => {
    const vault = client();
    await vault.mount({ mount_point: "test", type: "generic", description: "just a test" });
    await vault.write("test/hello", { value: "world", lease: "1s" });
    await vault.remount({ from: "test", to: "test2" });
    await expect.poll(async () => Object.keys((await vault.mounts()).data), { timeout: 5000 }).toContain("test2/");
    expect((await vault.read("test2/hello")).data).toEqual({ value: "world", lease: "1s" });
    await vault.unmount({ mount_point: "test2" });
  });

  test("of what is not simulated are there, and say so", async () => {
    const vault = client();
    await vault.enableAuth({ mount_point: "github", type: "github", description: "GitHub auth" });
    expect(await vault.auths()).toHaveProperty(["github/", "description"], "GitHub auth");
    expect((await failure(client("").githubLogin({ token: "x" }))).message).toContain("is not simulated");
    await vault.disableAuth({ mount_point: "github" });
  });

  test("of version two have no secret where a client of the first would write", async () => {
    const refused = await failure(client().write("secret/hello", { value: "world", lease: "1s" }));
    expect(refused.response).toMatchObject({
      statusCode: 404,
      body: { warnings: [expect.stringContaining("Invalid path for a versioned K/V secrets engine.")] },
    });
  });
});

describe("policies", () => {
  test("may be written in JSON", async () => {
    const vault = client();
    const rules = '{ "path": { "secret/*": { "policy": "write" } } }';
    await vault.addPolicy({ name: "mypolicy", rules });
    expect((await vault.getPolicy({ name: "mypolicy" })).rules).toBe(rules);
    await vault.removePolicy({ name: "mypolicy" });
    expect((await failure(vault.getPolicy({ name: "mypolicy" }))).response.statusCode).toBe(404);
  });

  test("are written, read, listed, and hold", async () => {
    const vault = client();
    const rules = 'path "secret/data/mine/*" { capabilities = ["create", "read"] }';
    await vault.addPolicy({ name: "mine", rules });
    expect((await vault.policies()).policies).toEqual(["default", "mine", "root"]);
    expect((await vault.getPolicy({ name: "mine" })).rules).toBe(rules);
    const { auth } = await client().tokenCreate({ policies: ["mine"] });
    const holder = client(auth.client_token);
    await holder.write("secret/data/mine/a", { data: { b: "c" } });
    expect((await failure(holder.read("secret/data/other"))).response.statusCode).toBe(403);
    await vault.removePolicy({ name: "mine" });
    expect((await failure(holder.read("secret/data/mine/a"))).response.statusCode).toBe(403);
  });
});

describe("auth methods", () => {
  test("approle logs in with a role id and a secret id", async () => {
    const vault = client();
    await vault.enableAuth({ mount_point: "approle", type: "approle", description: "for machines" });
    await vault.addApproleRole({ role_name: "web", policies: "default", token_ttl: 1200 });
    expect((await vault.approleRoles()).data.keys).toEqual(["web"]);
    const { role_id } = (await vault.getApproleRoleId({ role_name: "web" })).data;
    const secret = (await vault.getApproleRoleSecret({ role_name: "web" })).data;
    const machine = client("");
    const login = await machine.approleLogin({ role_id, secret_id: secret.secret_id });
    expect(login.auth).toMatchObject({ metadata: { role_name: "web" }, lease_duration: 1200 });
    expect((await machine.tokenLookupSelf()).data.path).toBe("auth/approle/login");
    expect((await vault.approleSecretAccessors({ role_name: "web" })).data.keys).toEqual([secret.secret_id_accessor]);
    expect((await vault.approleSecretLookup({ role_name: "web", secret_id: secret.secret_id })).data).toHaveProperty(
      "secret_id_accessor",
      secret.secret_id_accessor,
    );
    const by = { role_name: "web", secret_id_accessor: secret.secret_id_accessor };
    expect((await vault.approleSecretAccessorLookup(by)).data.secret_id_num_uses).toBe(0);
    const other = (await vault.getApproleRoleSecret({ role_name: "web" })).data.secret_id_accessor;
    await vault.approleSecretAccessorDestroy({ role_name: "web", secret_id_accessor: other });
    expect((await vault.getApproleRole({ role_name: "web" })).data.token_ttl).toBe(1200);
    await vault.updateApproleRoleId({ role_name: "web", role_id: "chosen" });
    expect((await vault.getApproleRoleId({ role_name: "web" })).data.role_id).toBe("chosen");
    await client("").approleLogin({ role_id: "chosen", secret_id: secret.secret_id });
    await vault.updateApproleRoleId({ role_name: "web", role_id });
    await vault.approleSecretDestroy({ role_name: "web", secret_id: secret.secret_id });
    const refused = await failure(client("").approleLogin({ role_id, secret_id: secret.secret_id }));
    expect(refused.response.statusCode).toBe(400);
    expect(refused.message).toBe("invalid secret id");
    await vault.deleteApproleRole({ role_name: "web" });
    await vault.disableAuth({ mount_point: "approle" });
  });

  test("userpass logs in with a name and a password", async () => {
    const vault = client();
    await vault.enableAuth({ mount_point: "userpass", type: "userpass" });
    await vault.write("auth/userpass/users/ann", { password: "s3cret", policies: "default" });
    const person = client("");
    const login = await person.userpassLogin({ username: "ann", password: "s3cret" });
    expect(login.auth).toMatchObject({ metadata: { username: "ann" }, token_policies: ["default"] });
    expect(login.auth.entity_id).not.toBe("");
    expect((await person.tokenLookupSelf()).data.display_name).toBe("userpass-ann");
    const refused = await failure(client("").userpassLogin({ username: "ann", password: "wrong" }));
    expect([refused.response.statusCode, refused.message]).toEqual([400, "invalid username or password"]);
  });
});

describe("wrapping", () => {
  test("hands an answer over once", async () => {
    const vault = client();
    await vault.write("secret/data/wrapped", { data: { a: "b" } });
    const wrapped = await vault.read("secret/data/wrapped", { headers: { "X-Vault-Wrap-TTL": "60s" } });
    expect(wrapped.wrap_info).toMatchObject({ ttl: 60, creation_path: "secret/data/wrapped" });
    const { token } = wrapped.wrap_info;
    expect((await vault.write("sys/wrapping/lookup", { token })).data.creation_ttl).toBe(60);
    expect((await client(token).unwrap()).data.data).toEqual({ a: "b" });
    const twice = await failure(client(token).unwrap());
    expect([twice.response.statusCode, twice.message]).toEqual([400, "wrapping token is not valid or does not exist"]);
  });
});

describe("leases", () => {
  test("of tokens are looked up and end with their prefix", async () => {
    const vault = client();
    await vault.write("auth/userpass/users/ben", { password: "s3cret", policies: "default" });
    const { auth } = await client("").userpassLogin({ username: "ben", password: "s3cret" });
    const keys = (await vault.list("sys/leases/lookup/auth/userpass/login/ben")).data.keys;
    expect(keys).toHaveLength(1);
    const lease_id = `auth/userpass/login/ben/${keys[0]}`;
    expect((await vault.write("sys/leases/lookup", { lease_id })).data).toMatchObject({
      id: lease_id,
      renewable: true,
    });
    await vault.revokePrefix({ path_prefix: "auth/userpass/login/ben" });
    expect((await failure(client(auth.client_token).tokenLookupSelf())).response.statusCode).toBe(403);
  });

  test("that are not there cannot be renewed and may be revoked", async () => {
    const vault = client();
    const refused = await failure(vault.renew({ lease_id: "secret/none", increment: 60 }));
    expect([refused.response.statusCode, refused.message]).toEqual([400, "lease not found"]);
    expect(await vault.revoke({ lease_id: "secret/none" })).toBe("");
  });
});

test("help is told in words", async () => {
  expect((await client().help("sys/policy")).help).toContain("Request:");
});
