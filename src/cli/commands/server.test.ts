import { expect, test } from "vitest";
import { fakeProgramIo, type FakeWorld } from "../fake-program-io.ts";
import { runVault } from "../index.ts";

async function run(line: string, world: FakeWorld = {}) {
  const fake = fakeProgramIo(["server", ...line.split(" ").filter((word) => word !== "")], { machine: true, ...world });
  const exitCode = await runVault(fake.io);
  const { stdout, stderr, started, files } = fake;
  return { exitCode, stdout, stderr, started, files };
}

const plain = {
  host: "127.0.0.1",
  port: 8200,
  rootTokenId: undefined,
  kvVersion: "2",
  leasedKv: false,
  storageType: "inmem",
};

test("a dev server prints what it was started with, where it is, and its root token, and runs until Ctrl-C", async () => {
  const { exitCode, stdout, stderr, started, files } = await run("-dev -dev-root-token-id=root", {
    env: { HOME: "/home/student", VAULT_TOKEN: "" },
  });
  expect(stdout).toBe(`==> Vault server configuration:

Administrative Namespace: 
             Api Address: http://127.0.0.1:8200
                     Cgo: disabled
         Cluster Address: https://127.0.0.1:8201
   Environment Variables: GODEBUG, HOME, VAULT_ADDR, VAULT_TOKEN
              Go Version: go1.21.1
              Listener 1: tcp (addr: "127.0.0.1:8200", cluster address: "127.0.0.1:8201", max_request_duration: "1m30s", max_request_size: "33554432", tls: "disabled")
               Log Level: 
                   Mlock: supported: true, enabled: false
           Recovery Mode: false
                 Storage: inmem
                 Version: Vault v1.16.0-beta1

==> Vault server started! Log data will stream in below:

WARNING! dev mode is enabled! In this mode, Vault runs entirely in-memory
and starts unsealed with a single unseal key. The root token is already
authenticated to the CLI, so you can immediately begin using Vault.

You may need to set the following environment variables:

    $ export VAULT_ADDR='http://127.0.0.1:8200'

The unseal key and root token are displayed below in case you want to
seal/unseal the Vault or re-authenticate.

Unseal Key: a2V5
Root Token: root

Development mode should NOT be used in production installations!

==> Vault shutdown triggered
`);
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(started).toEqual([{ ...plain, rootTokenId: "root" }]);
  expect(files.get("/home/student/.vault-token")).toBe("root");
});

test("on a terminal what it says in warning is yellow, and errors come on standard output, red", async () => {
  const { stdout } = await run("-dev", { terminal: true });
  expect(stdout).toContain("\u001b[0m==> Vault server configuration:\n\u001b[0m\n");
  expect(stdout).toContain("\u001b[93mRoot Token: hvs.drawn\u001b[0m\n\u001b[93m\u001b[0m\n");
  expect((await run("", { terminal: true })).stdout).toBe(
    "\u001b[91mMust specify at least one config path using -config\u001b[0m\n",
  );
});

test("flags and variables say what server it is", async () => {
  const asked = async (line: string, env: Readonly<Record<string, string>> = {}) =>
    (await run(line, { env })).started[0];
  expect(await asked("-dev-kv-v1")).toEqual({ ...plain, kvVersion: "1" });
  expect(await asked("-dev-leased-kv")).toEqual({ ...plain, kvVersion: "1", leasedKv: true });
  expect(await asked("-dev-transactional")).toEqual({ ...plain, storageType: "inmem_transactional" });
  expect(await asked("-dev -dev-listen-address=[::1]:8300")).toEqual({ ...plain, host: "::1", port: 8300 });
  expect(await asked("-dev", { VAULT_DEV_ROOT_TOKEN_ID: "r", VAULT_DEV_LISTEN_ADDRESS: ":8300" })).toEqual({
    ...plain,
    host: "",
    port: 8300,
    rootTokenId: "r",
  });
});

test("the token helper is left alone where that is asked", async () => {
  const { files } = await run("-dev -dev-no-store-token");
  expect(files.has("/home/student/.vault-token")).toBe(false);
});

test.each([
  ["", "Must specify at least one config path using -config\n"],
  ["-dev -nope", "flag provided but not defined: -nope\n"],
  ["-dev -format=json", "flag provided but not defined: -format\n"],
  ["-dev -log-level=Loud", "unknown log level: loud\n"],
  ["-dev -log-format=xml", "unknown log format: xml\n"],
  [
    "-dev -experiment=x",
    "error validating experiment(s) from command line flag: valid experiment(s) are events.alpha1, core.audit.events.alpha1, but received the following invalid experiment(s): x\n",
  ],
  [
    "-dev -dev-listen-address=127.0.0.1",
    "Error parsing listener configuration.\nError initializing listener of type tcp: listen tcp: address 127.0.0.1: missing port in address\n",
  ],
  [
    "-dev -dev-listen-address=10.1.2.3:8200",
    "Error parsing listener configuration.\nError initializing listener of type tcp: listen tcp 10.1.2.3:8200: bind: cannot assign requested address\n",
  ],
  [
    "-dev -dev-listen-address=elsewhere:8200",
    "Error parsing listener configuration.\nError initializing listener of type tcp: listen tcp: lookup elsewhere: no such host\n",
  ],
  [
    "-dev -dev-listen-address=:99999",
    "Error parsing listener configuration.\nError initializing listener of type tcp: listen tcp: address 99999: invalid port\n",
  ],
  [
    "-dev -dev-listen-address=127.0.0.1:http",
    'Error parsing synthesized cluster address http://127.0.0.1:http: parse "http://127.0.0.1:http": invalid port ":http" after host\n',
  ],
  ["-dev -dev-tls", "-dev-tls is not simulated; see docs/coverage.md.\n"],
  ["-config=nope.hcl", "error loading configuration from nope.hcl: stat nope.hcl: no such file or directory\n"],
])("%s starts nothing, and says why", async (line, said) => {
  const { exitCode, stdout, stderr, started } = await run(line);
  expect([exitCode, stdout, stderr, started]).toEqual([1, said, "", []]);
});

test("a root token id that may not be one ends the start, after what it was started with", async () => {
  const { exitCode, stdout, started } = await run("-dev -dev-root-token-id=bad");
  expect(stdout).toContain(
    '\nError initializing Dev mode: failed to create root token with ID "bad": 1 error occurred:\n\t* invalid request\n\n\n',
  );
  expect([exitCode, started]).toEqual([1, []]);
});

test("a server that is no dev server is not simulated, and its configuration's mistakes are said all the same", async () => {
  const said = async (text: string, line = "-config=c.hcl") => {
    const { exitCode, stdout, stderr } = await run(line, { files: { "/home/student/work/c.hcl": text } });
    expect(exitCode).toBe(1);
    return stdout + stderr;
  };
  expect(await said('storage "inmem" {}')).toBe(
    "Only dev servers are simulated (vault server -dev); see docs/coverage.md.\n",
  );
  expect(await said("ui = true")).toBe("A storage backend must be specified\n");
  expect(await said("ui = tru")).toBe("error loading configuration from c.hcl: At 1:6: Unknown token: 1:6 IDENT tru\n");
  expect(await said('raw_storage_endpoint = "yes"')).toBe(
    `error loading configuration from c.hcl: cannot parse '' as bool: strconv.ParseBool: parsing "yes": invalid syntax\n`,
  );
  expect(await said("foo = 1")).toContain(
    "[WARN]  unknown or unsupported field foo found in configuration at c.hcl:1:1\n",
  );
  expect(await said("default_lease_ttl = 1")).toBe(
    '"default_lease_ttl" in a configuration file is not simulated; see docs/coverage.md.\n',
  );
});
