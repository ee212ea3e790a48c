import { commandOptions, httpOptions } from "../flags/common.ts";
import { oneOf, type FlagSection, type FlagSpec } from "../flags/spec.ts";

/** What a flag of the log holds where neither it nor its variable says anything. */
export const unset = "(not set)";

/** Flags of the real program that would change what a student sees, and do not here. */
export const absentFlags: readonly FlagSpec[] = [
  { name: "recovery", kind: "bool", usage: "Start in recovery mode. Not simulated.", fallback: "false" },
  { name: "log-file", kind: "string", usage: "File to write the log to. Not simulated." },
  { name: "log-rotate-bytes", kind: "int", usage: "Size at which a log file is changed. Not simulated." },
  { name: "log-rotate-duration", kind: "string", usage: "Age at which a log file is changed. Not simulated." },
  { name: "log-rotate-max-files", kind: "int", usage: "How many old log files are kept. Not simulated." },
  { name: "dev-tls", kind: "bool", usage: "Start a dev server that speaks TLS. Not simulated.", fallback: "false" },
  { name: "dev-tls-cert-dir", kind: "string", usage: "Where -dev-tls puts its files. Not simulated." },
  { name: "dev-tls-san", kind: "strings", usage: "Further names for the certificate of -dev-tls. Not simulated." },
  { name: "dev-plugin-dir", kind: "string", usage: "Where plugins are. Not simulated.", hidden: true },
  { name: "dev-ha", kind: "bool", usage: "", fallback: "false", hidden: true },
  { name: "dev-latency", kind: "int", usage: "", hidden: true },
  { name: "dev-latency-jitter", kind: "int", usage: "", hidden: true },
  { name: "dev-auto-seal", kind: "bool", usage: "", fallback: "false", hidden: true },
  { name: "dev-skip-init", kind: "bool", usage: "", fallback: "false", hidden: true },
  { name: "dev-three-node", kind: "bool", usage: "", fallback: "false", hidden: true },
  { name: "dev-four-cluster", kind: "bool", usage: "", fallback: "false", hidden: true },
  { name: "dev-consul", kind: "bool", usage: "", fallback: "false", hidden: true },
  { name: "dev-cluster-json", kind: "string", usage: "File to describe the cluster in. Not simulated." },
  { name: "test-verify-only", kind: "bool", usage: "", fallback: "false", hidden: true },
  { name: "test-server-config", kind: "bool", usage: "", fallback: "false", hidden: true },
];
const absentNamed = (lead: string) => absentFlags.filter(({ name }) => name.startsWith("dev-") === (lead === "dev-"));

export const serverFlags: readonly FlagSection[] = [
  httpOptions,
  commandOptions(
    {
      name: "config",
      kind: "strings",
      usage:
        "A configuration file; may be repeated. Of its fields a dev server here follows those of its log and addresses.",
      values: { from: "files" },
    },
    {
      name: "exit-on-core-shutdown",
      kind: "bool",
      usage: "End where the server's core is shut down.",
      fallback: "false",
    },
    {
      name: "experiment",
      kind: "strings",
      usage: 'An experiment to switch on: "events.alpha1" or "core.audit.events.alpha1"; may be repeated.',
      values: oneOf("events.alpha1", "core.audit.events.alpha1"),
    },
    { name: "combine-logs", kind: "bool", usage: "", fallback: "false", hidden: true },
    {
      name: "log-level",
      kind: "string",
      usage: 'How much is logged: "trace", "debug", "info", "warn" or "error".',
      fallback: unset,
      variable: "VAULT_LOG_LEVEL",
      values: oneOf("trace", "debug", "info", "warn", "error"),
    },
    {
      name: "log-format",
      kind: "string",
      usage: 'How it is logged: "standard" or "json".',
      fallback: unset,
      variable: "VAULT_LOG_FORMAT",
      values: oneOf("standard", "json"),
    },
    ...absentNamed(""),
  ),
  {
    title: "Dev Options",
    flags: [
      { name: "dev", kind: "bool", usage: "Start a dev server.", fallback: "false" },
      {
        name: "dev-root-token-id",
        kind: "string",
        usage: "The root token of the dev server.",
        variable: "VAULT_DEV_ROOT_TOKEN_ID",
      },
      {
        name: "dev-listen-address",
        kind: "string",
        usage: "Where the dev server listens.",
        fallback: "127.0.0.1:8200",
        variable: "VAULT_DEV_LISTEN_ADDRESS",
      },
      {
        name: "dev-no-store-token",
        kind: "bool",
        usage: "Do not leave the root token in ~/.vault-token; only print it.",
        fallback: "false",
      },
      { name: "dev-kv-v1", kind: "bool", usage: "", fallback: "false", hidden: true },
      { name: "dev-leased-kv", kind: "bool", usage: "", fallback: "false", hidden: true },
      { name: "dev-transactional", kind: "bool", usage: "", fallback: "false", hidden: true },
      { name: "dev-plugin-init", kind: "bool", usage: "", fallback: "true", hidden: true },
      ...absentNamed("dev-"),
    ],
  },
];
