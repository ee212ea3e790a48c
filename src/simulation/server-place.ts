import { SeededRandom, type HttpAnswer, type HttpRequest } from "../lib/index.ts";
import { whyNotCustomId } from "../vault/index.ts";
import type { StorageDifference, TokenView } from "../vault/index.ts";
import type { NewServer, WantedServer } from "../workstation/index.ts";
import type { DrivenServer, InspectedServer, MakeServer, ServerParts, ServerStart, SimulatedServer } from "./server.ts";

/** The server that stood here at a moment, and its state. */
export interface PlaceSnapshot {
  readonly server: SimulatedServer;
  readonly state: unknown;
  readonly started: number;
}

/** What every server that stands here is given. */
type PlaceParts = Omit<ServerParts, "random" | keyof ServerStart>;

/** The place on the network where one server stands; another may take it. To everybody else it is that server. */
export class ServerPlace implements DrivenServer<PlaceSnapshot> {
  private readonly seed: string;
  private readonly make: MakeServer;
  private readonly parts: PlaceParts;
  private server: SimulatedServer;
  /** How many have stood here: each draws from a seed of its own. */
  private started = 1;

  constructor(seed: string, make: MakeServer, parts: PlaceParts) {
    this.seed = seed;
    this.make = make;
    this.parts = parts;
    this.server = make({ ...parts, random: new SeededRandom(seed) });
  }

  /** A fresh server in the place of the one that stood here: that one is gone, with all it held. */
  start({ rootTokenId, ...config }: WantedServer): NewServer | "bad-root-token-id" {
    if (rootTokenId !== undefined && whyNotCustomId(rootTokenId) !== undefined) return "bad-root-token-id";
    const random = new SeededRandom(`${this.seed}/server/${this.started}`);
    this.server = this.make({ ...this.parts, random, config, ...(rootTokenId === undefined ? {} : { rootTokenId }) });
    this.started++;
    return this.server;
  }

  /** Who stands here, for those who only ask. */
  get inspected(): InspectedServer {
    return this.server;
  }

  get rootToken(): string {
    return this.server.rootToken;
  }

  get unsealKey(): string {
    return this.server.unsealKey;
  }

  handleHttp(request: HttpRequest): HttpAnswer {
    return this.server.handleHttp(request);
  }

  expireDue(): void {
    this.server.expireDue();
  }

  nextExpiryNs(): bigint | undefined {
    return this.server.nextExpiryNs();
  }

  tokens(): readonly TokenView[] {
    return this.server.tokens();
  }

  stateHash(): string {
    return this.server.stateHash();
  }

  /** Two servers compare as two moments of one do. */
  compare(before: PlaceSnapshot, after: PlaceSnapshot): StorageDifference {
    return this.server.compare(before.state, after.state);
  }

  snapshot(): PlaceSnapshot {
    const { server, started } = this;
    return { server, state: server.snapshot(), started };
  }

  restore({ server, state, started }: PlaceSnapshot): void {
    this.server = server;
    this.started = started;
    server.restore(state);
  }
}
