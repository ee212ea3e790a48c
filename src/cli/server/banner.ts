/** What a dev server prints as it starts. Interface, to the letter. */
import { wrapText } from "../output/wrap.ts";
import type { StartedServer } from "../types.ts";
import type { Ui } from "../ui.ts";
import type { ListenAddress } from "./listen.ts";

export interface Configuration {
  /** `host:port` as it was typed. */
  readonly typedAddress: string;
  readonly listen: ListenAddress;
  readonly apiAddress: string;
  readonly clusterAddress: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly experiments: readonly string[];
  readonly logLevel: string;
  readonly storageType: string;
}

const VERSION = "1.16.0-beta1";
const GO_VERSION = "go1.21.1";
const WIDTH = 24;

/** The table of what the server was started with. */
export function printConfiguration(ui: Ui, configuration: Configuration): void {
  const { typedAddress, listen } = configuration;
  const clusterHost = { "": "[::]", localhost: "127.0.0.1", "::": "[::]", "::1": "[::1]" }[listen.host] ?? listen.host;
  const listener = [
    `addr: "${typedAddress}"`,
    `cluster address: "${clusterHost}:${listen.port + 1}"`,
    'max_request_duration: "1m30s"',
    'max_request_size: "33554432"',
    'tls: "disabled"',
  ];
  const rows: readonly (readonly [string, string])[] = [
    ["Administrative Namespace", ""],
    ["Api Address", configuration.apiAddress],
    ["Cgo", "disabled"],
    ["Cluster Address", configuration.clusterAddress],
    // The program itself sets GODEBUG as it starts.
    ["Environment Variables", [...new Set([...Object.keys(configuration.environment), "GODEBUG"])].sort().join(", ")],
    ...(configuration.experiments.length > 0 ? [["Experiments", configuration.experiments.join(", ")] as const] : []),
    ["Go Version", GO_VERSION],
    ["Listener 1", `tcp (${listener.join(", ")})`],
    ["Log Level", configuration.logLevel],
    ["Mlock", "supported: true, enabled: false"],
    ["Recovery Mode", "false"],
    ["Storage", configuration.storageType],
    ["Version", `Vault v${VERSION}`],
  ];
  ui.output("==> Vault server configuration:\n");
  for (const [name, value] of rows) ui.output(`${name.padStart(WIDTH)}: ${value}`);
  ui.output("");
}

/** What whoever started the server is to know: where it is, and who may do everything. */
export function printDevWarning(ui: Ui, typedAddress: string, server: StartedServer): void {
  const lines = [
    wrapText(
      "WARNING! dev mode is enabled! In this mode, Vault runs entirely in-memory and starts unsealed with a single unseal key. The root token is already authenticated to the CLI, so you can immediately begin using Vault.",
    ),
    "",
    "You may need to set the following environment variables:",
    "",
    `    $ export VAULT_ADDR='http://${typedAddress}'`,
    "",
    wrapText(
      "The unseal key and root token are displayed below in case you want to seal/unseal the Vault or re-authenticate.",
    ),
    "",
    `Unseal Key: ${server.unsealKey}`,
    `Root Token: ${server.rootToken}`,
    "",
    wrapText("Development mode should NOT be used in production installations!"),
    "",
  ];
  for (const line of lines) ui.warn(line);
}
