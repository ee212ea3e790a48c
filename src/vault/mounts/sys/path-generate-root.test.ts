import { expect, test } from "vitest";
import { decodeBase64, formatGoValue, type Json } from "../../../lib/index.ts";
import { AuditedVault } from "../../testing/audit-log.ts";
import { OpenVault } from "../../testing/open-vault.ts";

const OTP = "abcdefghijklmnopqrstuvwxyz12";

class Attempt extends OpenVault {
  /** Status and body, asked without a token. */
  ask(
    method: string,
    path: string,
    data?: Readonly<Record<string, Json>>,
  ): readonly [number, Readonly<Record<string, Json>>] {
    const body = data === undefined ? "" : JSON.stringify(data);
    const answer = this.server.handleHttp({ method, url: `/v1/sys/generate-root/${path}`, headers: {}, body });
    return [answer.status, answer.body === "" ? {} : JSON.parse(answer.body)];
  }

  begin(): string {
    return formatGoValue(this.ask("PUT", "attempt", { otp: OTP })[1]["nonce"] ?? "");
  }
}

test("whoever holds the unseal key gets a root token, hidden with the password", () => {
  const vault = new Attempt();
  const nonce = vault.begin();
  expect(vault.ask("GET", "attempt")[1]).toMatchObject({ nonce, started: true, progress: 0, required: 1, otp: "" });
  const [status, done] = vault.ask("PUT", "update", { key: vault.server.unsealKey, nonce });
  expect([status, done["complete"], done["progress"], done["otp_length"]]).toEqual([200, true, 1, 0]);
  const hidden = decodeBase64(`${formatGoValue(done["encoded_token"] ?? "")}==`) ?? new Uint8Array();
  const token = String.fromCharCode(...hidden.map((byte, index) => byte ^ OTP.charCodeAt(index)));
  expect(vault.lookup(token)).toMatchObject({ policies: ["root"], path: "auth/token/root", orphan: true });
  expect(vault.works(vault.root)).toBe(true);
  expect(vault.ask("GET", "attempt")[1]).toMatchObject({ nonce: "", started: false });
});

test("a password is drawn where none is given, and shown once", () => {
  const vault = new Attempt();
  expect(vault.ask("PUT", "attempt")[1]["otp"]).toMatch(/^[A-Za-z0-9]{28}$/);
  expect(vault.ask("GET", "attempt")[1]["otp"]).toBe("");
  expect(vault.ask("PUT", "attempt")).toEqual([400, { errors: ["root generation already in progress"] }]);
  expect(vault.ask("DELETE", "attempt")[0]).toBe(204);
  expect(vault.ask("GET", "attempt")[1]["started"]).toBe(false);
});

test.each([
  [undefined, "EOF"],
  [{ nonce: "x" }, "'key' must be specified in request body as JSON"],
  [{ key: "zz" }, "'key' must be a valid hex or base64 string"],
  [{ key: "AAAA" }, "invalid key: key is shorter than minimum 16 bytes"],
])("a share that is none is refused: %o", (data, problem) => {
  const vault = new Attempt();
  vault.begin();
  expect(vault.ask("PUT", "update", data)).toEqual([400, { errors: [problem] }]);
});

test("a share for another attempt, or of another server, ends nothing", () => {
  const vault = new Attempt();
  const key = vault.server.unsealKey;
  expect(vault.ask("PUT", "update", { key })).toEqual([400, { errors: ["no root generation in progress"] }]);
  const nonce = vault.begin();
  expect(vault.ask("PUT", "update", { key, nonce: "bad" })[1]).toEqual({
    errors: [`incorrect nonce supplied; nonce for this root generation operation is "${nonce}"`],
  });
  const other = new OpenVault({}, "another").server.unsealKey;
  expect(JSON.stringify(vault.ask("PUT", "update", { key: other, nonce })[1])).toContain(
    "root generation aborted: unable to authenticate: unable to retrieve stored keys: invalid key",
  );
  expect(vault.ask("GET", "attempt")[1]["nonce"]).toBe(nonce);
  expect(vault.ask("PUT", "attempt", { otp: "short" })).toEqual([400, { errors: ["OTP string is wrong length"] }]);
});

test("an attempt is part of a snapshot", () => {
  const vault = new Attempt();
  const before = vault.server.snapshot();
  const hash = vault.server.stateHash();
  const nonce = vault.begin();
  const during = vault.server.snapshot();
  vault.server.restore(before);
  expect(vault.server.stateHash()).toBe(hash);
  expect(vault.ask("GET", "attempt")[1]["started"]).toBe(false);
  vault.server.restore(during);
  expect(vault.ask("GET", "attempt")[1]["nonce"]).toBe(nonce);
});

test("the audit log hears of it: the body as it was sent, the answer with its headers, and no mount", () => {
  const log = new AuditedVault();
  log.enable("file");
  const put = (path: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
    log.vault.server.handleHttp({ method: "PUT", url: `/v1/sys/generate-root/${path}`, headers, body });
  const [asked, answered] = log.recordsOf(() => put("attempt", ""));
  expect(asked).toMatchObject({ type: "request", auth: { token_type: "default" } });
  expect(Object.keys(asked?.request ?? {})).toEqual([
    "id",
    "operation",
    "namespace",
    "path",
    "remote_address",
    "remote_port",
  ]);
  expect(answered?.response?.data).toMatchObject({ started: true, otp_length: log.hash("28") });
  expect(answered?.response?.headers).toHaveProperty("Cache-Control", ["no-store"]);
  const [, refused] = log.recordsOf(() => put("update", '{"key":"abc"}'));
  expect(refused).toMatchObject({
    request: { path: "sys/generate-root/update", data: { key: log.hash("abc") } },
    response: { data: { errors: [log.hash("'key' must be a valid hex or base64 string")] } },
  });
  const ofForm = { "content-type": "application/x-www-form-urlencoded" };
  for (const [body, headers, data, problem] of [
    ['{"Key":5}', {}, { Key: log.hash("5") }, /cannot unmarshal number into Go struct field .*\.Key of type string/],
    ["x=y", ofForm, { x: log.hash("y") }, /^failed to parse JSON input: invalid character 'x'/],
    ["", {}, undefined, /^EOF$/],
  ] as const) {
    let answer = "";
    const [, response] = log.recordsOf(() => (answer = put("update", body, headers).body));
    expect(JSON.parse(answer)).toEqual({ errors: [expect.stringMatching(problem)] });
    expect(response?.request?.data).toEqual(data);
  }
  expect(log.recordsOf(() => put("update", "x"))).toEqual([]);
});
