import { oneOf, type FlagSection, type FlagSpec } from "./spec.ts";

const duration = 'Written as a number with a unit, like "30s" or "5m".';

/** The flags every command that talks to the server takes. */
export const httpOptions: FlagSection = {
  title: "HTTP Options",
  flags: [
    {
      name: "address",
      kind: "string",
      usage: "Where the Vault server listens.",
      fallback: "https://127.0.0.1:8200",
      variable: "VAULT_ADDR",
    },
    {
      name: "agent-address",
      kind: "string",
      usage: "Where a Vault Agent listens; wins over -address.",
      variable: "VAULT_AGENT_ADDR",
    },
    {
      name: "ca-cert",
      kind: "string",
      usage: "PEM file with the CA certificate to check the server's certificate with. Wins over -ca-path.",
      variable: "VAULT_CACERT",
      values: { from: "files" },
    },
    {
      name: "ca-path",
      kind: "string",
      usage: "Directory of PEM files with CA certificates to check the server's certificate with.",
      variable: "VAULT_CAPATH",
      values: { from: "files" },
    },
    {
      name: "client-cert",
      kind: "string",
      usage: "PEM file with a client certificate for TLS. Needs -client-key too.",
      variable: "VAULT_CLIENT_CERT",
      values: { from: "files" },
    },
    {
      name: "client-key",
      kind: "string",
      usage: "PEM file with the private key of -client-cert.",
      variable: "VAULT_CLIENT_KEY",
      values: { from: "files" },
    },
    {
      name: "disable-redirects",
      kind: "bool",
      usage: "Do not follow the single redirect that is followed otherwise.",
      fallback: "false",
      variable: "VAULT_DISABLE_REDIRECTS",
    },
    {
      name: "header",
      kind: "pairs",
      usage:
        "An HTTP header to send with every request, as key=value; may be repeated. Names that begin with X-Vault- are refused.",
    },
    {
      name: "mfa",
      kind: "strings",
      usage: "MFA credentials. Not simulated: nothing here asks for a second step.",
      variable: "VAULT_MFA",
    },
    {
      name: "namespace",
      kind: "string",
      usage: "The namespace to work in, so that paths can be relative to it. -ns is short for it.",
      fallback: "(not set)",
      variable: "VAULT_NAMESPACE",
    },
    { name: "non-interactive", kind: "bool", usage: "Never ask for anything on the terminal.", fallback: "false" },
    {
      name: "ns",
      kind: "string",
      usage: "Short for -namespace, and wins over it.",
      fallback: "(not set)",
      hidden: true,
    },
    {
      name: "output-curl-string",
      kind: "bool",
      usage: "Print the curl command that does the same, and do nothing.",
      fallback: "false",
    },
    {
      name: "output-policy",
      kind: "bool",
      usage: "Print a policy that would allow this command, and do nothing.",
      fallback: "false",
    },
    {
      name: "policy-override",
      kind: "bool",
      usage: "Ask to override a Sentinel policy that is soft-mandatory.",
      fallback: "false",
    },
    {
      name: "tls-server-name",
      kind: "string",
      usage: "The server name to ask for over TLS (SNI).",
      variable: "VAULT_TLS_SERVER_NAME",
    },
    {
      name: "tls-skip-verify",
      kind: "bool",
      usage: "Do not check the server's certificate. Unsafe: anyone in between can read along.",
      fallback: "false",
      variable: "VAULT_SKIP_VERIFY",
    },
    { name: "unlock-key", kind: "string", usage: "The key that unlocks a locked namespace.", fallback: "(not set)" },
    {
      name: "wrap-ttl",
      kind: "duration",
      usage: `Have the answer wrapped in a single-use token that lives this long; "vault unwrap" opens it. ${duration}`,
      variable: "VAULT_WRAP_TTL",
    },
  ],
};

const field: FlagSpec = {
  name: "field",
  kind: "string",
  usage:
    "Print this one field alone. Wins over any format, and prints no newline after the value except on a terminal.",
};
const format: FlagSpec = {
  name: "format",
  kind: "string",
  usage: 'How to print: "table", "json", "yaml" or "pretty"; "vault read" also knows "raw".',
  fallback: "table",
  variable: "VAULT_FORMAT",
  values: oneOf("table", "json", "yaml", "pretty", "raw"),
};
const detailed: FlagSpec = {
  name: "detailed",
  kind: "bool",
  usage: "Show what more the server tells of each entry.",
  fallback: "false",
  variable: "VAULT_DETAILED",
};

/** The output flags a command takes, in the order its help shows them. */
export function outputOptions(...which: readonly ("field" | "format" | "detailed")[]): FlagSection {
  const all = { detailed, field, format };
  return {
    title: "Output Options",
    flags: (["detailed", "field", "format"] as const).filter((name) => which.includes(name)).map((name) => all[name]),
  };
}

export function commandOptions(...flags: readonly FlagSpec[]): FlagSection {
  return { title: "Command Options", flags };
}

export function commonOptions(...flags: readonly FlagSpec[]): FlagSection {
  return { title: "Common Options", flags };
}
