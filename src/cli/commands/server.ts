import { formatMultierror, quoteGo } from "../../lib/index.ts";
import type { Command, Invocation } from "../command.ts";
import { Failure } from "../failure.ts";
import { wrapText } from "../output/wrap.ts";
import { printConfiguration, printDevWarning } from "../server/banner.ts";
import { readServerFiles, type ServerFile } from "../server/config.ts";
import { absentFlags, serverFlags, unset } from "../server/flags.ts";
import { readListenAddress, splitHostPort } from "../server/listen.ts";
import { TokenHelper } from "../token-helper.ts";

export const server: Command = {
  name: "server",
  synopsis: "Start a Vault server",
  usage: "vault server [options]",
  about: `Starts a server. Here it is always a dev server: all in memory, unsealed, gone when
it ends. It takes the place of the one that ran before, with all that held.

    $ vault server -dev -dev-root-token-id=root

It runs until Ctrl-C, or in the background:

    $ vault server -dev &`,
  errsOnOutput: true,
  flags: serverFlags,
  arguments: ["nothing"],
  run: runServer,
};

const impliesDev = ["dev-transactional", "dev-leased-kv", "dev-kv-v1"];
const experiments: readonly string[] = ["events.alpha1", "core.audit.events.alpha1"];
const unusedExperiments: ReadonlySet<string> = new Set(["events.alpha1"]);
const logLevels = new Set(["trace", "debug", "notice", "info", "", "warn", "warning", "err", "error"]);
const storageTypes = new Set(["inmem", "inmem_transactional"]);

async function runServer(call: Invocation): Promise<number> {
  const { flags, io, ui } = call;
  const absent = absentFlags.find(({ name }) => flags.has(name));
  if (absent !== undefined) throw new Failure(`-${absent.name} is not simulated; see docs/coverage.md.`, 1);
  const isDev = ["dev", ...impliesDev].some((name) => flags.isOn(name));
  const paths = flags.texts("config") ?? [];
  if (!isDev && paths.length === 0) throw new Failure("Must specify at least one config path using -config", 1);
  if (!isDev && flags.text("dev-root-token-id") !== "") {
    ui.warn(
      wrapText('You cannot specify a custom root token ID outside of "dev" mode. Your request has been ignored.'),
    );
  }
  const file = await readServerFiles(io, paths);
  const logLevel = readLogLevel(call, file);
  const chosen = readExperiments(call);
  if (!isDev) throw whyNoProduction(file);
  const storageType = file.storageType ?? (flags.isOn("dev-transactional") ? "inmem_transactional" : "inmem");
  if (!storageTypes.has(storageType)) {
    throw new Failure(`The storage "${storageType}" is not simulated; see docs/coverage.md.`, 1);
  }
  return startDevServer(call, { file, logLevel, experiments: chosen, storageType });
}

/** A server that is not a dev server is not simulated; what is wrong before it could start is said as ever. */
function whyNoProduction({ storageType }: ServerFile): Failure {
  return storageType === undefined
    ? new Failure("A storage backend must be specified", 1)
    : new Failure("Only dev servers are simulated (vault server -dev); see docs/coverage.md.", 1);
}

function readLogLevel({ flags }: Invocation, file: ServerFile): string {
  const asked = (flag: string, inFile: string | undefined) =>
    flags.text(flag) === unset ? (inFile ?? "") : flags.text(flag);
  const level = asked("log-level", file.logLevel);
  const known = level.trim().toLowerCase();
  if (!logLevels.has(known)) throw new Failure(`unknown log level: ${known}`, 1);
  const format = asked("log-format", file.logFormat).trim().toLowerCase();
  if (!["", "standard", "json"].includes(format)) throw new Failure(`unknown log format: ${format}`, 1);
  return level;
}

function readExperiments({ flags, io, ui }: Invocation): readonly string[] {
  const ofVariable = io.env["VAULT_EXPERIMENTS"] ?? "";
  const given = [
    ['from environment variable "VAULT_EXPERIMENTS"', ofVariable === "" ? [] : ofVariable.split(",")],
    ["from command line flag", flags.texts("experiment") ?? []],
  ] as const;
  for (const [where, names] of given) {
    const unknown = names.filter((name) => !experiments.includes(name));
    if (unknown.length === 0) continue;
    throw new Failure(
      `error validating experiment(s) ${where}: valid experiment(s) are ${experiments.join(", ")}, but received the following invalid experiment(s): ${unknown.join(", ")}`,
      1,
    );
  }
  const chosen = [...new Set(given.flatMap(([, names]) => names))];
  for (const name of chosen.filter((each) => unusedExperiments.has(each))) {
    ui.warn(`WARNING! Experiment ${name} is no longer used`);
  }
  return chosen;
}

interface DevServer {
  readonly file: ServerFile;
  readonly logLevel: string;
  readonly experiments: readonly string[];
  readonly storageType: string;
}

async function startDevServer(call: Invocation, { file, ...settings }: DevServer): Promise<number> {
  const { flags, io, ui } = call;
  if (io.startServer === undefined) throw new Failure("No server can be started from here.", 1);
  const typedAddress = flags.text("dev-listen-address") || "127.0.0.1:8200";
  const listen = readListenAddress(typedAddress);
  const apiAddress = io.env["VAULT_API_ADDR"] || file.apiAddress || `http://${typedAddress}`;
  const clusterAddress = io.env["VAULT_CLUSTER_ADDR"] || file.clusterAddress || nextPort(apiAddress);
  printConfiguration(ui, { ...settings, typedAddress, listen, apiAddress, clusterAddress, environment: io.env });
  const rootTokenId = flags.text("dev-root-token-id");
  const started = io.startServer({
    ...listen,
    rootTokenId: rootTokenId === "" ? undefined : rootTokenId,
    kvVersion: flags.isOn("dev-kv-v1") || flags.isOn("dev-leased-kv") ? "1" : "2",
    leasedKv: flags.isOn("dev-leased-kv"),
    storageType: settings.storageType,
  });
  if (started === "bad-root-token-id") {
    throw new Failure(
      `Error initializing Dev mode: failed to create root token with ID ${quoteGo(rootTokenId)}: ${formatMultierror(["invalid request"])}`,
      1,
    );
  }
  if (!flags.isOn("dev-no-store-token")) await new TokenHelper(io).store(started.rootToken);
  if (!flags.isOn("combine-logs")) ui.output("==> Vault server started! Log data will stream in below:\n");
  printDevWarning(ui, typedAddress, started);
  if (await started.untilInterrupted()) ui.output("==> Vault shutdown triggered");
  return 0;
}

/** Where servers of a cluster would speak to each other: the port after that of the API. */
function nextPort(apiAddress: string): string {
  const host = apiAddress.replace(/^\w+:\/\//, "").replace(/\/.*$/, "");
  const parts = splitHostPort(host);
  const name = parts?.host ?? host;
  return `https://${name.includes(":") ? `[${name}]` : name}:${Number(parts?.port ?? 443) + 1}`;
}
