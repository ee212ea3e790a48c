/** A server on a clock of one's own, for tests. */
import { ManualClock, SeededRandom, type Json } from "../../lib/index.ts";
import { VaultServer, type VaultServerOptions } from "../server.ts";
import type { LogicalRequest, LogicalResponse, Outcome } from "../logical/types.ts";

const startNs = 1_795_471_925_250_000_000n;
const nsPerSecond = 1_000_000_000n;

type Data = Readonly<Record<string, Json>>;

export class OpenVault {
  readonly clock = new ManualClock(startNs);
  readonly server: VaultServer;
  readonly root: string;

  constructor(options: Partial<VaultServerOptions> = {}, seed = "test") {
    this.server = new VaultServer({ clock: this.clock, random: new SeededRandom(seed), ...options });
    this.root = this.server.rootToken;
  }

  request(operation: LogicalRequest["operation"], path: string, data: Data = {}, clientToken = this.root): Outcome {
    return this.server.handle({ operation, path, data, clientToken });
  }

  /** The answer of a request that must succeed. */
  succeed(
    operation: LogicalRequest["operation"],
    path: string,
    data: Data = {},
    clientToken = this.root,
  ): LogicalResponse {
    const outcome = this.request(operation, path, data, clientToken);
    if (outcome?.ok !== true) throw new Error(`${operation} ${path}: ${JSON.stringify(outcome)}`);
    return outcome;
  }

  /** A request that must not be refused. */
  succeedOrNothing(
    operation: LogicalRequest["operation"],
    path: string,
    data: Data = {},
    clientToken = this.root,
  ): void {
    const outcome = this.request(operation, path, data, clientToken);
    if (outcome?.ok === false) throw new Error(`${operation} ${path}: ${JSON.stringify(outcome)}`);
  }

  /** Status and first error of a request that must be refused. */
  refusal(operation: LogicalRequest["operation"], path: string, data: Data = {}, clientToken = this.root): string {
    const outcome = this.request(operation, path, data, clientToken);
    if (outcome === undefined || outcome.ok) throw new Error(`${operation} ${path} was not refused`);
    return `${outcome.status} ${outcome.errors[0] ?? ""}`;
  }

  /** Makes a token; with its own policies it is no root token. */
  create(data: Data = {}, clientToken = this.root, path = "auth/token/create"): string {
    return this.succeed("update", path, data, clientToken).auth?.clientToken ?? "";
  }

  accessorOf(token: string): string {
    const accessor = this.lookup(token)["accessor"];
    if (typeof accessor !== "string") throw new Error("the token has no accessor");
    return accessor;
  }

  lookup(token: string): Data {
    return this.succeed("update", "auth/token/lookup", { token }).data ?? {};
  }

  works(token: string): boolean {
    return this.request("read", "auth/token/lookup-self", {}, token)?.ok === true;
  }

  pass(seconds: number): void {
    this.clock.advance(BigInt(Math.round(seconds * 1000)) * (nsPerSecond / 1000n));
    this.server.expireDue();
  }

  keys(prefix = ""): string[] {
    return this.server.storageKeys(prefix);
  }
}
