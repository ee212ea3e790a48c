/** A server's configuration files, as far as a dev server of this machine can follow them. */
import {
  decodeHcl,
  decodeHclText,
  decodeHclValue,
  formatRfc3339,
  hclFieldNodes,
  hclTokenText,
  parseHcl,
  type HclObjectList,
  type HclValue,
} from "../../lib/index.ts";
import { Failure, messageOf } from "../failure.ts";
import { resolveFile } from "../files.ts";
import { parseBool } from "../flags/values.ts";
import type { ProgramIo } from "../types.ts";

export interface ServerFile {
  readonly storageType?: string;
  readonly logLevel?: string;
  readonly logFormat?: string;
  readonly apiAddress?: string;
  readonly clusterAddress?: string;
  /** What it should not say, in the log's words. */
  readonly warnings: readonly string[];
}

/** Fields that change nothing of what can be seen here. */
const WITHOUT_EFFECT = ["ui", "disable_mlock", "disable_cache", "cache_size"];
const READ = ["raw_storage_endpoint", "storage", "backend", "log_level", "log_format", "api_addr", "cluster_addr"];
/** Fields that a real server follows and this one does not. */
const ABSENT: ReadonlySet<string> = new Set([
  "administrative_namespace_path",
  "cloud",
  "cluster_cipher_suites",
  "cluster_name",
  "default_lease_ttl",
  "default_max_request_duration",
  "detect_deadlocks",
  "disable_clustering",
  "disable_indexing",
  "disable_performance_standby",
  "disable_printable_check",
  "disable_sealwrap",
  "disable_sentinel_trace",
  "enable_response_header_hostname",
  "enable_response_header_raft_node_id",
  "entropy",
  "experiments",
  "ha_backend",
  "ha_storage",
  "imprecise_lease_role_tracking",
  "introspection_endpoint",
  "license_path",
  "listener",
  "log_file",
  "log_requests_level",
  "log_rotate_bytes",
  "log_rotate_duration",
  "log_rotate_max_files",
  "max_lease_ttl",
  "pid_file",
  "plugin_directory",
  "plugin_file_permissions",
  "plugin_file_uid",
  "seal",
  "sentinel",
  "service_registration",
  "telemetry",
  "user_lockout",
]);
const KNOWN: ReadonlySet<string> = new Set([...WITHOUT_EFFECT, ...READ, ...ABSENT]);

/** What all files say together; a later one wins. Logs what none of them should say. */
export async function readServerFiles(io: ProgramIo, paths: readonly string[]): Promise<ServerFile> {
  const files: ServerFile[] = [];
  for (const path of paths) files.push(await readServerFile(io, path));
  for (const warning of files.flatMap(({ warnings }) => warnings)) {
    io.stderr(`${logTime(io.nowNs())} [WARN]  ${warning}\n`);
  }
  return files.reduce((all, file) => Object.assign(all, file), { warnings: [] });
}

async function readServerFile(io: ProgramIo, path: string): Promise<ServerFile> {
  const root = await load(io, path);
  const absent = root.items.map(nameOf).find((name) => ABSENT.has(name));
  if (absent !== undefined) {
    throw new Failure(`"${absent}" in a configuration file is not simulated; see docs/coverage.md.`, 1);
  }
  const read = decodeHcl(() => readFields(root));
  if (!read.ok) throw cannotLoad(path, read.error);
  const { rawEndpoint, ...fields } = read.value;
  // A dev server has sys/raw whatever is said here, which is to be a truth all the same.
  if (rawEndpoint !== undefined) toBool(path, rawEndpoint);
  const unknown = root.items.filter((item) => !KNOWN.has(nameOf(item)));
  const warnings = unknown.map((item) => {
    const { line, column } = item.keys[0]?.position ?? item.assign;
    return `unknown or unsupported field ${nameOf(item)} found in configuration at ${path}:${line}:${column}`;
  });
  return { ...fields, warnings };
}

/** To the millisecond, always with three decimals. */
function logTime(nowNs: bigint): string {
  const milliseconds = String((nowNs / 1_000_000n) % 1000n).padStart(3, "0");
  return formatRfc3339(nowNs).replace(/Z$/, `.${milliseconds}Z`);
}

function nameOf(item: HclObjectList["items"][number]): string {
  const [first] = item.keys;
  return first === undefined ? "" : hclTokenText(first).toLowerCase();
}

function cannotLoad(path: string, why: string): Failure {
  return new Failure(`error loading configuration from ${path}: ${why}`, 1);
}

async function load(io: ProgramIo, path: string): Promise<HclObjectList> {
  let text: string | undefined;
  try {
    text = path === "" ? undefined : await io.files.read(resolveFile(io, path));
  } catch (error) {
    if (!/is a directory/.test(messageOf(error))) throw cannotLoad(path, `open ${path}: ${messageOf(error)}`);
    throw new Failure("A directory of configuration files is not simulated: name the files one by one.", 1);
  }
  if (text === undefined) throw cannotLoad(path, `stat ${path}: no such file or directory`);
  const parsed = parseHcl(text);
  if (!parsed.ok) throw cannotLoad(path, parsed.error);
  return parsed.file.root;
}

function readFields(root: HclObjectList): Partial<ServerFile> & { readonly rawEndpoint?: HclValue } {
  const text = (name: string): string | undefined =>
    hclFieldNodes(root, name)
      .map((node) => decodeHclText(`root.${name}`, node))
      .at(-1);
  const raw = hclFieldNodes(root, "raw_storage_endpoint")
    .map((node) => decodeHclValue("root.raw_storage_endpoint", node, false))
    .at(-1);
  const storage = storageType(root);
  const texts = {
    logLevel: text("log_level"),
    logFormat: text("log_format"),
    apiAddress: text("api_addr"),
    clusterAddress: text("cluster_addr"),
  };
  return {
    ...(raw === undefined ? {} : { rawEndpoint: raw }),
    ...(storage === undefined ? {} : { storageType: storage }),
    ...Object.fromEntries(Object.entries(texts).filter(([, found]) => found !== undefined)),
  };
}

function storageType(root: HclObjectList): string | undefined {
  const block = root.items.find((item) => ["storage", "backend"].includes(nameOf(item)));
  const type = block?.keys[1];
  return type === undefined ? undefined : hclTokenText(type);
}

/** As a Go server reads a truth from whatever was written. */
function toBool(path: string, value: HclValue): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value === "bigint" || typeof value === "number") return Number(value) !== 0;
  if (typeof value !== "string") {
    throw cannotLoad(path, "'' expected type 'bool', got unconvertible type '[]interface {}'");
  }
  if (value === "") return false;
  try {
    return parseBool(value);
  } catch (error) {
    throw cannotLoad(path, `cannot parse '' as bool: ${messageOf(error)}`);
  }
}
