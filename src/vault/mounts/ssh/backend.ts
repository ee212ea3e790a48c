/** One-time passwords for logging in to machines by SSH. */
import { quoteGo, type Json, type Random } from "../../../lib/index.ts";
import type { BackendDeclaration, FieldData, FieldSchema, FieldType, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal, response } from "../../logical/outcomes.ts";
import type { LogicalFailure, MountRequest, Outcome } from "../../logical/types.ts";
import { isBlock } from "../../core/cidr.ts";
import { createPassword, lookupRoles, revokePassword, verifyPassword } from "./one-time-password.ts";
import { readRole, readZeroAddressRoles, type SshRole } from "./role.ts";

const role: FieldSchema = { type: "string", description: "The role's name." };

const roleFields: Readonly<Record<string, FieldSchema>> = {
  role,
  key_type: { type: "string", description: 'What the role gives: "otp".' },
  default_user: { type: "string", description: "The user to log in as, where none is asked for." },
  cidr_list: { type: "string", description: "Address blocks of the machines, separated by commas." },
  exclude_cidr_list: { type: "string", description: "Address blocks within those that are left out." },
  port: { type: "int", description: "Where the machines listen; told to clients, no more." },
  allowed_users: { type: "string", description: 'Users that may be asked for, separated by commas; "*" is anyone.' },
  ...ofCertificates(["bool"], "default_user_template", "allowed_users_template", "allowed_domains_template"),
  ...ofCertificates(["bool"], "default_extensions_template", "allow_user_certificates", "allow_host_certificates"),
  ...ofCertificates(["bool"], "allow_bare_domains", "allow_subdomains", "allow_user_key_ids"),
  ...ofCertificates(["string"], "allowed_domains", "allowed_critical_options", "allowed_extensions"),
  ...ofCertificates(["string"], "key_id_format", "algorithm_signer"),
  ...ofCertificates(["map"], "default_critical_options", "default_extensions", "allowed_user_key_lengths"),
  ...ofCertificates(["duration"], "ttl", "max_ttl", "not_before_duration"),
};

/** Fields that only the other kind of role follows. */
function ofCertificates([type]: readonly [FieldType], ...names: readonly string[]): Record<string, FieldSchema> {
  return Object.fromEntries(names.map((name) => [name, { type, description: "Of roles that sign; not simulated." }]));
}

/** Signed certificates: the other kind of role. */
const absentPaths: readonly PathDeclaration[] = [
  { path: "config/ca", operations: {}, absent: ["read", "update", "delete"], synopsis: "The key that signs." },
  { path: "public_key", operations: {}, absent: ["read"], synopsis: "The public half of the key that signs." },
  { path: "sign/:role", fields: { role }, operations: {}, absent: ["update"], synopsis: "Signs a key." },
  { path: "issue/:role", fields: { role }, operations: {}, absent: ["update"], synopsis: "Makes and signs a key." },
  { path: "tidy/dynamic-keys", operations: {}, absent: ["delete"], synopsis: "Removes keys of an old kind." },
];

export function sshBackend(random: Random): BackendDeclaration {
  return {
    type: "ssh",
    description: "Passwords that log in to a machine once: made here, checked by an agent on the machine, leased.",
    paths: [
      {
        path: "config/zeroaddress",
        fields: { roles: { type: "commaStringSlice", description: "Roles that are good for any machine." } },
        operations: {
          read: (request) => {
            const roles = readZeroAddressRoles(request.storage);
            return roles.length === 0 ? undefined : response({ roles });
          },
          update: writeZeroAddress,
          delete: (request) => {
            request.storage.delete("config/zeroaddress");
            return undefined;
          },
        },
        synopsis: "Says which roles are good for any machine.",
      },
      { path: "roles/?", operations: { list: listRoles }, synopsis: "Lists the roles." },
      {
        path: "roles/:role",
        fields: roleFields,
        operations: {
          read: (request, fields) => describe(readRole(request.storage, fields.get("role"))),
          update: writeRole,
          delete: deleteRole,
        },
        synopsis: "Reads, writes and deletes a role.",
      },
      {
        path: "creds/:role",
        fields: {
          role,
          username: { type: "string", description: "The user to log in as." },
          ip: { type: "string", description: "The machine's address." },
        },
        operations: { update: (request, fields) => createPassword(random, request, fields) },
        synopsis: "Makes a one-time password for a machine.",
      },
      {
        path: "lookup",
        fields: { ip: { type: "string", description: "The machine's address." } },
        operations: { update: lookupRoles },
        synopsis: "Lists the roles that are good for a machine.",
      },
      {
        path: "verify",
        fields: { otp: { type: "string", description: "The password." } },
        operations: { update: (request, fields) => verifyPassword(random, request, fields) },
        synopsis: "Says what a password is for, once; the machine's agent asks.",
      },
      ...absentPaths,
    ],
    unauthenticated: ["verify", "public_key"],
    revoke: (request) => revokePassword(random, request),
  };
}

function listRoles(request: MountRequest): Outcome {
  const keys = request.storage.list("roles/");
  const info = new Map<string, Json>();
  for (const name of keys) {
    const found = readRole(request.storage, name);
    if (found !== undefined) info.set(name, { key_type: found.keyType });
  }
  return response(keys.length === 0 ? {} : { keys, key_info: Object.fromEntries(info) });
}

function describe(found: SshRole | undefined): Outcome {
  if (found === undefined) return undefined;
  return response({
    default_user: found.defaultUser,
    cidr_list: found.cidrList,
    exclude_cidr_list: found.excludeCidrList,
    key_type: found.keyType,
    port: found.port,
    allowed_users: found.allowedUsers,
  });
}

function writeRole(request: MountRequest, fields: FieldData): Outcome {
  const cidrList = fields.get<string>("cidr_list");
  const excludeCidrList = fields.get<string>("exclude_cidr_list");
  const problem = whyNotBlocks(cidrList, "cidr_list") ?? whyNotBlocks(excludeCidrList, "exclude_cidr_list entry");
  if (problem !== undefined) return problem;
  const keyType = fields.get<string>("key_type").toLowerCase();
  if (keyType === "") return refusal("missing key type");
  if (keyType === "dynamic") return refusal("dynamic key type roles are no longer supported");
  if (keyType === "ca") return refusal('the ssh key type "ca" is not simulated; see docs/coverage.md');
  if (keyType !== "otp") return refusal("invalid key type");
  const defaultUser = fields.get<string>("default_user");
  if (defaultUser === "") return refusal("missing default user");
  const written: SshRole = {
    keyType,
    defaultUser,
    cidrList,
    excludeCidrList,
    allowedUsers: fields.get("allowed_users"),
    port: fields.get<number>("port") || 22,
  };
  request.storage.put(`roles/${fields.get<string>("role")}`, written);
  return undefined;
}

function whyNotBlocks(list: string, name: string): LogicalFailure | undefined {
  if (list === "") return undefined;
  const bad = list.split(",").find((block) => !block.includes("/") || !isBlock(block.trim()));
  return bad === undefined ? undefined : failure(`failed to validate ${name}: invalid CIDR address: ${bad}`, 500);
}

function deleteRole(request: MountRequest, fields: FieldData): Outcome {
  const name = fields.get<string>("role");
  const zeroAddress = readZeroAddressRoles(request.storage);
  if (zeroAddress.includes(name)) {
    request.storage.put("config/zeroaddress", { roles: zeroAddress.filter((each) => each !== name) });
  }
  request.storage.delete(`roles/${name}`);
  return undefined;
}

function writeZeroAddress(request: MountRequest, fields: FieldData): Outcome {
  const roles = fields.get<readonly string[]>("roles");
  if (roles.length === 0) return refusal("Missing roles");
  const missing = roles.find((name) => readRole(request.storage, name) === undefined);
  if (missing !== undefined) return refusal(`Role ${quoteGo(missing)} does not exist`);
  request.storage.put("config/zeroaddress", { roles });
  return undefined;
}
