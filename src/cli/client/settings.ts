import { parseVaultDuration, formatGoDuration, quoteGo } from "../../lib/index.ts";
import { Failure } from "../failure.ts";
import { parseBool } from "../flags/values.ts";
import type { ParsedFlags } from "../flags/parse.ts";
import type { ProgramIo } from "../types.ts";
import { resolveFile } from "../files.ts";
import { parseAddress, type Address } from "./address.ts";

/** What flags and environment say of how to reach the server. */
export interface ClientSettings {
  readonly address: Address;
  readonly namespace: string;
  /** Asked for with `-wrap-ttl` or VAULT_WRAP_TTL, in the form the header takes; empty where not. */
  readonly wrapTtl: string;
  /** VAULT_WRAP_TTL, which wraps what is sent aside too. */
  readonly wrapTtlOfEnvironment: string;
  readonly policyOverride: boolean;
  readonly headers: readonly (readonly [string, string])[];
  readonly followRedirects: boolean;
  readonly outputCurlString: boolean;
  readonly outputPolicy: boolean;
  readonly insecure: boolean;
  /** curl's options for the TLS files in use, and the files. */
  readonly tlsFiles: readonly (readonly [string, string])[];
}

const notSet = "(not set)";

/** Reads the settings; what cannot be used ends the command as the real program does. */
export async function readSettings(io: ProgramIo, flags: ParsedFlags): Promise<ClientSettings> {
  checkEnvironment(io.env);
  refuseMfa(flags);
  const tlsFiles = await readTlsFiles(io, flags);
  const agent = flags.text("agent-address");
  const typed = agent || flags.text("address") || (io.env["VAULT_ADDR"] ?? "");
  const address = typed === "" ? "https://127.0.0.1:8200" : typed;
  return {
    address: parse(address),
    namespace: namespaceOf(flags),
    wrapTtl:
      flags.durationNs("wrap-ttl") === 0n
        ? (io.env["VAULT_WRAP_TTL"] ?? "")
        : formatGoDuration(flags.durationNs("wrap-ttl")),
    wrapTtlOfEnvironment: io.env["VAULT_WRAP_TTL"] ?? "",
    policyOverride: flags.isOn("policy-override"),
    headers: readHeaders(flags),
    followRedirects: !flags.isOn("disable-redirects"),
    outputCurlString: flags.isOn("output-curl-string"),
    outputPolicy: flags.isOn("output-policy"),
    insecure: flags.isOn("tls-skip-verify"),
    tlsFiles,
  };
}

function parse(address: string): Address {
  try {
    return parseAddress(address);
  } catch (error) {
    throw new Failure(`failed to create client: ${error instanceof Error ? error.message : address}`, 2);
  }
}

function namespaceOf(flags: ParsedFlags): string {
  const short = flags.text("ns");
  const name = short === notSet || short === "" ? flags.text("namespace") : short;
  if (name === notSet || name === "" || name === "/") return "";
  const canonical = name.replace(/^\/+/, "");
  return canonical.endsWith("/") ? canonical : `${canonical}/`;
}

function refuseMfa(flags: ParsedFlags): void {
  if ((flags.texts("mfa") ?? []).every((credential) => credential === "")) return;
  const given = flags.has("mfa") ? "-mfa" : "VAULT_MFA";
  throw new Failure(`${given} is not simulated: nothing here asks for a second step; see docs/coverage.md.`, 1);
}

function readHeaders(flags: ParsedFlags): readonly (readonly [string, string])[] {
  const headers = [...(flags.pairs("header") ?? new Map<string, string>())];
  const forbidden = headers.filter(([name]) => name.startsWith("X-Vault-")).map(([name]) => name);
  if (forbidden.length > 0) {
    throw new Failure(
      `failed to setup Headers[${forbidden.join(", ")}]: Header starting by 'X-Vault-' are for internal usage only`,
      2,
    );
  }
  return headers;
}

function checkEnvironment(environment: Readonly<Record<string, string>>): void {
  const refuse = (why: string): never => {
    throw new Failure(`failed to read environment: ${why}`, 2);
  };
  const timeout = environment["VAULT_CLIENT_TIMEOUT"] ?? "";
  if (!parseVaultDuration(timeout).ok) refuse(`could not parse ${quoteGo("VAULT_CLIENT_TIMEOUT")}`);
  const rate = (environment["VAULT_RATE_LIMIT"] ?? "").replace(/:[+-]?\d+.*$/, "");
  if (rate !== "" && !isGoFloat(rate)) refuse("VAULT_RATE_LIMIT was provided but incorrectly formatted");
  const retries = environment["VAULT_MAX_RETRIES"] ?? "";
  if (retries !== "" && !/^\d+$/.test(retries))
    refuse(`strconv.ParseUint: parsing ${quoteGo(retries)}: invalid syntax`);
  for (const name of ["VAULT_SKIP_VERIFY", "VAULT_SRV_LOOKUP", "VAULT_DISABLE_REDIRECTS"]) {
    const value = environment[name] ?? "";
    if (value === "") continue;
    try {
      parseBool(value);
    } catch {
      refuse(`could not parse ${name}`);
    }
  }
}

/** What Go scans as a floating-point number. */
function isGoFloat(text: string): boolean {
  if (/^(?:[+-]?inf(?:inity)?|nan)$/i.test(text)) return true;
  if (/^[+-]?0x(?=\.?[\da-f])[\da-f_]*\.?[\da-f_]*p[+-]?\d+$/i.test(text)) return true;
  if (!/^[+-]?(?=\.?\d)[\d_]*\.?[\d_]*(?:e[+-]?\d+)?$/i.test(text)) return false;
  return Number.isFinite(Number(text.replaceAll("_", "")));
}

async function readTlsFiles(io: ProgramIo, flags: ParsedFlags): Promise<readonly (readonly [string, string])[]> {
  const [ca, caPath, cert, key] = ["ca-cert", "ca-path", "client-cert", "client-key"].map((name) => flags.text(name));
  const refuse = (why: string): never => {
    throw new Failure(`failed to setup TLS config: ${why}`, 2);
  };
  if ((cert === "") !== (key === "")) refuse("both client cert and client key must be provided");
  const files: (readonly [string, string])[] = [];
  for (const [option, file, what] of [
    ["--cert", cert ?? "", ""],
    ["--key", key ?? "", ""],
    ["--cacert", ca ?? "", "Error loading CA File: "],
  ] as const) {
    if (file === "") continue;
    const text = await io.files
      .read(resolveFile(io, file))
      .catch((error: Error) => refuse(`${what}open ${file}: ${error.message}`));
    if (text === undefined) refuse(`${what}open ${file}: no such file or directory`);
    files.push([option, file]);
  }
  if (caPath !== undefined && caPath !== "") files.push(["--capath", caPath]);
  return files;
}
