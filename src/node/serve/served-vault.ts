/** The engine on a port of this machine. */
import { createServer, type AddressInfo, type Server } from "node:net";
import { VaultServer, type AuditSink, type HttpRequest } from "../../vault/index.ts";
import { nativeAesGcm } from "./aes-gcm.ts";
import { Connection } from "./connection.ts";
import { Outbox } from "./outbox.ts";
import { SystemRandom, WallClock } from "./system.ts";

export interface ServeOptions {
  /** 0 takes any that is free. */
  readonly port: number;
  readonly rootTokenId?: string;
  readonly auditSink?: AuditSink;
}

export const HOST = "127.0.0.1";
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** How long a stop waits for requests that are still arriving. */
const GRACE_MS = 3000;

export class ServedVault {
  readonly vault: VaultServer;
  private readonly clock = new WallClock();
  private readonly server: Server;
  private readonly connections = new Set<Connection>();
  private readonly sockets = new Set<{ destroy(): void }>();
  private timer: NodeJS.Timeout | undefined;
  private timerForNs: bigint | undefined;
  private stopped = false;

  private constructor(options: ServeOptions) {
    this.vault = new VaultServer({
      clock: this.clock,
      random: new SystemRandom(),
      aesGcm: nativeAesGcm,
      ...(options.rootTokenId === undefined ? {} : { rootTokenId: options.rootTokenId }),
      ...(options.auditSink === undefined ? {} : { auditSink: options.auditSink }),
    });
    const answering = {
      answer: (request: HttpRequest) => this.answer(request),
      nowMs: () => Date.now(),
      outbox: new Outbox(),
    };
    this.server = createServer((socket) => {
      const connection = new Connection(socket, answering);
      this.connections.add(connection);
      this.sockets.add(socket);
      socket.on("close", () => {
        this.connections.delete(connection);
        this.sockets.delete(socket);
      });
    });
  }

  /** Resolves when it listens; rejects with Node's error where it cannot (EADDRINUSE, EACCES). */
  static start(options: ServeOptions): Promise<ServedVault> {
    const served = new ServedVault(options);
    return new Promise((resolve, reject) => {
      served.server.once("error", reject);
      served.server.listen(options.port, HOST, () => {
        served.server.off("error", reject);
        served.arm();
        resolve(served);
      });
    });
  }

  get port(): number {
    const address: AddressInfo | string | null = this.server.address();
    return address === null || typeof address === "string" ? 0 : address.port;
  }

  get address(): string {
    return `http://${HOST}:${this.port}`;
  }

  /** Takes no more connections, lets what is arriving be answered, and closes. */
  stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    return new Promise((resolve) => {
      const hurry = setTimeout(() => {
        for (const socket of this.sockets) socket.destroy();
      }, GRACE_MS);
      this.server.close(() => {
        clearTimeout(hurry);
        resolve();
      });
      for (const connection of this.connections) connection.stop();
    });
  }

  private answer(request: HttpRequest) {
    const answer = this.vault.handleHttp(request);
    this.arm();
    return answer;
  }

  /** Leases end on time also when nobody asks. A timer that fires too early costs nothing but another one. */
  private arm(): void {
    const nextNs = this.stopped ? undefined : this.vault.nextExpiryNs();
    if (nextNs === undefined || (this.timerForNs !== undefined && this.timerForNs <= nextNs)) return;
    clearTimeout(this.timer);
    this.timerForNs = nextNs;
    const waitMs = Number((nextNs - this.clock.nowNs()) / 1_000_000n) + 1;
    this.timer = setTimeout(
      () => {
        this.timerForNs = undefined;
        this.vault.expireDue();
        this.arm();
      },
      Math.min(Math.max(waitMs, 1), LONGEST_TIMER_MS),
    );
  }
}
