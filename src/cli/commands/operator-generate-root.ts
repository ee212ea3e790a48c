import { decodeBase64, decodeUtf8, encodeUtf8, formatGoValue } from "../../lib/index.ts";
import type { VaultClient } from "../client/client.ts";
import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { askForKey } from "../keys/ask-for-key.ts";
import { columns } from "../output/columns.ts";
import { printValue } from "../output/print.ts";
import { wrapText } from "../output/wrap.ts";
import { readSealStatus } from "../seal-status.ts";
import type { JsonObject } from "../wire/value.ts";

const otpLength = 28;
const attemptPath = "sys/generate-root/attempt";

export const operatorGenerateRoot: Command = {
  name: "operator generate-root",
  synopsis: "Generates a new root, DR operation, or recovery token",
  usage: "vault operator generate-root [options] -init [-otp=...] [-pgp-key=...]",
  about: `Makes a new root token, for whoever holds the unseal key and has no token that may
do it otherwise. First begin, and keep the one-time password that is shown:

    $ vault operator generate-root -init

Then give the share of the unseal key:

    $ vault operator generate-root

What comes of it is hidden with the password:

    $ vault operator generate-root -decode=ENCODED_TOKEN -otp=OTP`,
  flags: [
    httpOptions,
    outputOptions("format"),
    commandOptions(
      { name: "cancel", kind: "bool", usage: "Leave off what was begun.", fallback: "false" },
      { name: "decode", kind: "string", usage: "Show the token that this hides. Needs -otp." },
      { name: "dr-token", kind: "bool", usage: "A token for a DR secondary; Enterprise only.", fallback: "false" },
      { name: "generate-otp", kind: "bool", usage: "Only draw a one-time password, and print it.", fallback: "false" },
      { name: "init", kind: "bool", usage: "Begin.", fallback: "false" },
      { name: "nonce", kind: "string", usage: "Which attempt the share is for, as -init has shown it." },
      { name: "otp", kind: "string", usage: "The one-time password, to begin with or to decode with." },
      { name: "pgp-key", kind: "string", usage: "Encrypt the token with PGP instead. Not simulated." },
      { name: "recovery-token", kind: "bool", usage: "A token for recovery mode. Not simulated.", fallback: "false" },
      { name: "status", kind: "bool", usage: "Only say how far it is.", fallback: "false" },
    ),
  ],
  arguments: ["nothing"],
  run: runGenerateRoot,
};

async function runGenerateRoot(call: Invocation): Promise<number> {
  const { flags } = call;
  const [typed = ""] = expectArguments(call, 0, 1, "0-1");
  for (const name of ["dr-token", "recovery-token", "pgp-key"]) {
    if (flags.has(name)) throw new Failure(`-${name} is not simulated; see docs/coverage.md.`, 1);
  }
  if (flags.isOn("generate-otp")) return printOtp(call);
  if (flags.text("decode") !== "") return decode(call);
  const client = await call.client();
  if (flags.isOn("cancel")) {
    await attempt("Error canceling root token generation", () => client.send("DELETE", attemptPath));
    call.ui.output("Success! Root token generation canceled (if it was started)");
    return 0;
  }
  if (flags.isOn("status")) {
    return printAttempt(
      call,
      await attempt("Error getting root generation status", () => readSealStatus(client, "GET", attemptPath)),
    );
  }
  return flags.isOn("init") ? start(call, client) : provide(call, client, typed);
}

/** The program draws a password from the server's own source, as it has none of its own. */
async function printOtp(call: Invocation): Promise<number> {
  const client = await call.client();
  const answer = await attempt("Error reading root generation status", () =>
    client.secret("PUT", `sys/tools/random/${otpLength}`, { body: { format: "hex" } }),
  );
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const hex = formatGoValue(answer?.data?.["random_bytes"] ?? "");
  const otp = (hex.match(/../g) ?? []).map((pair) => digits[Number.parseInt(pair, 16) % digits.length]).join("");
  call.ui.value(otp);
  return 0;
}

function decode(call: Invocation): number {
  const { flags, ui } = call;
  const encoded = flags.text("decode");
  if (flags.text("otp") === "") throw new Failure("Missing otp: use -otp to supply it", 1);
  const unpadded = encoded.replace(/=+$/, "");
  const token = decodeBase64(unpadded + "=".repeat((4 - (unpadded.length % 4)) % 4));
  const fail = (why: string) => new Failure(`Error decoding root token: ${why}`, 1);
  if (token === undefined) {
    const bad = encoded.search(/[^A-Za-z0-9+/]/);
    throw fail(`error decoding base64'd token: illegal base64 data at input byte ${Math.max(bad, 0)}`);
  }
  const otp = encodeUtf8(flags.text("otp"));
  if (otp.length !== token.length) {
    throw fail(`error xoring token: length of byte slices is not equivalent: ${token.length} != ${otp.length}`);
  }
  const text = decodeUtf8(token.map((byte, index) => byte ^ (otp[index] ?? 0)));
  if (ui.format !== "table") return printValue(ui, { token: text }, [""]);
  ui.value(text);
  return 0;
}

async function start(call: Invocation, client: VaultClient): Promise<number> {
  const body = { otp: call.flags.text("otp"), pgp_key: "" };
  const answer = await attempt("Error initializing root generation", () =>
    readSealStatus(client, "PUT", attemptPath, body),
  );
  if (call.flags.text("otp") === "" && call.ui.format === "table") {
    call.ui.warn(
      wrapText(
        "A One-Time-Password has been generated for you and is shown in the OTP field. You will need this value to decode the resulting root token, so keep it safe.",
      ),
    );
  }
  return printAttempt(call, answer);
}

async function provide(call: Invocation, client: VaultClient, typed: string): Promise<number> {
  const { flags, io, ui } = call;
  const status = await attempt("Error getting root generation status", () =>
    readSealStatus(client, "GET", attemptPath),
  );
  if (status["started"] !== true) {
    const begin = wrapText(
      'No root generation is in progress. Start a root generation by running "vault operator generate-root -init".',
    );
    const length = wrapText(
      `If starting root generation using the OTP method and generating your own OTP, the length of the OTP string needs to be ${formatGoValue(status["otp_length"] ?? 0)} characters in length.`,
    );
    ui.warn(begin);
    throw new Failure(length, 1);
  }
  let key = typed === "-" ? await io.readStdin() : typed;
  let nonce = flags.text("nonce");
  if (typed === "") {
    nonce = formatGoValue(status["nonce"] ?? "");
    io.stdout(`Operation nonce: ${nonce}\n`);
    key = await askForKey(call);
  }
  if (nonce === "") throw new Failure("Missing nonce value: specify it via the -nonce flag", 1);
  const body = { key: key.trim(), nonce };
  const answer = await attempt("Error posting unseal key", () =>
    readSealStatus(client, "PUT", "sys/generate-root/update", body),
  );
  return printAttempt(call, answer);
}

function printAttempt(call: Invocation, attempted: JsonObject): number {
  if (call.ui.format !== "table") return printValue(call.ui, attempted, [""]);
  const text = (name: string): string => formatGoValue(attempted[name] ?? "");
  const optional = (title: string, value: string) => (value === "" || value === "0" ? [] : [`${title} | ${value}`]);
  call.ui.output(
    columns([
      `Nonce | ${text("nonce")}`,
      `Started | ${text("started")}`,
      `Progress | ${text("progress")}/${text("required")}`,
      `Complete | ${text("complete")}`,
      ...optional("PGP Fingerprint", text("pgp_fingerprint")),
      ...optional("Encoded Token", text("encoded_token")),
      ...optional("OTP", text("otp")),
      ...optional("OTP Length", text("otp_length")),
    ]),
  );
  return 0;
}
