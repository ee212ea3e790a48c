import { SeededRandom, type HttpAnswer, type HttpRequest } from "../lib/index.ts";
import { FIRST_TERMINAL, Workstation } from "../workstation/index.ts";
import type { LineOutcome, NewServer, WantedServer, WorkstationHost } from "../workstation/index.ts";
import type { WorldParts } from "./moments.ts";
import type { OutputBuffer } from "./output-buffer.ts";
import type { Printed } from "./printed.ts";
import type { LineRecord } from "./protocol.ts";
import { Records } from "./records/records.ts";
import { ServerNews } from "./server-news.ts";
import { ServerPlace } from "./server-place.ts";
import type { MakeServer } from "./server.ts";
import { of } from "./terminals.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { WhyFinder } from "./why.ts";
import { WorldModel } from "./world-model.ts";

/** What a running line asks of whoever runs it. */
type LineHost = Pick<
  WorkstationHost,
  "interrupts" | "ask" | "sleep" | "untilInterrupt" | "breathe" | "columns" | "timeTravel"
>;

export interface MachinesConfig {
  readonly seed: string;
  readonly makeServer: MakeServer;
  readonly time: VirtualTime;
  readonly output: OutputBuffer;
  readonly printed: Printed;
  /** The terminals whose shells hold something now. */
  readonly openTerminals: () => readonly number[];
  readonly line: LineHost;
}

const LATENCY_NS = 1_000_000n;

/** The two machines and the wire between them, and the accounts that are kept of what they do. All of it is a moment's. */
export class Machines implements WorldParts {
  readonly time: VirtualTime;
  readonly server: ServerPlace;
  readonly workstation: Workstation;
  readonly world = new WorldModel();
  readonly records: Records;
  readonly latency: SeededRandom;
  readonly chance: SeededRandom;
  /** What the token helper's file holds. */
  stored: string | undefined;
  /** Where the server was started: what it prints is printed there. */
  serverTerminal = FIRST_TERMINAL;
  private readonly config: MachinesConfig;
  private readonly why = new WhyFinder();
  /** Where the line runs, or the last one ran. */
  private terminal = FIRST_TERMINAL;
  private hasStarted = false;

  constructor(config: MachinesConfig) {
    const { seed, time } = config;
    this.config = config;
    this.time = time;
    this.records = new Records(() => time.clock.nowNs());
    this.latency = new SeededRandom(`${seed}/latency`);
    this.chance = new SeededRandom(`${seed}/shell`);
    const news = this.makeNews();
    this.server = new ServerPlace(seed, config.makeServer, {
      clock: time.clock,
      onEvent: (event) => news.onEvent(event),
      auditSink: { append: (path, line) => news.writeAudit(path, line) },
    });
    time.attach(this.server);
    time.attach(this.world);
    this.workstation = new Workstation(this.host(), { rootToken: this.server.rootToken });
    this.world.begin(this.server.tokens());
  }

  /** Before the first line. */
  async boot(): Promise<void> {
    this.stored = await this.workstation.storedToken();
    this.observe();
  }

  run(text: string, terminal: number): Promise<LineOutcome> {
    this.terminal = terminal;
    this.hasStarted = false;
    this.config.printed.beginLine();
    this.records.beginLine(text);
    return this.workstation.run(text, terminal);
  }

  /** Closes the accounts of the line that ran. */
  async endLine(line: Pick<LineRecord, "text" | "atMs" | "exitCode">): Promise<void> {
    const { world, terminal } = this;
    this.stored = await this.workstation.storedToken();
    this.observe();
    const why = this.why.finish(world.identityIn(terminal), this.server.inspected);
    world.endLine({ ...line, ...(why && { why }), ...of(terminal) });
    this.records.endLine();
  }

  /** The line that runs, or the last one, has started a server. */
  get startedServer(): boolean {
    return this.hasStarted;
  }

  /** Prints where the line runs. */
  print(text: string): void {
    this.config.output.write(text, this.terminal);
  }

  /** Notes what the shells hold, and who the next `vault` is in each. */
  observe(): void {
    const { workstation } = this;
    const open = this.config.openTerminals();
    const variables = open.flatMap((terminal) => workstation.variables(terminal));
    const vaultTokens = open.map((terminal) => [terminal, workstation.exported(terminal)["VAULT_TOKEN"]] as const);
    this.world.observe(variables, vaultTokens, this.stored);
  }

  startServer(wanted: WantedServer): NewServer | "bad-root-token-id" {
    const { world } = this;
    const started = this.server.start(wanted);
    if (started === "bad-root-token-id") return started;
    if (!world.isMuted) this.serverTerminal = this.terminal;
    world.restart(this.server.tokens());
    if (!world.isMuted) this.records.restartServer();
    return started;
  }

  /** A request takes its while on the wire. */
  async transport(request: HttpRequest): Promise<HttpAnswer> {
    const { clock } = this.time;
    this.records.sending();
    const [a = 0, b = 0, c = 0] = this.latency.bytes(3);
    this.time.moveTo(clock.nowNs() + LATENCY_NS + BigInt(((a << 16) | (b << 8) | c) % 1_000_000));
    return this.server.handleHttp(request);
  }

  /** In [0, 1), from the seed: what `$RANDOM` is drawn from. */
  fraction(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.chance.bytes(4);
    return (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) / 2 ** 32;
  }

  /** Says whether two worlds are the same: the server's storage, its randomness, and the clock. */
  stateHash(): string {
    return `${this.server.stateHash()} ${this.time.clock.nowNs()} ${this.latency.state().join()}`;
  }

  private host(): WorkstationHost {
    const { line, time, printed } = this.config;
    return {
      ...line,
      attached: true,
      output: (_stream, text) => {
        printed.add(text);
        this.print(text);
      },
      nowNs: () => time.clock.nowNs(),
      transport: (request) => this.transport(request),
      pause: () => line.breathe() ?? Promise.resolve(),
      startServer: (wanted) => {
        const started = this.startServer(wanted);
        this.hasStarted ||= started !== "bad-root-token-id";
        return started;
      },
      onRun: (event) => this.why.run(event),
    };
  }

  private makeNews(): ServerNews {
    const { world, records, why } = this;
    return new ServerNews({
      world,
      records,
      why,
      append: (path, line) => this.workstation.appendFromServer(path, line),
      print: (line) => {
        this.config.printed.add(line, false);
        this.config.output.write(line, this.serverTerminal);
      },
    });
  }
}
