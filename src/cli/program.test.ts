import { describe, expect, it } from "vitest";
import { fakeProgramIo, type FakeWorld } from "./fake-program-io.ts";
import { runVault } from "./index.ts";

interface Case {
  readonly rule: string;
  readonly line: string[];
  readonly world?: FakeWorld;
  readonly exit: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

const refused = (...errors: string[]): { status: number; body: string } => ({
  status: 403,
  body: JSON.stringify({ errors }),
});
const created = JSON.stringify({
  request_id: "r",
  auth: {
    client_token: "hvs.x",
    accessor: "acc",
    policies: ["a", "default"],
    token_policies: ["a", "default"],
    metadata: { team: "web" },
    lease_duration: 5400,
    renewable: true,
  },
  warnings: ['Policy "a" does not exist'],
});
const table = `Key                  Value
---                  -----
token                hvs.x
token_accessor       acc
token_duration       1h30m
token_renewable      true
token_policies       ["a" "default"]
identity_policies    []
policies             ["a" "default"]
token_meta_team      web
`;
const warning = 'WARNING! The following warnings were returned from Vault:\n\n  * Policy "a" does not exist\n\n';
const kv1 = JSON.stringify({ request_id: "r", data: { path: "one/", options: { version: "1" } } });
const kv2 = JSON.stringify({ request_id: "r", data: { path: "secret/", options: { version: "2" } } });

const cases: readonly Case[] = [
  {
    rule: "an answer is a table, its warnings on standard error",
    line: ["token", "create", "-policy=a"],
    world: { answers: { "POST auth/token/create": created } },
    exit: 0,
    stdout: table,
    stderr: warning,
  },
  {
    rule: "on a terminal warnings are yellow and the table is closed",
    line: ["token", "create"],
    world: { terminal: true, answers: { "POST auth/token/create": created } },
    exit: 0,
    stdout: `\u001b[0m${table.trimEnd()}\u001b[0m\n`,
    stderr:
      '\u001b[93mWARNING! The following warnings were returned from Vault:\n\u001b[0m\n\u001b[93m  * Policy "a" does not exist\u001b[0m\n\u001b[93m\u001b[0m\n',
  },
  {
    rule: "one field has no newline after it",
    line: ["token", "create", "-field=token"],
    world: { answers: { "POST auth/token/create": created } },
    exit: 0,
    stdout: "hvs.x",
    stderr: "",
  },
  {
    rule: "one field has a newline after it on a terminal",
    line: ["token", "create", "-field=token_duration"],
    world: { terminal: true, answers: { "POST auth/token/create": created } },
    exit: 0,
    stdout: "\u001b[0m5400\u001b[0m\n",
  },
  {
    rule: "a field that is not there is an error of 1",
    line: ["token", "create", "-field=nope"],
    world: { answers: { "POST auth/token/create": created } },
    exit: 1,
    stderr: 'Field "nope" not present in secret\n',
  },
  {
    rule: "a refusal names the URL and the code, and exits with 2",
    line: ["token", "lookup"],
    world: { answers: { "GET auth/token/lookup-self": refused("permission denied") } },
    exit: 2,
    stdout: "",
    stderr:
      "Error looking up token: Error making API request.\n\nURL: GET http://127.0.0.1:8200/v1/auth/token/lookup-self\nCode: 403. Errors:\n\n* permission denied\n",
  },
  {
    rule: "a refusal that is no JSON is shown raw",
    line: ["token", "lookup"],
    world: { answers: { "GET auth/token/lookup-self": { status: 502, body: "<html>" } } },
    exit: 2,
    stderr:
      "Error looking up token: Error making API request.\n\nURL: GET http://127.0.0.1:8200/v1/auth/token/lookup-self\nCode: 502. Raw Message:\n\n<html>\n",
  },
  {
    rule: "flags after an argument are not read, and that is said",
    line: ["token", "lookup", "tok", "-accessor"],
    exit: 1,
    stderr:
      "Command flags must be provided before positional arguments. The following arguments will not be parsed as flags: [-accessor]\nToo many arguments (expected 0-1, got 2)\n",
  },
  {
    rule: "an unknown flag is an error of 1",
    line: ["token", "lookup", "-bogus"],
    exit: 1,
    stderr: "flag provided but not defined: -bogus\n",
  },
  {
    rule: "a flag without its value is an error of 1",
    line: ["token", "create", "-ttl"],
    exit: 1,
    stderr: "flag needs an argument: -ttl\n",
  },
  {
    rule: "a wrong boolean is told in Go's words",
    line: ["token", "create", "-orphan=maybe"],
    exit: 1,
    stderr: 'invalid boolean value "maybe" for -orphan: strconv.ParseBool: parsing "maybe": invalid syntax\n',
  },
  {
    rule: "a wrong duration is told in Go's words",
    line: ["token", "create", "-ttl", "abc"],
    exit: 1,
    stderr: 'invalid value "abc" for flag -ttl: time: invalid duration "abc"\n',
  },
  {
    rule: "an unknown format is refused before anything else",
    line: ["nope", "-format=xml"],
    exit: 1,
    stderr: "Invalid output format: xml\n",
  },
  {
    rule: "raw is for read alone",
    line: ["list", "-format=raw", "a"],
    exit: 1,
    stderr: "This command does not support the -format=raw option.\n",
  },
  {
    rule: "nothing to list is an empty object in JSON",
    line: ["list", "-format=json", "a"],
    exit: 2,
    stdout: "{}\n",
    stderr: "",
  },
  { rule: "nothing to list is said in a table", line: ["list", "a/"], exit: 2, stderr: "No value found at a\n" },
  {
    rule: "numbers are printed as the server wrote them",
    line: ["read", "k/a"],
    world: {
      answers: {
        "GET k/a":
          '{"lease_duration":2764800,"data":{"f":1.50,"big":12345678901234567890,"ttl":90,"e":"","m":{"b":[1,null]}}}',
      },
    },
    exit: 0,
    stdout:
      "Key                 Value\n---                 -----\nrefresh_interval    768h\nbig                 12345678901234567890\ne                   n/a\nf                   1.50\nm                   map[b:[1 <nil>]]\nttl                 1m30s\n",
  },
  {
    rule: "a body without a secret's fields is the data",
    line: ["read", "-field=type", "sys/seal-status"],
    world: { answers: { "GET sys/seal-status": '{"type":"shamir"}' } },
    exit: 0,
    stdout: "shamir",
  },
  { rule: "a write needs data or -force", line: ["write", "a"], exit: 1, stderr: "Must supply data or use -force\n" },
  {
    rule: "a missing file is told with the word it was typed in",
    line: ["write", "a", "x=@nofile"],
    exit: 1,
    stderr:
      'Failed to parse K=V data: invalid key/value pair "x=@nofile": error reading file: open nofile: no such file or directory\n',
  },
  {
    rule: "a version 1 engine has no metadata",
    line: ["kv", "metadata", "get", "one/a"],
    world: { answers: { "GET sys/internal/ui/mounts/one/a": kv1 } },
    exit: 1,
    stderr: "Metadata not supported on KV Version 1\n",
  },
  {
    rule: "the curl command is shown and nothing is sent",
    line: ["token", "revoke", "-output-curl-string", "-accessor", "abc"],
    exit: 0,
    stdout:
      'curl -X POST -H "X-Vault-Request: true" -H "X-Vault-Token: $(vault print token)" -d \'{"accessor":"abc"}\' http://127.0.0.1:8200/v1/auth/token/revoke-accessor\n',
  },
  {
    rule: "the policy is of the real path of a kv key",
    line: ["kv", "put", "-output-policy", "secret/y", "a=b"],
    world: { answers: { "GET sys/internal/ui/mounts/secret/y": kv2 } },
    exit: 0,
    stdout: 'path "secret/data/y" {\n  capabilities = ["create", "update"]\n}\n',
  },
  {
    rule: "an address without a scheme is refused",
    line: ["token", "lookup"],
    world: { env: { VAULT_ADDR: "127.0.0.1:8200" } },
    exit: 2,
    stderr: 'failed to create client: parse "127.0.0.1:8200": first path segment in URL cannot contain colon\n',
  },
  {
    rule: "a host's name alone reads as a scheme",
    line: ["token", "lookup"],
    world: { env: { VAULT_ADDR: "localhost:8200" } },
    exit: 2,
    stderr:
      'Error looking up token: Get "localhost:///v1/auth/token/lookup-self": unsupported protocol scheme "localhost"\n',
  },
  {
    rule: "a command that is not simulated says so",
    line: ["agent", "-config=a.hcl"],
    exit: 1,
    stderr: '"vault agent" is not simulated; see docs/coverage.md.\n',
  },
];

describe("runVault", () => {
  it.each(cases)("$rule", async ({ line, world, exit, stdout, stderr }) => {
    const fake = fakeProgramIo(line, world);
    expect(await runVault(fake.io)).toBe(exit);
    if (stdout !== undefined) expect(fake.stdout).toBe(stdout);
    if (stderr !== undefined) expect(fake.stderr).toBe(stderr);
  });

  it("sends flags as the API takes them", async () => {
    const fake = fakeProgramIo([
      "token",
      "create",
      "--ttl",
      "90m",
      "-use-limit=3",
      "-metadata=a=b=c",
      "-orphan",
      "-policy=x",
      "-policy",
      "y",
    ]);
    await runVault(fake.io);
    expect(fake.requests[0]).toMatchObject({
      method: "POST",
      path: "auth/token/create",
      body: '{"policies":["x","y"],"meta":{"a":"b=c"},"ttl":"1h30m0s","explicit_max_ttl":"0s","period":"0s","no_parent":true,"display_name":"","num_uses":3,"renewable":true,"type":"service","entity_alias":""}',
    });
    expect(fake.requests[0]?.headers).toMatchObject({ "x-vault-request": "true", "x-vault-token": "tok" });
  });

  it("a batch token is never asked for as renewable", async () => {
    const fake = fakeProgramIo(["token", "create", "-type=batch"]);
    await runVault(fake.io);
    expect(JSON.parse(fake.requests[0]?.body ?? "")).toMatchObject({ type: "batch", renewable: false });
  });

  it("a key given twice becomes a list, and JSON from standard input keeps its numbers", async () => {
    const fake = fakeProgramIo(["write", "k/a", "-", "v=1", "v=2"], { stdin: '{"n":1.50}' });
    await runVault(fake.io);
    expect(fake.requests[0]?.body).toBe('{"n":1.50,"v":["1","2"]}');
  });

  it("help is on standard output with 0, and a group alone prints it on standard error with 1", async () => {
    const asked = fakeProgramIo(["token", "create", "-h"]);
    expect(await runVault(asked.io)).toBe(0);
    expect(asked.stdout).toMatch(
      /^Usage: vault token create \[options\]\n[^]*HTTP Options:[^]*Output Options:[^]*Command Options:/,
    );
    const alone = fakeProgramIo(["token"]);
    expect(await runVault(alone.io)).toBe(1);
    expect(alone.stderr).toMatch(
      /^Usage: vault token <subcommand> \[options\] \[args\]\n[^]*\n {4}create {10}Create a new token\n/,
    );
    const unknown = fakeProgramIo(["nope"]);
    expect(await runVault(unknown.io)).toBe(127);
    expect(unknown.stderr).toMatch(/^Usage: vault <command> \[args\]\n\nCommon commands:\n {4}read {8}Read/);
  });
});
