/** A request laid out, before it is sent or shown. */
export interface PlannedRequest {
  readonly method: string;
  readonly url: string;
  /** The path without `/v1` and the host, as a policy names it. */
  readonly path: string;
  readonly isList: boolean;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | undefined;
  readonly insecure: boolean;
  readonly tlsFiles: readonly (readonly [string, string])[];
}

/** The curl command that does what the request would. The token is left to `vault print token`. */
export function curlCommand(request: PlannedRequest): string {
  const parts = ["curl"];
  if (request.insecure) parts.push("--insecure");
  if (request.method !== "GET") parts.push(`-X ${request.method}`);
  for (const [option, file] of request.tlsFiles) parts.push(`${option} ${quote(file)}`);
  for (const [name, value] of request.headers) {
    parts.push(
      `-H "${canonicalHeader(name)}: ${name.toLowerCase() === "x-vault-token" ? "$(vault print token)" : value}"`,
    );
  }
  if (request.body !== undefined && request.body !== "") parts.push(`-d ${quote(request.body)}`);
  return `${parts.join(" ")} ${request.url}`;
}

/** A header's name as Go's net/textproto writes it; one that is no token stays as it is. */
function canonicalHeader(name: string): string {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return name;
  return name.toLowerCase().replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}

const sudoPaths: readonly RegExp[] = [
  /^auth\/token\/accessors\/?$/,
  /^auth\/token\/revoke-orphan$/,
  /^pki\/root(?:\/sign-self-issued)?$/,
  /^sys\/audit(?:\/.+)?$/,
  /^sys\/auth\/.+$/,
  /^sys\/config\/auditing\/request-headers(?:\/.+)?$/,
  /^sys\/config\/cors$/,
  /^sys\/config\/ui\/headers(?:\/.*)?$/,
  /^sys\/internal\/inspect\/router\/.+$/,
  /^sys\/leases(?:\/lookup(?:\/.+)?)?$/,
  /^sys\/leases\/revoke-(?:force|prefix)\/.+$/,
  /^sys\/plugins\/catalog\/(?:[\w-]+\/)?[^/]+$/,
  /^sys\/plugins\/runtimes\/catalog(?:\/|\/[\w-]+\/[^/]+)?$/,
  /^sys\/raw(?:\/.+)?$/,
  /^sys\/remount$/,
  /^sys\/revoke-(?:force|prefix)\/.+$/,
  /^sys\/(?:rotate|seal|step-down)$/,
  /^sys\/replication\/(?:(?:dr\/|performance\/)?primary\/secondary-token|reindex)$/,
  /^sys\/storage\/raft\/snapshot-auto\/config(?:\/[^/]*)?$/,
];

const capabilities: Readonly<Record<string, readonly string[]>> = {
  GET: ["read"],
  LIST: ["list"],
  POST: ["create", "update"],
  PUT: ["create", "update"],
  PATCH: ["patch"],
  DELETE: ["delete"],
};

/** A policy that would allow the request. */
export function policyFor(request: PlannedRequest): string {
  const path = request.path.replace(/^\/+/, "");
  const needed = [...(capabilities[request.isList ? "LIST" : request.method] ?? [])];
  if (sudoPaths.some((pattern) => pattern.test(path))) needed.push("sudo");
  return `path "${path}" {\n  capabilities = [${needed.map((name) => `"${name}"`).join(", ")}]\n}`;
}
