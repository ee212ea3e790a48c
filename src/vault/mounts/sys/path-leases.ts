/** `leases`: looking them up, renewing and revoking them, one by one and by prefix. */
import { formatRfc3339Nano, parseGoInt, type Json } from "../../../lib/index.ts";
import { unsupportedPath } from "../../framework/backend.ts";
import { secondsLeft, type LeaseEntry } from "../../expiration/lease-entry.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, listResponse, refusal, response } from "../../logical/outcomes.ts";
import type { LogicalFailure, MountRequest, Outcome } from "../../logical/types.ts";
import { isOfNoNamespace, noNamespace } from "../../token/unreadable-token.ts";
import { respondWithStatus } from "../kv/respond-with-status.ts";
import type { SysServices } from "./services.ts";

const idFields: Readonly<Record<string, FieldSchema>> = {
  lease_id: { type: "string", description: "The lease." },
  url_lease_id: { type: "string", description: "The same, at the end of the path." },
};
const sync: FieldSchema = { type: "bool", default: true, description: "Answer when it is done." };

export function leasePaths(services: SysServices): PathDeclaration[] {
  return [
    {
      path: "leases/lookup/*prefix",
      fields: { prefix: { type: "string", description: "Where to look." } },
      operations: { list: (_request, fields) => list(services, fields.get("prefix")) },
      synopsis: "Lists leases below a prefix, a level at a time.",
    },
    {
      path: "leases/lookup",
      fields: { lease_id: { type: "string", description: "The lease." } },
      operations: { update: (_request, fields) => lookup(services, fields.get("lease_id")) },
      synopsis: "Shows when a lease began and when it ends.",
    },
    ...both((prefix, end) => renewPath(services, prefix, end)),
    ...both((prefix, end) => revokePath(services, prefix, end)),
    ...["leases/", ""].flatMap((prefix) => [prefixPath(services, prefix, true), prefixPath(services, prefix, false)]),
    {
      path: "leases/tidy",
      operations: {
        update: (request) =>
          respondWithStatus(request, 202, {
            warnings: [
              "Tidy operation successfully started. Any information from the operation will be printed to Vault's server logs.",
            ],
          }),
      },
      synopsis: "Takes away what is left of leases without a token.",
    },
    ...irrevocablePaths(services),
  ];
}

/** At the path of today and at the old one, each with and without the lease's id at its end. */
function both(declare: (prefix: string, end: string) => PathDeclaration): PathDeclaration[] {
  return ["leases/", ""].flatMap((prefix) => ["", "/+url_lease_id"].map((end) => declare(prefix, end)));
}

/** In the body the lease has its one name; the other is the path's. */
function leaseIdOf(fields: FieldData, end: string): string {
  return fields.get<string>("lease_id") || (end === "" ? "" : fields.get<string>("url_lease_id"));
}

/** In the body of today's paths the core has looked at a lease's namespace before. */
function whyNotLease(leaseId: string): LogicalFailure | undefined {
  if (leaseId === "") return refusal("lease_id must be specified");
  return isOfNoNamespace(leaseId) ? refusal(noNamespace) : undefined;
}

function list(services: SysServices, prefix: string): Outcome {
  return listResponse(services.leases.list(prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`));
}

function lookup(services: SysServices, leaseId: string): Outcome {
  if (leaseId === "") return refusal("lease_id must be specified");
  const lease = services.leases.get(leaseId);
  if (lease === undefined) return refusal("invalid lease");
  const data: Record<string, Json> = {
    id: leaseId,
    issue_time: formatRfc3339Nano(lease.issueTimeNs),
    expire_time: null,
    last_renewal: null,
    ttl: 0,
    renewable: services.leases.renewable(lease),
  };
  if (lease.lastRenewalTimeNs !== 0n) data["last_renewal"] = formatRfc3339Nano(lease.lastRenewalTimeNs);
  if (lease.expireTimeNs !== 0n) {
    data["expire_time"] = formatRfc3339Nano(lease.expireTimeNs);
    data["ttl"] = secondsLeft(lease.expireTimeNs, services.nowNs());
  }
  return response(data);
}

function renewPath(services: SysServices, prefix: string, end: string): PathDeclaration {
  return {
    path: `${prefix}renew${end}`,
    fields: { ...idFields, increment: { type: "duration", description: "How much longer it is wanted." } },
    operations: {
      update: (_request, fields) => {
        const leaseId = leaseIdOf(fields, end);
        const problem = whyNotLease(leaseId);
        if (problem !== undefined) return problem;
        return services.leases.renew(leaseId, fields.get("increment"));
      },
    },
    synopsis: "Renews a lease.",
  };
}

function revokePath(services: SysServices, prefix: string, end: string): PathDeclaration {
  return {
    path: `${prefix}revoke${end}`,
    fields: { ...idFields, sync },
    operations: {
      update: (_request, fields) => {
        const leaseId = leaseIdOf(fields, end);
        const problem = whyNotLease(leaseId);
        if (problem !== undefined) return problem;
        const sync = fields.get<boolean>("sync");
        return settled(services.leases.revoke(leaseId, sync), sync);
      },
    },
    synopsis: "Revokes a lease.",
  };
}

function prefixPath(services: SysServices, prefix: string, force: boolean): PathDeclaration {
  return {
    path: `${prefix}${force ? "revoke-force" : "revoke-prefix"}/*prefix`,
    fields: { prefix: { type: "string", description: "All leases below it." }, ...(force ? {} : { sync }) },
    operations: {
      update: (_request: MountRequest, fields: FieldData) => {
        const below = fields.get<string>("prefix");
        if (below === "") return unsupportedPath();
        const sync = force || fields.get<boolean>("sync");
        return settled(services.leases.revokePrefix(below, { sync, force }), sync);
      },
    },
    synopsis: force
      ? "Forgets all leases below a prefix, whether or not their mount could revoke them."
      : "Revokes all leases below a prefix.",
  };
}

/** What is only queued is accepted, without a word. */
function settled(problem: LogicalFailure | undefined, sync: boolean): Outcome {
  if (problem !== undefined) return refusal(problem.errors.join("; "));
  return sync ? undefined : { ok: true, status: 202, raw: { contentType: "application/json", body: "" } };
}

/** Leases that their mount has refused to revoke. */
function irrevocablePaths(services: SysServices): PathDeclaration[] {
  const fields: Readonly<Record<string, FieldSchema>> = {
    type: { type: "string", description: '"irrevocable": those that could not be revoked.', query: true },
    include_child_namespaces: { type: "bool", description: "Without effect: there are no namespaces.", query: true },
    limit: { type: "string", description: 'How many at most, or "none" for all.', query: true },
  };
  const found = (): LeaseEntry[] =>
    services.leases.below("").flatMap((leaseId) => {
      const lease = services.leases.get(leaseId);
      return lease?.revokeError === undefined ? [] : [lease];
    });
  const asked = (given: FieldData): boolean => given.get<string>("type").toLowerCase() === "irrevocable";
  return [
    {
      path: "leases/count",
      fields,
      operations: {
        read: (_request, given) => {
          if (!asked(given)) return undefined;
          const counts: Record<string, number> = {};
          const leases = found();
          for (const lease of leases) counts[mountOf(lease)] = (counts[mountOf(lease)] ?? 0) + 1;
          return response({ lease_count: leases.length, counts });
        },
      },
      synopsis: "Counts leases that could not be revoked.",
    },
    {
      path: "leases",
      fields,
      operations: {
        read: (_request, given) => {
          if (!asked(given)) return undefined;
          const limit = given.get<string>("limit");
          const parsed = parseGoInt(limit);
          if (limit !== "" && limit.toLowerCase() !== "none") {
            if (!parsed.ok) {
              const cause = `strconv.Atoi: parsing "${limit}": invalid syntax`;
              return failure(`invalid 'limit' provided: ${cause}`, 500);
            }
            if (parsed.value < 1n) return failure("limit must be 'none' or a positive integer", 500);
          }
          const leases = found().map((lease) => ({ lease_id: lease.leaseId, error: lease.revokeError ?? "" }));
          return response({ lease_count: leases.length, leases });
        },
      },
      synopsis: "Lists leases that could not be revoked.",
    },
  ];
}

function mountOf(lease: LeaseEntry): string {
  return `${lease.path.split("/")[0] ?? ""}/`;
}
