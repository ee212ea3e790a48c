/** What the members of an audit entry mean. */

const HASH =
  "An HMAC-SHA256 of the value with this device's salt: equal values have equal hashes, and none can be turned back. To find a value that you know, ask the device for its hash: vault write sys/audit-hash/file input=VALUE.";

/** By path; what stands for both blocks that say who somebody is begins with `auth.`. */
const MEANINGS: Readonly<Record<string, string>> = {
  time: "When the entry was written, in UTC.",
  type: "A request is written before anything is done; if no device can write it, nothing is done. A response is written before the answer leaves.",
  error: "Why it was refused or failed. A refusal stands in both entries.",
  auth: "Who asked: what was known of the token when the request came in.",
  "auth.client_token": HASH,
  "auth.accessor": `The token's accessor, hashed too unless the device has hmac_accessor=false. ${HASH}`,
  "auth.display_name": "The name that the token was made with: from its auth method, or -display-name.",
  "auth.policies": "All policies in force: the token's and those of its identity.",
  "auth.token_policies": "Policies that are on the token itself.",
  "auth.identity_policies": "Policies that the token's entity and groups add.",
  "auth.no_default_policy": "The token was made without the default policy.",
  "auth.policy_results": "How the policies judged this request.",
  "auth.policy_results.allowed": "Whether some policy allowed it and none denied it.",
  "auth.policy_results.granting_policies": "The policies whose rules allowed it.",
  "auth.policy_results.granting_policies.*.name": "A policy that allowed it.",
  "auth.policy_results.granting_policies.*.namespace_id":
    "Where that policy lives; this edition has one namespace, root.",
  "auth.policy_results.granting_policies.*.type":
    "acl: a rule of path and capabilities. Paths that ask for no token have an empty one.",
  "auth.metadata": "What the auth method, or -metadata, wrote on the token. It is not hashed.",
  "auth.num_uses": "How often a token with a limit may be used.",
  "auth.remaining_uses": "How often it may still be used.",
  "auth.entity_id": "Whom the token stands for in the identity store; a token made by hand has nobody.",
  "auth.entity_created": "This login made the entity.",
  "auth.token_type":
    "service: stored on the server, with an accessor and a lease. batch: all of it is in the token. default: as the mount says.",
  "auth.token_ttl": "Seconds that the token was given, at its creation or last renewal.",
  "auth.token_issue_time": "When the token was made.",
  request: "What was asked, with every text that could be secret hashed.",
  "request.id":
    "One for each request: it joins the request with its response here, and with request_id in the answer's body.",
  "request.client_id": "Whom the request counts for in client counts: an entity, or a hash of the token's policies.",
  "request.operation": "What is to be done: read, list, update (create and change), patch, delete, help.",
  "request.mount_point": "The mount that the path leads to.",
  "request.mount_type": "The kind of engine that is mounted there.",
  "request.mount_accessor": "The mount's own name, which stays when it moves.",
  "request.mount_running_version": "The version of the engine that runs there.",
  "request.mount_class": "Whether the mount is a secrets engine or an auth method.",
  "request.client_token": `The token as it was sent. ${HASH}`,
  "request.client_token_accessor": `Its accessor. A batch token has none, so this member is missing. ${HASH}`,
  "request.namespace": "This edition has one namespace.",
  "request.namespace.id": "This edition has one namespace, root.",
  "request.path": "The path without /v1/. Paths are not hashed: keep secrets out of names.",
  "request.data":
    "What was sent. Names stay as they are; values that are text are hashed, unless the mount is tuned to leave a name plain (audit_non_hmac_request_keys).",
  "request.remote_address": "Where the request came from.",
  "request.remote_port": "The port that it came from.",
  "request.wrap_ttl": "The answer is to be wrapped, for so many seconds.",
  "request.headers": "Request headers that sys/config/auditing names; all others are left out.",
  response: "What was answered, with every text that could be secret hashed.",
  "response.auth": "The token that this request made or renewed. The other auth block is of the one that asked.",
  "response.mount_point": "The mount that answered.",
  "response.mount_type": "The kind of engine that answered.",
  "response.mount_accessor": "The mount's own name, which stays when it moves.",
  "response.mount_running_plugin_version": "The version of the engine that answered.",
  "response.mount_class": "Whether a secrets engine or an auth method answered.",
  "response.secret": "The lease of the secret that was given out.",
  "response.secret.lease_id": "The lease, with which it is renewed or revoked.",
  "response.data":
    "What was answered. Values that are text are hashed; numbers and truths are not. A device with elide_list_responses writes how many there were, not which.",
  "response.warnings": "What the answer warned of.",
  "response.wrap_info": "The answer was put in a wrapping token: this is what was handed out in its stead.",
  "response.wrap_info.token": HASH,
};

/** What a member means; undefined where nothing is known of it. */
export function explainField(path: string): string | undefined {
  const own = MEANINGS[path] ?? MEANINGS[path.replace(/^response\.auth\./, "auth.")];
  if (own !== undefined) return own;
  if (path.startsWith("request.data.")) return MEANINGS["request.data"];
  if (path.startsWith("response.data.")) return MEANINGS["response.data"];
  return path.startsWith("auth.metadata.") ? MEANINGS["auth.metadata"] : undefined;
}
