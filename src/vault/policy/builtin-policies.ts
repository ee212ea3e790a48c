/** Policies that a server has from its first moment. Their rules are Vault's; their comments are ours. */

/** Given to every token that does not refuse it. May be changed, never deleted. */
const DEFAULT_POLICY = `
# What a token may do about itself: look, renew, revoke, ask
path "auth/token/lookup-self" {
    capabilities = ["read"]
}

path "auth/token/renew-self" {
    capabilities = ["update"]
}

path "auth/token/revoke-self" {
    capabilities = ["update"]
}

path "sys/capabilities-self" {
    capabilities = ["update"]
}

# The entity behind the token, by its id and by its name
path "identity/entity/id/{{identity.entity.id}}" {
  capabilities = ["read"]
}
path "identity/entity/name/{{identity.entity.name}}" {
  capabilities = ["read"]
}

# All rules that hold for the token, as user interfaces ask for them
path "sys/internal/ui/resultant-acl" {
    capabilities = ["read"]
}

# Renew a lease whose id one knows, at the old path and the new
path "sys/renew" {
    capabilities = ["update"]
}
path "sys/leases/renew" {
    capabilities = ["update"]
}

# See a lease whose id one knows
path "sys/leases/lookup" {
    capabilities = ["update"]
}

# The drawer that every token has to itself
path "cubbyhole/*" {
    capabilities = ["create", "read", "update", "delete", "list"]
}

# Response wrapping: wrap, see what is wrapped, unwrap
path "sys/wrapping/wrap" {
    capabilities = ["update"]
}

path "sys/wrapping/lookup" {
    capabilities = ["update"]
}

path "sys/wrapping/unwrap" {
    capabilities = ["update"]
}

# Hashing, which touches no secret
path "sys/tools/hash" {
    capabilities = ["update"]
}
path "sys/tools/hash/*" {
    capabilities = ["update"]
}

# How a control group request stands, for who has its accessor
path "sys/control-group/request" {
    capabilities = ["update"]
}

# Sign in to OIDC clients that trust this server
path "identity/oidc/provider/+/authorize" {
    capabilities = ["read", "update"]
}
`;

/** What a wrapping token may do. Fixed. */
const RESPONSE_WRAPPING_POLICY = `
path "cubbyhole/response" {
    capabilities = ["create", "read"]
}

path "sys/wrapping/unwrap" {
    capabilities = ["update"]
}
`;

/** What a token that waits for a control group may do. Fixed. */
const CONTROL_GROUP_POLICY = `
path "cubbyhole/control-group" {
    capabilities = ["update", "create", "read"]
}

path "sys/wrapping/unwrap" {
    capabilities = ["update"]
}
`;

/** Stored policies of a new server, by name. `root` is not among them: it is known by its name alone. */
export const BUILTIN_POLICIES: ReadonlyMap<string, string> = new Map([
  ["default", DEFAULT_POLICY],
  ["response-wrapping", RESPONSE_WRAPPING_POLICY],
  ["control-group", CONTROL_GROUP_POLICY],
]);

/** Never written nor deleted by a request. */
export const IMMUTABLE_POLICIES: readonly string[] = ["root", "response-wrapping", "control-group"];

/** Never given to a token by a request, and not listed. */
export const NON_ASSIGNABLE_POLICIES: readonly string[] = ["response-wrapping", "control-group"];
