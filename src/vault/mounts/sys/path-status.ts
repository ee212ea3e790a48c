/** What a server says of itself to anyone: health, seal, leader. These answer plain JSON, without the envelope. */
import { formatRfc3339, parseGoInt, type Json } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { refusal, response } from "../../logical/outcomes.ts";
import type { LogicalFailure, LogicalResponse, Outcome } from "../../logical/types.ts";
import { readShare, whyNoShare, wrongShare } from "./key-share.ts";
import { plainJson, plainPath } from "./plain-path.ts";
import type { SysServices } from "./services.ts";

const version = "1.16.0-beta1";
const shortVersion = "1.16.0";

const initFields: Readonly<Record<string, FieldSchema>> = {
  secret_shares: { type: "int", description: "How many key shares to make." },
  secret_threshold: { type: "int", description: "How many of them open the server." },
  recovery_shares: { type: "int", description: "Of no use with this seal." },
  recovery_threshold: { type: "int", description: "Of no use with this seal." },
};

/** Paths that need no token. */
export const statusPathsWithoutToken: readonly string[] = [
  "health",
  "seal-status",
  "leader",
  "init",
  "unseal",
  "step-down",
  "seal-backend-status",
  "rekey/init",
];

export function statusPaths(services: SysServices): PathDeclaration[] {
  return [
    plainPath(
      "health",
      { read: (_request, fields) => health(services, fields) },
      "Says how the server is.",
      healthFields,
    ),
    plainPath("seal-status", { read: () => sealStatus(services) }, "Says whether the server is sealed."),
    plainPath("leader", { read: () => plainJson(leader) }, "Says who leads: without high availability, nobody."),
    plainPath(
      "init",
      { read: () => plainJson({ initialized: true }), update: (_request, fields) => initialise(fields) },
      "Says whether the server was set up.",
      initFields,
    ),
    plainPath("seal-backend-status", { read: () => plainJson(sealBackend) }, "Says whether the seal works."),
    plainPath(
      "rekey/init",
      { read: () => plainJson(noRekey), delete: () => undefined },
      "Says whether new unseal keys are being made.",
      {},
      ["update"],
    ),
    {
      path: "rekey/backup",
      operations: { read: () => refusal("no backed-up keys found"), delete: () => undefined },
      synopsis: "Key shares that were kept, encrypted: there are none.",
    },
    plainPath("seal", { update: () => seal(services) }, "Seals the server."),
    plainPath("step-down", { update: () => undefined }, "Gives up leading; without high availability, nothing."),
    plainPath("unseal", { update: (request) => unseal(services, request.data) }, "Unseals the server.", unsealFields),
    {
      path: "ha-status",
      operations: { read: (request) => response({ nodes: [activeNode(request.headers)] }) },
      synopsis: "Lists the servers of the cluster.",
    },
    {
      path: "version-history/?",
      operations: { list: () => versionHistory(services) },
      synopsis: "Lists the versions that this server has been.",
    },
    {
      path: "replication/status",
      operations: { read: () => response({ mode: "disabled" }) },
      synopsis: "Says how replication goes: there is none.",
    },
  ];
}

const healthFields: Readonly<Record<string, FieldSchema>> = Object.fromEntries(
  [
    "standbyok",
    "perfstandbyok",
    "activecode",
    "standbycode",
    "sealedcode",
    "uninitcode",
    "drsecondarycode",
    "performancestandbycode",
  ].map((name) => [name, { type: "string", description: "Which status stands for which state.", query: true }]),
);

const unsealFields: Readonly<Record<string, FieldSchema>> = {
  key: { type: "string", description: "A share of the unseal key, in hex or base64." },
  reset: { type: "bool", description: "Forget the shares given so far." },
  migrate: { type: "bool", description: "Unseal to change the seal." },
};

const leader: Json = {
  ha_enabled: false,
  is_self: false,
  active_time: "0001-01-01T00:00:00Z",
  leader_address: "",
  leader_cluster_address: "",
  performance_standby: false,
  performance_standby_last_remote_wal: 0,
};
const sealBackend: Json = { healthy: true, backends: [{ name: "shamir", healthy: true }] };
const noRekey: Json = {
  nonce: "",
  started: false,
  t: 0,
  n: 0,
  progress: 0,
  required: 1,
  pgp_fingerprints: null,
  backup: false,
  verification_required: false,
};

/** A dev server has been set up before anybody can ask; what is wrong with the shares is said first. */
function initialise(fields: FieldData): Outcome {
  const shares = fields.get<number>("secret_shares");
  const threshold = fields.get<number>("secret_threshold");
  const unfit = ["recovery_shares", "recovery_threshold"].filter((name) => fields.get<number>(name) > 0);
  if (unfit.length > 0) return refusal(`parameters ${unfit.join(",")} not applicable to seal type shamir`);
  const wrong = (text: string) => refusal(`invalid seal configuration: ${text}`);
  if (shares < 1) return wrong("shares must be at least one");
  if (threshold < 1) return wrong("threshold must be at least one");
  if (shares > 1 && threshold === 1) return wrong("threshold must be greater than one for multiple shares");
  if (shares > 255) return wrong("shares must be less than 256");
  if (threshold > 255) return wrong("threshold must be less than 256");
  if (threshold > shares) return wrong("threshold cannot be larger than shares");
  return refusal("Vault is already initialized");
}

/** Statuses that a caller may choose, with what stands for them otherwise. The other states no dev server is in. */
const chosenStatuses = [
  "uninitcode",
  "sealedcode",
  "standbycode",
  "activecode",
  "drsecondarycode",
  "performancestandbycode",
];

function health(services: SysServices, fields: FieldData): Outcome {
  const badRequest: LogicalFailure = { ok: false, status: 400, errors: [] };
  for (const name of ["standbyok", "perfstandbyok"]) {
    if (fields.has(name) && !/^(?:1|0|t|f|true|false|)$/i.test(fields.get(name))) return badRequest;
  }
  const statuses = new Map([
    ["sealedcode", 503],
    ["activecode", 200],
  ]);
  for (const name of chosenStatuses) {
    if (!fields.has(name)) continue;
    const parsed = parseGoInt(fields.get<string>(name));
    if (!parsed.ok) return badRequest;
    statuses.set(name, Number(parsed.value));
  }
  const sealed = services.seal.isSealed();
  const body: Json = {
    initialized: true,
    sealed,
    standby: sealed,
    performance_standby: false,
    replication_performance_mode: sealed ? "unknown" : "disabled",
    replication_dr_mode: sealed ? "unknown" : "disabled",
    server_time_utc: Number(services.nowNs() / 1_000_000_000n),
    version,
    ...clusterFacts(services),
  };
  return plainJson(body, statuses.get(sealed ? "sealedcode" : "activecode") ?? 200);
}

/** A sealed server does not know which cluster it is of. */
function clusterFacts(services: SysServices): { readonly [key: string]: Json } {
  if (services.seal.isSealed()) return {};
  const { name, id } = services.seal.cluster();
  return { cluster_name: name, cluster_id: id };
}

function sealStatus(services: SysServices): LogicalResponse {
  return plainJson({
    type: "shamir",
    initialized: true,
    sealed: services.seal.isSealed(),
    t: 1,
    n: 1,
    progress: 0,
    nonce: "",
    version,
    build_date: "",
    migration: false,
    ...clusterFacts(services),
    recovery_seal: false,
    storage_type: services.storageType,
  });
}

function seal(services: SysServices): Outcome {
  services.seal.seal();
  return undefined;
}

function unseal(services: SysServices, data: Readonly<Record<string, Json>>): Outcome {
  if (data["reset"] === true) return services.seal.isSealed() ? sealStatus(services) : refusal("vault is unsealed");
  const text = data["key"];
  if (typeof text !== "string" || text === "") {
    return refusal("'key' must be specified in request body as JSON, or 'reset' set to true");
  }
  const key = readShare(text);
  if (key === undefined) return refusal("'key' must be a valid hex or base64 string");
  const problem = whyNoShare(key);
  if (problem !== undefined) return refusal(problem);
  return !services.seal.isSealed() || services.seal.unseal(key) ? sealStatus(services) : refusal(wrongShare);
}

function activeNode(headers: Readonly<Record<string, string>>): Json {
  const host = headers["host"] ?? "127.0.0.1:8200";
  return {
    hostname: "vault",
    api_address: `http://${host}`,
    cluster_address: "https://127.0.0.1:8201",
    active_node: true,
    last_echo: null,
    version: shortVersion,
  };
}

function versionHistory(services: SysServices): Outcome {
  const installed = formatRfc3339(services.keys.firstInstallTimeNs());
  const info = { build_date: "", previous_version: null, timestamp_installed: installed };
  return response({ keys: [shortVersion], key_info: { [shortVersion]: info } });
}
