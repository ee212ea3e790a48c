/** One line of an audit log, before a device hashes it. Members stand in the order in which Vault writes them. */
import { writeGoJson, type Json } from "../../lib/index.ts";

export type Data = Readonly<Record<string, Json>>;

export interface AuthRecord {
  readonly client_token?: string | undefined;
  readonly accessor?: string | undefined;
  readonly display_name?: string | undefined;
  readonly policies?: readonly string[] | undefined;
  readonly token_policies?: readonly string[] | undefined;
  readonly identity_policies?: readonly string[] | undefined;
  readonly no_default_policy?: true | undefined;
  readonly policy_results?: PolicyResults | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly num_uses?: number | undefined;
  readonly remaining_uses?: number | undefined;
  readonly entity_id?: string | undefined;
  readonly entity_created?: true | undefined;
  readonly token_type?: string | undefined;
  readonly token_ttl?: number | undefined;
  readonly token_issue_time?: string | undefined;
}

export interface PolicyResults {
  readonly allowed: boolean;
  readonly granting_policies?: readonly GrantingPolicy[] | undefined;
}

export interface GrantingPolicy {
  readonly name: string;
  readonly namespace_id: "root";
  readonly type: "acl";
}

export interface RequestRecord {
  readonly id: string;
  readonly client_id?: string | undefined;
  readonly operation: string;
  readonly mount_point?: string | undefined;
  readonly mount_type?: string | undefined;
  readonly mount_accessor?: string | undefined;
  readonly mount_running_version?: string | undefined;
  readonly mount_class?: string | undefined;
  readonly client_token?: string | undefined;
  readonly client_token_accessor?: string | undefined;
  readonly namespace: { readonly id: "root" };
  readonly path: string;
  readonly data?: Data | undefined;
  readonly remote_address?: string | undefined;
  readonly remote_port?: number | undefined;
  readonly wrap_ttl?: number | undefined;
  readonly headers?: Readonly<Record<string, readonly string[]>> | undefined;
}

export interface WrapRecord {
  readonly ttl?: number | undefined;
  readonly token: string;
  readonly accessor: string;
  readonly creation_time: string;
  readonly creation_path: string;
  readonly wrapped_accessor?: string | undefined;
}

export interface ResponseRecord {
  readonly auth?: AuthRecord | undefined;
  readonly mount_point?: string | undefined;
  readonly mount_type?: string | undefined;
  readonly mount_accessor?: string | undefined;
  readonly mount_running_plugin_version?: string | undefined;
  readonly mount_class?: string | undefined;
  readonly secret?: { readonly lease_id?: string | undefined } | undefined;
  readonly data?: Data | undefined;
  readonly warnings?: readonly string[] | undefined;
  readonly wrap_info?: WrapRecord | undefined;
  readonly headers?: Readonly<Record<string, readonly string[]>> | undefined;
}

export interface AuditRecord {
  readonly time: string;
  readonly type: "request" | "response";
  readonly auth: AuthRecord;
  readonly request: RequestRecord;
  readonly response?: ResponseRecord | undefined;
  readonly error?: string | undefined;
}

const structs: readonly string[] = [
  "",
  "auth",
  "auth.policy_results",
  "auth.policy_results.granting_policies.*",
  "request",
  "request.namespace",
  "response",
  "response.auth",
  "response.secret",
  "response.wrap_info",
];

export function writeRecord(record: AuditRecord): string {
  return `${writeGoJson(record, { structsAt: structs })}\n`;
}
