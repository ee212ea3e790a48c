import { expect, test } from "vitest";
import { fakeProgramIo, type FakeWorld } from "../fake-program-io.ts";
import { runVault } from "../index.ts";

async function run(line: readonly string[], world: FakeWorld) {
  const fake = fakeProgramIo(line, world);
  const exitCode = await runVault(fake.io);
  return { exitCode, stdout: fake.stdout, stderr: fake.stderr, asked: fake.requests.map(({ path }) => path) };
}

test("an empty address is one that was not given", async () => {
  const { stderr } = await run(["token", "lookup", "-address="], {});
  expect(stderr).toContain("URL: GET http://127.0.0.1:8200/v1/auth/token/lookup-self");
});

test.each([
  ["http://a<b:8200", 'Get "http://a<b:8200/v1/auth/token/lookup-self": dial tcp: lookup a<b: no such host'],
  ["http://a:b:8200", 'Get "http://a:b:8200/v1/auth/token/lookup-self": dial tcp: lookup a:b: no such host'],
  ["http://u:p@a<b", 'Get "http://u:***@a<b/v1/auth/token/lookup-self": dial tcp: lookup a<b: no such host'],
  ["http://a%41:8200", 'parse "http://a%41:8200": invalid URL escape "%41"'],
  ["http://a%:8200", 'parse "http://a%:8200": invalid URL escape "%:8"'],
  ["http://[::1:8200", `parse "http://[::1:8200": missing ']' in host`],
  ["http://[::1]x:8200", 'parse "http://[::1]x:8200": invalid port "x:8200" after host'],
  ["http://u^:p@127.0.0.1:8200", 'parse "http://u^:p@127.0.0.1:8200": net/url: invalid userinfo'],
  ["http://a|b", 'parse "http://a|b": invalid character "|" in host name'],
  ["http://a\\b", 'parse "http://a\\\\b": invalid character "\\\\" in host name'],
])("the address %s is refused as Go refuses it", async (VAULT_ADDR, words) => {
  expect((await run(["token", "lookup"], { env: { VAULT_ADDR } })).stderr.trimEnd().endsWith(words)).toBe(true);
});

test("who stands in the address asks as Basic, unless a header says otherwise", async () => {
  const env = { VAULT_ADDR: "http://u:p%20q@127.0.0.1:8200" };
  const sentBy = async (...line: string[]) => {
    const fake = fakeProgramIo(line, { env });
    await runVault(fake.io);
    return [fake.requests[0]?.headers["authorization"], fake.stderr.split("\n")[2]];
  };
  expect(await sentBy("token", "lookup")).toEqual([
    `Basic ${btoa("u:p q")}`,
    "URL: GET http://u:p%20q@127.0.0.1:8200/v1/auth/token/lookup-self",
  ]);
  expect((await sentBy("read", "-header=Authorization=Bearer x", "a"))[0]).toBe("Bearer x");
});

test("an empty token has the capabilities of one's own", async () => {
  const answers = { "POST sys/capabilities-self": JSON.stringify({ data: { "a/b": ["read"] } }) };
  expect(await run(["token", "capabilities", "", "a/b"], { answers })).toMatchObject({ exitCode: 0, stdout: "read\n" });
});

test.each([
  ["5", 0],
  ["1.5:2", 0],
  ["5:-1x", 0],
  ["inf", 0],
  ["nan", 0],
  ["0x1p3", 0],
  ["1_000", 0],
  ["5.", 0],
  ["0x10", 2],
  ["1e400", 2],
  ["1 ", 2],
  ["5:", 2],
  ["fast", 2],
  ["5:fast", 2],
])("VAULT_RATE_LIMIT %s is a rate or ends the command with %d", async (VAULT_RATE_LIMIT, exitCode) => {
  const answers = { "GET auth/token/lookup-self": JSON.stringify({ data: { ttl: 0 } }) };
  const result = await run(["token", "lookup"], { env: { VAULT_RATE_LIMIT }, answers });
  expect(result.exitCode).toBe(exitCode);
  if (exitCode !== 0) {
    expect(result.stderr).toBe("failed to read environment: VAULT_RATE_LIMIT was provided but incorrectly formatted\n");
  }
});

test("a server that listens on a file is not there, and its address is a local one", async () => {
  const env = { VAULT_ADDR: "unix:///tmp/vault.sock" };
  expect(await run(["token", "lookup"], { env })).toMatchObject({
    exitCode: 2,
    stderr:
      'Error looking up token: Get "http://localhost/v1/auth/token/lookup-self": dial unix /tmp/vault.sock: connect: no such file or directory\n',
  });
  expect((await run(["status", "-output-curl-string"], { env })).stdout).toContain(
    " http://localhost/v1/sys/seal-status\n",
  );
});

test("headers are shown as Go writes them", async () => {
  const { stdout } = await run(["read", "-output-curl-string", "-wrap-ttl=60", "-header=a=b", "x"], {});
  expect(stdout).toBe(
    'curl -H "X-Vault-Request: true" -H "A: b" -H "X-Vault-Token: $(vault print token)" -H "X-Vault-Wrap-Ttl: 1m0s" http://127.0.0.1:8200/v1/x\n',
  );
});

test("VAULT_WRAP_TTL wraps the look at a mount too, which then says nothing of versions", async () => {
  const answers = {
    "GET sys/internal/ui/mounts/secret/a": JSON.stringify({ wrap_info: { token: "w", ttl: 60 } }),
    "GET secret/a": JSON.stringify({ wrap_info: { token: "w", ttl: 60 } }),
  };
  const { asked } = await run(["kv", "get", "secret/a"], { env: { VAULT_WRAP_TTL: "60" }, answers });
  expect(asked).toEqual(["sys/internal/ui/mounts/secret/a", "secret/a"]);
});

test("a policy's file that is not there cannot be opened", async () => {
  expect(await run(["policy", "write", "p", "missing.hcl"], {})).toMatchObject({
    exitCode: 2,
    stderr: "Error opening policy file: open missing.hcl: no such file or directory\n",
  });
});

test("a header that HTTP does not have is refused before it is sent, in Go's words", async () => {
  const bad = await run(["token", "lookup"], { env: { VAULT_NAMESPACE: "a\nb" } });
  expect(bad.stderr).toContain('net/http: invalid header field value for "X-Vault-Namespace"');
  const named = await run(["token", "lookup", "-header=X Y=z"], {});
  expect(named.stderr).toContain('net/http: invalid header field name "X Y"');
  expect([...bad.asked, ...named.asked]).toEqual([]);
});
