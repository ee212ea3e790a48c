import { standardOutput } from "../vault/index.ts";
import type { RequestTrace, ServerEvent } from "../vault/index.ts";
import type { Records } from "./records/records.ts";
import type { WhyFinder } from "./why.ts";
import type { WorldModel } from "./world-model.ts";

export interface ServerNewsConfig {
  readonly world: WorldModel;
  readonly records: Records;
  readonly why: WhyFinder;
  /** Adds to a file on the student's machine; false where it cannot be written. */
  readonly append: (path: string, line: string) => boolean;
  /** Prints on the terminal that the server was started from. */
  readonly print: (line: string) => void;
}

/** What the server does by itself, told to whoever keeps account of it. While the world is muted, nobody hears of it. */
export class ServerNews {
  private readonly config: ServerNewsConfig;
  private latest: RequestTrace | undefined;

  constructor(config: ServerNewsConfig) {
    this.config = config;
  }

  onEvent(event: ServerEvent): void {
    const { world, records, why } = this.config;
    world.onEvent(event);
    if (world.isMuted) return;
    records.onEvent(event);
    if (event.kind === "request") this.latest = event.trace;
    // What a server asks of itself as it starts crossed no wire, and nobody wonders at it.
    const { latest } = this;
    if (event.kind === "exchange" && latest !== undefined && latest.id === event.exchange.requestId)
      why.request(latest);
  }

  /** The server writes its logs on the student's machine, and on its terminal. */
  writeAudit(path: string, line: string): boolean {
    const { world, records, append, print } = this.config;
    if (world.isMuted) return true;
    const written = path === standardOutput || append(path, line);
    records.onAudit(path, line, written);
    if (path !== standardOutput) return written;
    print(line);
    return true;
  }
}
