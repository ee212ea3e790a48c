import {
  basicAuth,
  decodeHex,
  decodeUtf8,
  headerOf,
  httpHeaders,
  isHeaderName,
  isHeaderValue,
  quoteGo,
  writeGoJson,
  type HttpAnswer,
  type Json,
} from "../../lib/index.ts";
import { messageOf } from "../failure.ts";
import type { ProgramIo } from "../types.ts";
import { JsonError } from "../wire/json.ts";
import { parseSecret, type Secret } from "../wire/secret.ts";
import { encodeQuery, printUrl, type Address } from "./address.ts";
import type { PlannedRequest } from "./curl.ts";
import { ApiError, NotSent, apiError } from "./errors.ts";
import type { ClientSettings } from "./settings.ts";

export interface RequestOptions {
  readonly parameters?: ReadonlyMap<string, readonly string[]>;
  /** Sent as JSON. */
  readonly body?: Json;
  /** Members of the body that keep their order, see writeGoJson. */
  readonly structsAt?: readonly string[];
  readonly contentType?: string;
  /** Sent and not wrapped on a wish of the command line, also where the command's answer is to be shown or wrapped. */
  readonly aside?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Speaks Vault's HTTP API. A refusal throws {@link ApiError}, a broken wire an Error in Go's words. */
export class VaultClient {
  token: string;
  namespace: string;
  wrapTtl: string;
  /** The request that was to be shown and not sent, once there is one. */
  shown: PlannedRequest | undefined;
  readonly #settings: ClientSettings;
  readonly #transport: ProgramIo["transport"];

  constructor(settings: ClientSettings, transport: ProgramIo["transport"], token: string) {
    this.#settings = settings;
    this.#transport = transport;
    this.token = token;
    this.namespace = settings.namespace;
    this.wrapTtl = settings.wrapTtl;
  }

  get outputsRequest(): boolean {
    return this.#settings.outputCurlString || this.#settings.outputPolicy;
  }

  get addressText(): string {
    const { scheme, host, path } = this.#settings.address;
    return scheme === "" ? path : `${scheme}://${host}${path}`;
  }

  /** Sends one request to `/v1/<path>`. */
  async send(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
    const bad = Array.from(this.token).find((character) => !/^[ \p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character));
    if (bad !== undefined) {
      throw new Error("configured Vault token contains non-printable characters and cannot be used");
    }
    const plan = this.#plan(method, path, options);
    if (options.aside !== true && this.#settings.outputCurlString) {
      this.shown = plan;
      throw new NotSent("output a string, please");
    }
    if (options.aside !== true && this.#settings.outputPolicy) {
      this.shown = plan;
      throw new NotSent("output a policy, please");
    }
    return this.#perform(plan);
  }

  async read(path: string, parameters?: ReadonlyMap<string, readonly string[]>): Promise<Secret | undefined> {
    return this.#secretUnlessMissing(
      () => this.send("GET", path, parameters === undefined ? {} : { parameters }),
      false,
    );
  }

  async list(path: string): Promise<Secret | undefined> {
    return this.#secretUnlessMissing(() => this.send("GET", path, { parameters: listParameters }), false);
  }

  async write(path: string, body: Json, structsAt: readonly string[] = []): Promise<Secret | undefined> {
    return this.#secretUnlessMissing(() => this.send("PUT", path, { body, structsAt }), true);
  }

  async patch(path: string, body: Json): Promise<Secret | undefined> {
    return this.#secretUnlessMissing(
      () => this.send("PATCH", path, { body, contentType: "application/merge-patch+json" }),
      true,
    );
  }

  async delete(path: string, parameters?: ReadonlyMap<string, readonly string[]>): Promise<Secret | undefined> {
    return this.#secretUnlessMissing(
      () => this.send("DELETE", path, parameters === undefined ? {} : { parameters }),
      true,
    );
  }

  /** Sends a request whose answer is a secret. */
  async secret(method: string, path: string, options: RequestOptions = {}): Promise<Secret | undefined> {
    return parseSecret((await this.send(method, path, options)).body);
  }

  /** Opens a wrapped answer; without a token, the one the client's own token holds. */
  async unwrap(wrappingToken: string): Promise<Secret | undefined> {
    const token = wrappingToken.trim();
    let body: Json = null;
    if (wrappingToken !== "") {
      if (this.token === "") this.token = token;
      else if (wrappingToken !== this.token) body = { token };
    }
    return this.#secretUnlessMissing(() => this.send("PUT", "sys/wrapping/unwrap", { body }), false);
  }

  async #secretUnlessMissing(send: () => Promise<Answer>, failOnMissing: boolean): Promise<Secret | undefined> {
    try {
      return parseSecret((await send()).body);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      const secret = parseMissing(error.body);
      if (secret === undefined && failOnMissing) throw error;
      if (secret !== undefined && failOnMissing) throw new MissingWithData(error, secret);
      return secret;
    }
  }

  #plan(method: string, path: string, options: RequestOptions): PlannedRequest {
    const settings = this.#settings;
    const isList = options.parameters?.get("list")?.[0] === "true";
    const query = encodeQuery(options.parameters ?? new Map<string, readonly string[]>());
    const wrapTtl = options.aside === true ? settings.wrapTtlOfEnvironment : this.#wrapTtlFor(method, path);
    const headers: (readonly [string, string])[] = [["X-Vault-Request", "true"]];
    if (this.namespace !== "") headers.push(["X-Vault-Namespace", this.namespace]);
    headers.push(...settings.headers);
    if (options.contentType !== undefined) headers.push(["Content-Type", options.contentType]);
    if (this.token !== "") headers.push(["X-Vault-Token", this.token]);
    if (wrapTtl !== "") headers.push(["X-Vault-Wrap-TTL", wrapTtl]);
    if (settings.policyOverride) headers.push(["X-Vault-Policy-Override", "true"]);
    return {
      method,
      url: printUrl(settings.address, `/v1/${path}`, query),
      path: path.replace(/^\/+|\/+$/g, ""),
      isList,
      headers,
      body: options.body === undefined ? undefined : writeGoJson(options.body, { structsAt: options.structsAt ?? [] }),
      insecure: settings.insecure,
      tlsFiles: settings.tlsFiles,
    };
  }

  #wrapTtlFor(method: string, path: string): string {
    if (this.wrapTtl !== "") return this.wrapTtl;
    return (method === "PUT" || method === "POST") && path === "sys/wrapping/wrap" ? "5m" : "";
  }

  async #perform(plan: PlannedRequest): Promise<Answer> {
    let url = plan.url;
    let response = await this.#fetch(plan, url);
    if (this.#settings.followRedirects && [301, 302, 307].includes(response.status)) {
      url = this.#redirect(url, headerOf(response.headers, "Location"));
      response = await this.#fetch(plan, url);
    }
    const { body } = response;
    const fine = response.status >= 200 && response.status < 400;
    if (fine || (response.status === 429 && plan.path === "sys/health")) return { status: response.status, body };
    const namespace = headerOf(response.headers, "X-Vault-Namespace") ?? "";
    throw apiError({ method: plan.method, url, status: response.status, namespace, body });
  }

  #redirect(from: string, location: string | undefined): string {
    if (location === undefined || location === "") throw new Error("http: no Location header in response");
    const to = new URL(location, from).href;
    if (from.startsWith("https:") && !to.startsWith("https:"))
      throw new Error("redirect would cause protocol downgrade");
    return to;
  }

  async #fetch(plan: PlannedRequest, url: string): Promise<HttpAnswer> {
    const fail = (why: string): Error => {
      const shown = url.replace(/^(\w+:\/\/[^/:@]*):[^/]*@/, "$1:***@");
      return new Error(`${plan.method.charAt(0)}${plan.method.slice(1).toLowerCase()} "${shown}": ${why}`);
    };
    const { address } = this.#settings;
    const { scheme, host, socket } = address;
    // Nothing on the workstation listens on a file.
    if (socket !== undefined) throw fail(`dial unix ${socket}: connect: no such file or directory`);
    if (scheme !== "http" && scheme !== "https") throw fail(`unsupported protocol scheme "${scheme}"`);
    if (host === "") throw fail("http: no Host in request URL");
    for (const [name, value] of plan.headers) {
      if (!isHeaderName(name)) throw fail(`net/http: invalid header field name ${quoteGo(name)}`);
      if (!isHeaderValue(value)) throw fail(`net/http: invalid header field value for ${quoteGo(name)}`);
    }
    const { method, headers, body = "" } = plan;
    const user = userOf(url);
    const isNamed = headers.some(([name]) => name.toLowerCase() === "authorization");
    const asUser = user === undefined || isNamed ? [] : [["Authorization", basicAuth(user)] as const];
    const target = targetOf(url);
    if (target === undefined) throw fail(noSuchHost(address));
    try {
      return await this.#transport({ method, url: target, headers: httpHeaders([...headers, ...asUser]), body });
    } catch (error) {
      throw fail(wireTrouble(error, address));
    }
  }
}

/** Where a request goes, without who asks; undefined where no host can be of this name. */
function targetOf(url: string): string | undefined {
  try {
    return new URL(url.replace(/^(\w+:\/\/)[^/]*@/, "$1")).href;
  } catch {
    return undefined;
  }
}

/** Who asks, as the address has it; Go takes its escapes apart. */
function userOf(url: string): string | undefined {
  return /^\w+:\/\/([^/]*)@/.exec(url)?.[1]?.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    return decodeUtf8(decodeHex(escapes.replaceAll("%", "")) ?? new Uint8Array());
  });
}

const listParameters: ReadonlyMap<string, readonly string[]> = new Map([["list", ["true"]]]);

/** A refusal as missing whose body holds data or warnings all the same: both are shown. */
export class MissingWithData extends Error {
  readonly secret: Secret;
  constructor(error: ApiError, secret: Secret) {
    super(error.message);
    this.secret = secret;
  }
}

/** What a 404 holds, where it holds anything worth showing. */
export function parseMissing(body: string): Secret | undefined {
  let secret: Secret | undefined;
  try {
    secret = parseSecret(body);
  } catch (error) {
    if (error instanceof JsonError && error.message === "EOF") return undefined;
    throw error;
  }
  const told = (secret?.warnings ?? []).length > 0 || Object.keys(secret?.data ?? {}).length > 0;
  return told ? secret : undefined;
}

/** The system's words for what a transport threw: its own message, or those Go has for the codes of Node's fetch. */
function wireTrouble(error: unknown, address: Address): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
  const code = cause !== undefined && "code" in cause ? String(cause.code) : "";
  const { name, port } = hostOf(address);
  // Node's fetch refuses some ports unasked, where nothing would listen anyway.
  if (code === "ECONNREFUSED" || cause?.message === "bad port")
    return `dial tcp ${name === "localhost" ? "127.0.0.1" : name}:${port}: connect: connection refused`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return noSuchHost(address);
  if (code === "EPROTO" || code.startsWith("ERR_SSL_")) return "http: server gave HTTP response to HTTPS client";
  if (code === "ECONNRESET" || code === "UND_ERR_SOCKET") return "EOF";
  return cause === undefined ? messageOf(error) : cause.message;
}

function hostOf({ host, scheme }: Address): { readonly name: string; readonly port: string } {
  const [, name = host, port = scheme === "https" ? "443" : "80"] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
  return { name, port };
}

function noSuchHost(address: Address): string {
  return `dial tcp: lookup ${hostOf(address).name}: no such host`;
}
