/** What a server says of itself to anyone: health, seal, leader. These answer plain JSON, without the envelope. */
import { encodeHex, formatRfc3339, parseGoInt, randomUuid, type Json } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal, response } from "../../logical/outcomes.ts";
import type { LogicalFailure, LogicalResponse, Outcome } from "../../logical/types.ts";
import { hasShare, keyOf, readShare, whyNoShare, whyNotKey, whyNotOpened } from "./key-share.ts";
import { byAnyMethod, plainJson, plainPath } from "./plain-path.ts";
import { whyNotThisSeal } from "./seal-shape.ts";
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
  "storage/raft/bootstrap",
  "storage/raft/join",
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
    plainPath("seal", { update: () => seal(services) }, "Seals the server."),
    plainPath("step-down", { update: () => undefined }, "Gives up leading; without high availability, nothing."),
    plainPath("unseal", { update: (request) => unseal(services, request.data) }, "Unseals the server.", unsealFields),
    ...(["bootstrap", "join"] as const).map((step) => raftPath(step)),
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

/** Storage in memory is not Raft's. */
function raftPath(step: "bootstrap" | "join"): PathDeclaration {
  return plainPath(
    `storage/raft/${step}`,
    {
      ...byAnyMethod(() => ({ ok: false, status: step === "bootstrap" ? 400 : 405, errors: [] })),
      update: () => failure("raft backend not in use", 500),
    },
    "Integrated storage: this server has another.",
  );
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
/** A dev server has been set up before anybody can ask; what is wrong with the shares is said first. */
function initialise(fields: FieldData): Outcome {
  const shares = fields.get<number>("secret_shares");
  const threshold = fields.get<number>("secret_threshold");
  const unfit = ["recovery_shares", "recovery_threshold"].filter((name) => fields.get<number>(name) > 0);
  if (unfit.length > 0) return refusal(`parameters ${unfit.join(",")} not applicable to seal type shamir`);
  const problem = whyNotThisSeal({ shares, threshold });
  return refusal(problem === undefined ? "Vault is already initialized" : `invalid seal configuration: ${problem}`);
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
  const { unsealing } = services.keyWork.current();
  const { shares, threshold } = services.seal.shape();
  return plainJson({
    type: "shamir",
    initialized: true,
    sealed: services.seal.isSealed(),
    t: threshold,
    n: shares,
    progress: unsealing?.given.length ?? 0,
    nonce: unsealing?.nonce ?? "",
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
  services.keyWork.set({ rekey: undefined });
  return undefined;
}

function unseal(services: SysServices, data: Readonly<Record<string, Json>>): Outcome {
  if (data["reset"] === true) {
    if (!services.seal.isSealed()) return refusal("vault is unsealed");
    services.keyWork.set({ unsealing: undefined });
    return sealStatus(services);
  }
  const text = data["key"];
  if (typeof text !== "string" || text === "") {
    return refusal("'key' must be specified in request body as JSON, or 'reset' set to true");
  }
  const share = readShare(text);
  if (share === undefined) return refusal("'key' must be a valid hex or base64 string");
  if (data["migrate"] === true) return failure("can't perform a seal migration, no migration seal found", 500);
  const problem = whyNoShare(share);
  if (problem !== undefined) return refusal(`invalid key: ${problem}`);
  return services.seal.isSealed() ? unsealWith(services, share) : sealStatus(services);
}

function unsealWith(services: SysServices, share: Uint8Array): Outcome {
  const { nonce, given } = services.keyWork.current().unsealing ?? { nonce: randomUuid(services.random), given: [] };
  const gathered = hasShare(given, share) ? given : [...given, encodeHex(share)];
  const key = keyOf(gathered, services.seal.shape().threshold);
  services.keyWork.set({ unsealing: key === undefined ? { nonce, given: gathered } : undefined });
  if (key === undefined) return sealStatus(services);
  if ("error" in key) return refusal(`invalid key: failed to compute combined key: ${key.error}`);
  const wrong = whyNotKey(key, services.seal.isKey(key));
  if (wrong !== undefined) return refusal(whyNotOpened(wrong));
  services.seal.unseal();
  return sealStatus(services);
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
