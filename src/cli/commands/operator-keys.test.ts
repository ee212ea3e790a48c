/** `operator init`, `operator generate-root` and `operator rekey`. */
import { describe, expect, test } from "vitest";
import { fakeProgramIo, type FakeWorld } from "../fake-program-io.ts";
import { runVault } from "../index.ts";

async function run(line: string, world: FakeWorld = {}) {
  const fake = fakeProgramIo(["operator", ...line.split(" ")], world);
  const exitCode = await runVault(fake.io);
  return { exitCode, stdout: fake.stdout, stderr: fake.stderr, requests: fake.requests, asked: fake.asked };
}

const attempt = (members: object) =>
  JSON.stringify({ nonce: "", started: false, progress: 0, required: 1, complete: false, otp: "", ...members });
const GET = "GET sys/generate-root/attempt";
const idle = attempt({ otp_length: 28 });
const begun = attempt({ nonce: "n-1", started: true, otp_length: 28 });

describe("operator init", () => {
  test("says whether the server is set up", async () => {
    const answers = { "GET sys/init": '{"initialized":true}' };
    expect(await run("init -status", { answers })).toMatchObject({ exitCode: 0, stdout: "Vault is initialized\n" });
    expect((await run("init -status -format=json", { answers })).stdout).toBe('{\n  "Initialized": true\n}\n');
    const bare = { "GET sys/init": '{"initialized":false}' };
    expect(await run("init -status", { answers: bare })).toMatchObject({
      exitCode: 2,
      stdout: "Vault is not initialized\n",
    });
  });

  test("asks for five shares, three of which are needed, and passes on what the server says", async () => {
    const answers = { "PUT sys/init": { status: 400, body: '{"errors":["Vault is already initialized"]}' } };
    const { exitCode, stderr, requests } = await run("init", { answers });
    expect(stderr).toContain("Error initializing: Error making API request.");
    expect(stderr).toContain("* Vault is already initialized");
    expect([exitCode, JSON.parse(requests[0]?.body ?? "")]).toMatchObject([
      2,
      { secret_shares: 5, secret_threshold: 3 },
    ]);
  });
});

describe("operator generate-root", () => {
  test("shows a drawn password, and says what it is for", async () => {
    const answers = {
      "PUT sys/generate-root/attempt": attempt({ nonce: "n-1", started: true, otp: "abc", otp_length: 28 }),
    };
    const { exitCode, stdout, stderr } = await run("generate-root -init", { answers });
    expect(stdout).toBe(
      "Nonce         n-1\nStarted       true\nProgress      0/1\nComplete      false\nOTP           abc\nOTP Length    28\n",
    );
    expect(stderr).toBe(
      "A One-Time-Password has been generated for you and is shown in the OTP field.\nYou will need this value to decode the resulting root token, so keep it safe.\n",
    );
    expect(exitCode).toBe(0);
  });

  test("without an attempt says how to begin one", async () => {
    const { exitCode, stderr } = await run("generate-root", { answers: { [GET]: idle } });
    expect(stderr).toBe(
      'No root generation is in progress. Start a root generation by running "vault\noperator generate-root -init".\nIf starting root generation using the OTP method and generating your own OTP,\nthe length of the OTP string needs to be 28 characters in length.\n',
    );
    expect(exitCode).toBe(1);
  });

  test("asks for the key share on a terminal, and shows the hidden token", async () => {
    const done = attempt({
      nonce: "n-1",
      started: true,
      progress: 1,
      complete: true,
      encoded_token: "HgQU",
      otp_length: 0,
    });
    const answers = { [GET]: begun, "PUT sys/generate-root/update": done };
    const { stdout, asked, requests } = await run("generate-root", { answers, typed: "share " });
    expect(asked).toEqual(["Unseal Key (will be hidden): "]);
    expect(requests.at(-1)?.body).toBe('{"key":"share","nonce":"n-1"}');
    expect(stdout).toBe(
      "Operation nonce: n-1\nNonce            n-1\nStarted          true\nProgress         1/1\nComplete         true\nEncoded Token    HgQU\n",
    );
  });

  test.each([
    ["generate-root a b", "Too many arguments (expected 0-1, got 2)\n"],
    ["generate-root key", "Missing nonce value: specify it via the -nonce flag\n"],
    ["generate-root -decode=aGVsbG8", "Missing otp: use -otp to supply it\n"],
    [
      "generate-root -decode=aGVsbG8 -otp=abc",
      "Error decoding root token: error xoring token: length of byte slices is not equivalent: 5 != 3\n",
    ],
    [
      "generate-root -decode=x -otp=y",
      "Error decoding root token: error decoding base64'd token: illegal base64 data at input byte 0\n",
    ],
    ["generate-root -init -pgp-key=k", "-pgp-key is not simulated; see docs/coverage.md.\n"],
  ])("%s", async (line, said) => {
    const { exitCode, stderr } = await run(line, { answers: { [GET]: begun } });
    expect([exitCode, stderr]).toEqual([1, said]);
  });

  test("what was hidden is shown with the password, and nothing is asked", async () => {
    const { stdout, requests } = await run("generate-root -decode=CRQQSh -otp=abcd");
    expect([stdout, requests]).toEqual(["hvs.", []]);
  });
});

describe("operator rekey", () => {
  const rekey = (members: object) =>
    JSON.stringify({ nonce: "", started: false, t: 0, n: 0, progress: 0, required: 1, ...members });
  const status = "GET sys/rekey/init";
  const answers = { [status]: rekey({}), "DELETE sys/rekey/init": { status: 204, body: "" } };
  const begun = rekey({ nonce: "n-1", started: true, t: 2, n: 3, verification_required: false });

  test("says that none is in progress", async () => {
    expect((await run("rekey -status", { answers })).stdout).toBe(
      "Key        Value\n---        -----\nNonce      n/a\nStarted    false\n",
    );
    expect(await run("rekey", { answers })).toMatchObject({
      exitCode: 1,
      stderr: 'No rekey is in progress. Start a rekey process by running "vault operator\nrekey -init".\n',
    });
    expect((await run("rekey -cancel", { answers })).stdout).toBe("Success! Canceled rekeying (if it was started)\n");
  });

  test("begins, warns, and says how far it is", async () => {
    const { stdout, stderr, requests } = await run("rekey -init -n=3 -t=2", {
      answers: { "PUT sys/rekey/init": begun },
    });
    expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({
      secret_shares: 3,
      secret_threshold: 2,
      require_verification: false,
    });
    expect(stderr).toContain("WARNING! If you lose the keys after they are returned, there is no recovery.");
    expect(stdout).toContain("Rekey Progress           0/1\nNew Shares               3\nNew Threshold            2\n");
  });

  test("asks for a share on a terminal, and shows the new ones", async () => {
    const made = JSON.stringify({ nonce: "n-1", complete: true, keys: ["aa", "bb"], keys_base64: ["qg==", "uw=="] });
    const { stdout, asked, requests } = await run("rekey", {
      answers: { [status]: begun, "PUT sys/rekey/update": made },
      typed: "share ",
    });
    expect(asked).toEqual(["Unseal Key (will be hidden): "]);
    expect(requests.at(-1)?.body).toBe('{"key":"share","nonce":"n-1"}');
    expect(stdout).toMatch(/^Rekey operation nonce: n-1\n\nKey 1: qg==\nKey 2: uw==\n\nOperation nonce: n-1\n\n/);
    expect(stdout).toContain("Vault unseal keys rekeyed with 3 key shares and a key threshold of 2.");
  });

  test("says that keys are to be proven, and how far that is", async () => {
    const made = JSON.stringify({ nonce: "n-1", complete: true, keys_base64: ["qg=="], verification_nonce: "v-1" });
    const { stdout, stderr } = await run("rekey -nonce=n-1 share", {
      answers: {
        [status]: rekey({ nonce: "n-1", started: true, t: 2, n: 3, verification_required: true }),
        "PUT sys/rekey/update": made,
        "GET sys/rekey/verify": '{"nonce":"v-1","started":true,"t":2,"n":3,"progress":0}',
      },
    });
    expect(stderr).toContain("Again, these key shares are _not_ valid until verification is performed.");
    expect(stdout).toContain("Verification Nonce       v-1\nVerification Progress    0/2\n");
  });

  test.each([
    ["rekey -target=x -init", 1, "Unknown target: x\n"],
    ["rekey share", 1, "Missing nonce value: specify it via the -nonce flag\n"],
    ["rekey -init -pgp-keys=k", 1, "-pgp-keys is not simulated; see docs/coverage.md.\n"],
  ])("%s", async (line, code, said) => {
    const { exitCode, stderr } = await run(line, { answers: { [status]: begun } });
    expect([exitCode, stderr]).toEqual([code, said]);
  });
});
