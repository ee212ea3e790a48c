import type { FlagSpec } from "../flags/spec.ts";
import { oneOf } from "../flags/spec.ts";

/** Flags that secrets engines and auth methods share. `what` is what is mounted: "secrets engine" or "auth method". */
export function mountFlags(what: string): Readonly<Record<string, FlagSpec>> {
  return {
    description: { name: "description", kind: "string", usage: `What this ${what} is for, in a sentence.` },
    defaultTtl: {
      name: "default-lease-ttl",
      kind: "duration",
      usage: `TTL of what this ${what} hands out where none is asked for. The server's own where not given.`,
    },
    maxTtl: {
      name: "max-lease-ttl",
      kind: "duration",
      usage: `Longest TTL of what this ${what} hands out. The server's own where not given.`,
    },
    requestKeys: {
      name: "audit-non-hmac-request-keys",
      kind: "strings",
      usage: "A key of requests that the audit log shows as it is; may be repeated.",
    },
    responseKeys: {
      name: "audit-non-hmac-response-keys",
      kind: "strings",
      usage: "A key of answers that the audit log shows as it is; may be repeated.",
    },
    visibility: {
      name: "listing-visibility",
      kind: "string",
      usage: "Whether people who are not logged in see the mount.",
      values: oneOf("hidden", "unauth"),
    },
    passthrough: {
      name: "passthrough-request-headers",
      kind: "strings",
      usage: "A request header that is handed to the plugin; may be repeated.",
    },
    allowedHeaders: {
      name: "allowed-response-headers",
      kind: "strings",
      usage: "A response header the plugin may set; may be repeated.",
    },
    pluginName: {
      name: "plugin-name",
      kind: "string",
      usage: "The plugin to run, by its name in the server's catalog.",
    },
    pluginVersion: { name: "plugin-version", kind: "string", usage: "The version of the plugin to run." },
    options: { name: "options", kind: "pairs", usage: "An option of the mount, as key=value; may be repeated." },
    local: {
      name: "local",
      kind: "bool",
      usage: "Keep it on this cluster: replication leaves it alone.",
      fallback: "false",
    },
    sealWrap: {
      name: "seal-wrap",
      kind: "bool",
      usage: "Wrap what is critical with the seal as well.",
      fallback: "false",
    },
    entropy: {
      name: "external-entropy-access",
      kind: "bool",
      usage: "Let it use the server's external source of entropy.",
      fallback: "false",
    },
    version: {
      name: "version",
      kind: "int",
      usage: `The version of the ${what} to run, where there is more than one.`,
    },
    managedKeys: {
      name: "allowed-managed-keys",
      kind: "strings",
      usage: "A managed key the mount may use; may be repeated.",
    },
    tokenType: {
      name: "token-type",
      kind: "string",
      usage: "The type of the tokens it hands out.",
      values: oneOf("default-service", "default-batch", "service", "batch"),
    },
    noCache: { name: "force-no-cache", kind: "bool", usage: "Do not cache what it reads.", fallback: "false" },
    lockoutThreshold: {
      name: "user-lockout-threshold",
      kind: "uint",
      usage: "How many failed logins lock a user out.",
    },
    lockoutDuration: { name: "user-lockout-duration", kind: "duration", usage: "How long a user stays locked out." },
    lockoutReset: {
      name: "user-lockout-counter-reset-duration",
      kind: "duration",
      usage: "After how long failed logins are forgotten.",
    },
    lockoutDisable: { name: "user-lockout-disable", kind: "bool", usage: "Never lock a user out.", fallback: "false" },
  };
}
