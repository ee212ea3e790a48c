/** The plugins that a real server has built in, whether or not this one simulates them: type, name, version. */
const builtin: readonly (readonly [PluginType, string, string, "deprecated"?])[] = [
  ["auth", "alicloud", "v0.16.0+builtin"],
  ["auth", "approle", "v1.16.0+builtin.vault"],
  ["auth", "aws", "v1.16.0+builtin.vault"],
  ["auth", "azure", "v0.16.2+builtin"],
  ["auth", "centrify", "v0.15.1+builtin", "deprecated"],
  ["auth", "cert", "v1.16.0+builtin.vault"],
  ["auth", "cf", "v0.15.1+builtin"],
  ["auth", "gcp", "v0.16.1+builtin"],
  ["auth", "github", "v1.16.0+builtin.vault"],
  ["auth", "jwt", "v0.17.0+builtin"],
  ["auth", "kerberos", "v0.10.1+builtin"],
  ["auth", "kubernetes", "v0.17.1+builtin"],
  ["auth", "ldap", "v1.16.0+builtin.vault"],
  ["auth", "oci", "v0.14.2+builtin"],
  ["auth", "oidc", "v1.16.0+builtin.vault"],
  ["auth", "okta", "v1.16.0+builtin.vault"],
  ["auth", "pcf", "v1.16.0+builtin.vault", "deprecated"],
  ["auth", "radius", "v1.16.0+builtin.vault"],
  ["auth", "userpass", "v1.16.0+builtin.vault"],
  ["database", "cassandra-database-plugin", "v1.16.0+builtin.vault"],
  ["database", "couchbase-database-plugin", "v0.9.4+builtin"],
  ["database", "elasticsearch-database-plugin", "v0.13.3+builtin"],
  ["database", "hana-database-plugin", "v1.16.0+builtin.vault"],
  ["database", "influxdb-database-plugin", "v1.16.0+builtin.vault"],
  ["database", "mongodb-database-plugin", "v1.16.0+builtin.vault"],
  ["database", "mongodbatlas-database-plugin", "v0.10.1+builtin"],
  ["database", "mssql-database-plugin", "v1.16.0+builtin.vault"],
  ["database", "mysql-aurora-database-plugin", "v1.16.0+builtin.vault"],
  ["database", "mysql-database-plugin", "v1.16.0+builtin.vault"],
  ["database", "mysql-legacy-database-plugin", "v1.16.0+builtin.vault"],
  ["database", "mysql-rds-database-plugin", "v1.16.0+builtin.vault"],
  ["database", "postgresql-database-plugin", "v1.16.0+builtin.vault"],
  ["database", "redis-database-plugin", "v0.2.2+builtin"],
  ["database", "redis-elasticache-database-plugin", "v0.2.3+builtin"],
  ["database", "redshift-database-plugin", "v1.16.0+builtin.vault"],
  ["database", "snowflake-database-plugin", "v0.9.0+builtin"],
  ["secret", "ad", "v0.16.1+builtin", "deprecated"],
  ["secret", "alicloud", "v0.15.1+builtin"],
  ["secret", "aws", "v1.16.0+builtin.vault"],
  ["secret", "azure", "v0.16.3+builtin"],
  ["secret", "consul", "v1.16.0+builtin.vault"],
  ["secret", "gcp", "v0.17.0+builtin"],
  ["secret", "gcpkms", "v0.15.1+builtin"],
  ["secret", "kubernetes", "v0.6.0+builtin"],
  ["secret", "kv", "v0.16.2+builtin"],
  ["secret", "ldap", "v1.16.0+builtin.vault"],
  ["secret", "mongodbatlas", "v0.10.1+builtin"],
  ["secret", "nomad", "v1.16.0+builtin.vault"],
  ["secret", "openldap", "v0.11.2+builtin"],
  ["secret", "pki", "v1.16.0+builtin.vault"],
  ["secret", "rabbitmq", "v1.16.0+builtin.vault"],
  ["secret", "ssh", "v1.16.0+builtin.vault"],
  ["secret", "terraform", "v0.7.3+builtin"],
  ["secret", "totp", "v1.16.0+builtin.vault"],
  ["secret", "transit", "v1.16.0+builtin.vault"],
];

export type PluginType = "auth" | "database" | "secret";

export interface BuiltinPlugin {
  readonly type: PluginType;
  readonly name: string;
  readonly version: string;
  readonly deprecationStatus: string;
}

export const builtinPlugins: readonly BuiltinPlugin[] = builtin.map(([type, name, version, deprecationStatus]) => ({
  type,
  name,
  version,
  deprecationStatus: deprecationStatus ?? "supported",
}));

/** What of Vault's own tree carries, and what is in no catalog. */
export const versionOfTheServer = "v1.16.0+builtin.vault";

export function builtinPluginOf(table: "mounts" | "auth", name: string): BuiltinPlugin | undefined {
  const type = table === "auth" ? "auth" : "secret";
  return builtinPlugins.find((plugin) => plugin.type === type && plugin.name === name);
}
