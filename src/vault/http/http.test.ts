import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../lib/index.ts";
import { OpenVault } from "../testing/open-vault.ts";

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function send(vault: OpenVault, path: string, sent: Sent = {}): HttpAnswer {
  const headers = { "x-vault-token": vault.root, ...sent.headers };
  return vault.server.handleHttp({
    method: sent.method ?? "GET",
    url: `http://vault:8200${path}`,
    headers,
    body: sent.body ?? "",
  });
}

const create = "/v1/auth/token/create";

describe("the body of an answer", () => {
  test("has its members in Vault's order and ends in a newline", () => {
    const { body } = send(new OpenVault(), create, {
      method: "POST",
      body: '{"ttl":"1h","policies":["b","a"],"meta":{"z":"1","a":"2"}}',
    });
    expect(Object.keys(JSON.parse(body))).toEqual([
      "request_id",
      "lease_id",
      "renewable",
      "lease_duration",
      "data",
      "wrap_info",
      "warnings",
      "auth",
    ]);
    expect(Object.keys(JSON.parse(body).auth)).toEqual([
      "client_token",
      "accessor",
      "policies",
      "token_policies",
      "metadata",
      "lease_duration",
      "renewable",
      "entity_id",
      "token_type",
      "orphan",
      "mfa_requirement",
      "num_uses",
    ]);
    expect(body).toContain('"metadata":{"a":"2","z":"1"}');
    expect(body.endsWith("}\n")).toBe(true);
  });

  test("an answer has the headers of a real server", () => {
    expect(send(new OpenVault(), "/v1/auth/token/lookup-self").headers).toEqual({
      "Cache-Control": "no-store",
      "Content-Type": "application/json",
      "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    });
  });

  test("a wrapped answer says where it is and nothing else", () => {
    const { body } = send(new OpenVault(), create, { method: "POST", headers: { "x-vault-wrap-ttl": "60" } });
    const answer = JSON.parse(body);
    expect(answer).toMatchObject({
      request_id: "",
      auth: null,
      data: null,
      wrap_info: { ttl: 60, creation_path: "auth/token/create" },
    });
    expect(Object.keys(answer.wrap_info)).toEqual([
      "token",
      "accessor",
      "ttl",
      "creation_time",
      "creation_path",
      "wrapped_accessor",
    ]);
  });
});

describe("methods and paths", () => {
  test.each([
    ["LIST", "/v1/auth/token/accessors"],
    ["LIST", "/v1/auth/token/accessors/"],
    ["GET", "/v1/auth/token/accessors?list=true"],
  ])("%s %s lists", (method, path) => {
    expect(JSON.parse(send(new OpenVault(), path, { method }).body).data.keys).toHaveLength(1);
  });

  test.each([
    ["GET", "/v1/nope", "", 404, 'no handler for route "nope". route entry not found.'],
    ["GET", "/elsewhere", "", 404, undefined],
    ["GET", "/v1/auth/token/none-such", "", 404, "1 error occurred:\n\t* unsupported path\n\n"],
    ["DELETE", create, "", 405, "1 error occurred:\n\t* unsupported operation\n\n"],
    ["BREW", create, "", 405, undefined],
    ["POST", create, "{bad", 400, "error parsing JSON"],
    ["POST", create, "[]", 400, "error parsing JSON"],
    ["POST", create, '{"ttl":"xx"}', 400, 'time: invalid duration "xx"'],
    ["POST", `${create}/`, "{}", 400, "cannot write to a path ending in '/'"],
    ["GET", "/v1/auth/token/accessors?list=perhaps", "", 400, undefined],
    ["PATCH", create, "{}", 400, "mime: no media type"],
  ])("%s %s %s answers %i", (method, path, body, status, error) => {
    const answer = send(new OpenVault(), path, { method, body });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ errors: error === undefined ? [] : [error] });
  });

  test("a write with nothing to say answers 204 and an empty body", () => {
    const answer = send(new OpenVault(), "/v1/auth/token/revoke", { method: "POST", body: '{"token":"nope"}' });
    expect([answer.status, answer.body]).toEqual([204, ""]);
  });

  test("what follows a body's first value is left", () => {
    const { status, body } = send(new OpenVault(), create, { method: "POST", body: '{"ttl":"1h"} and {' });
    expect([status, JSON.parse(body).auth.lease_duration]).toEqual([200, 3600]);
  });

  test("what is not known is passed over, with a warning", () => {
    const { body } = send(new OpenVault(), create, { method: "POST", body: '{"zeta":1,"alpha":2,"ttl":"1h"}' });
    expect(JSON.parse(body).warnings).toEqual(["Endpoint ignored these unrecognized parameters: [alpha zeta]"]);
  });
});

describe("the token", () => {
  const bare = (headers: Readonly<Record<string, string>>): HttpAnswer => {
    const vault = new OpenVault({ rootTokenId: "root" });
    return vault.server.handleHttp({ method: "GET", url: "/v1/auth/token/lookup-self", headers, body: "" });
  };

  test.each([[{ "x-vault-token": "root" }], [{ authorization: "Bearer root" }], [{ authorization: "Bearer  root " }]])(
    "%o is taken",
    (headers) => {
      expect(bare(headers).status).toBe(200);
    },
  );

  test.each([[{}], [{ "x-vault-token": "nope" }], [{ authorization: "Basic root" }]])("%o is refused", (headers) => {
    const answer = bare(headers);
    expect([answer.status, answer.body]).toEqual([403, '{"errors":["permission denied"]}\n']);
  });

  test("what is answered below the core takes no list and no patch", () => {
    const { server } = new OpenVault();
    const status = (method: string, url: string): number =>
      server.handleHttp({ method, url, headers: {}, body: "" }).status;
    expect(status("GET", "/v1/sys/init?list=true")).toBe(200);
    expect(["LIST", "PATCH", "OPTIONS"].map((method) => status(method, "/v1/sys/init"))).toEqual([405, 405, 405]);
  });

  test("a wrapped listing of nothing is an unsupported path, in plain words", () => {
    const { server, root } = new OpenVault();
    const headers = { "x-vault-token": root, "x-vault-wrap-ttl": "60" };
    const answer = server.handleHttp({ method: "LIST", url: "/v1/cubbyhole", headers, body: "" });
    expect([answer.status, answer.body]).toEqual([404, '{"errors":["unsupported path"]}\n']);
  });

  test("a write to the bare name of a mount is judged as one to its root", () => {
    const vault = new OpenVault();
    const token = vault.create({ policies: ["default"] });
    expect(vault.refusal("update", "cubbyhole", { a: "b" }, token)).toContain("missing path");
    expect(vault.refusal("read", "cubbyhole", {}, token)).toContain("permission denied");
  });

  test("a namespace is named again in the answer, and changes nothing", () => {
    const { status, headers } = bare({ "x-vault-token": "root", "x-vault-namespace": "team" });
    expect([status, headers["X-Vault-Namespace"]]).toEqual([200, "team"]);
    expect(bare({ "x-vault-namespace": "team" }).headers).toHaveProperty("X-Vault-Namespace", "team");
    expect(bare({ "x-vault-token": "root" }).headers).not.toHaveProperty("X-Vault-Namespace");
  });
});

describe("a path that is not plain", () => {
  const location = (method: string, path: string): unknown => {
    const { status, headers, body } = send(new OpenVault(), path, { method });
    return [status, headers["Location"], headers["Content-Type"], body];
  };
  const html = "text/html; charset=utf-8";

  test.each([
    ["/", 307, "/ui/", "Temporary Redirect"],
    ["/v1/sys", 301, "/v1/sys/", "Moved Permanently"],
    ["/v1/sys?a=b", 301, "/v1/sys/?a=b", "Moved Permanently"],
    ["/v1//sys/health", 301, "/v1/sys/health", "Moved Permanently"],
    ["/v1/secret/../sys/mounts", 301, "/v1/sys/mounts", "Moved Permanently"],
    ["/v1/secret/./data//a/?list=true", 301, "/v1/secret/data/a/?list=true", "Moved Permanently"],
  ])("%s leads, with %d, to %s", (path, status, target, reason) => {
    expect(location("GET", path)).toEqual([status, target, html, `<a href="${target}">${reason}</a>.\n\n`]);
  });

  test("says so without a page to who writes", () => {
    expect(location("POST", "/v1//sys/mounts")).toEqual([301, "/v1/sys/mounts", undefined, ""]);
  });
});

test("a wrapping token of another format is not made, and nothing else either", () => {
  const vault = new OpenVault();
  const headers = { "x-vault-wrap-ttl": "60", "x-vault-wrap-format": "jwt" };
  const before = vault.server.storageKeys().length;
  const answer = send(vault, create, { method: "POST", headers });
  expect([answer.status, answer.body]).toEqual([400, expect.stringContaining("not simulated")]);
  expect(vault.server.storageKeys()).toHaveLength(before);
});

test("how a server is can be asked for and nothing else, whatever is sent", () => {
  const post = (name: string) => send(new OpenVault(), `/v1/sys/${name}`, { method: "POST", body: "x" }).status;
  expect(["health", "leader", "seal-status", "seal-backend-status"].map(post)).toEqual([405, 405, 405, 405]);
});
