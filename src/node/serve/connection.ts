/** One client's connection: reads requests, has them answered in order, writes the answers. */
import type { Socket } from "node:net";
import type { HttpAnswer, HttpRequest } from "../../vault/index.ts";
import { brokenBody, edgeAnswer, tooLarge } from "./edge-answers.ts";
import type { Outbox } from "./outbox.ts";
import { RequestReader, type ReadRequest, type Refused } from "./request-reader.ts";
import { AnswerWriter, HttpDate, writeUnreadable } from "./write-answer.ts";

/** Vault's defaults for a listener. */
const IDLE_MS = 300_000;
const READ_MS = 30_000;
/** After a refusal what still arrives is read and left, so that the client gets to read the answer. */
const LINGER_MS = 500;
const LARGEST_UNSENT = 1 << 16;

export interface Answering {
  readonly answer: (request: HttpRequest) => HttpAnswer;
  readonly nowMs: () => number;
  readonly outbox: Outbox;
}

export class Connection {
  private readonly socket: Socket;
  private readonly answering: Answering;
  private readonly reader = new RequestReader();
  private readonly writer = new AnswerWriter();
  private readonly date = new HttpDate();
  private readonly remote: { readonly remoteAddress: string; readonly remotePort?: number };
  private closing = false;
  private stopping = false;
  private blocked = false;
  /** Answers that wait for the end of the turn. */
  private unsent = "";
  private readDeadline: NodeJS.Timeout | undefined;

  constructor(socket: Socket, answering: Answering) {
    this.socket = socket;
    this.answering = answering;
    const { remoteAddress, remotePort } = socket;
    this.remote = {
      remoteAddress: plainAddress(remoteAddress ?? "127.0.0.1"),
      ...(remotePort === undefined ? {} : { remotePort }),
    };
    socket.setNoDelay(true);
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.on("data", (bytes) => {
      if (this.closing) return;
      this.reader.push(bytes);
      this.answerAll();
    });
    socket.on("drain", () => {
      this.blocked = false;
      socket.resume();
      this.answerAll();
    });
    // A client that goes away says so here; there is nobody left to tell.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => clearTimeout(this.readDeadline));
  }

  /** Closes after what is being answered; at once where nothing is. */
  stop(): void {
    this.stopping = true;
    this.flush();
    if (!this.reader.midRequest) this.socket.end();
  }

  /** Sends what has been answered. */
  flush(): void {
    if (this.unsent === "" || this.socket.destroyed) return;
    const text = this.unsent;
    this.unsent = "";
    // What is ASCII alone, and nearly all is, goes out faster as bytes of its own.
    if (this.socket.write(text, isAscii(text) ? "latin1" : "utf8")) return;
    this.blocked = true;
    this.socket.pause();
  }

  private answerAll(): void {
    while (!this.closing && !this.blocked) {
      const event = this.reader.next();
      if (event === undefined) break;
      const text =
        event.kind === "continue"
          ? "HTTP/1.1 100 Continue\r\n\r\n"
          : event.kind === "refused"
            ? this.refusal(event)
            : this.answerTo(event);
      if (this.unsent === "") this.answering.outbox.add(this);
      this.unsent += text;
      if (this.unsent.length > LARGEST_UNSENT) this.flush();
    }
    this.watchReading();
    if (this.closing) this.finish();
  }

  private answerTo(request: ReadRequest): string {
    const { method, headers, body } = request;
    const url = withUtf8(request.url);
    const answer = edgeAnswer(url) ?? this.answering.answer({ method, url, headers, body, ...this.remote });
    const keepAlive = request.keepAlive && !this.stopping;
    this.closing = !keepAlive;
    return this.writer.write(answer, { method, version: request.version, keepAlive }, this.today());
  }

  private refusal(refused: Refused): string {
    this.closing = true;
    if (refused.reason === "unreadable") return writeUnreadable(refused.status, refused.text);
    const answer = refused.reason === "too-large" ? tooLarge : brokenBody;
    return this.writer.write(answer, { method: "POST", version: "1.1", keepAlive: false }, this.today());
  }

  private today(): string {
    return this.date.at(this.answering.nowMs());
  }

  private finish(): void {
    clearTimeout(this.readDeadline);
    this.flush();
    this.socket.end();
    this.socket.resume();
    setTimeout(() => this.socket.destroy(), LINGER_MS).unref();
  }

  /** A request that has begun has a time to arrive in; a client that trickles is let go. */
  private watchReading(): void {
    if (!this.reader.midRequest) {
      if (this.readDeadline !== undefined) clearTimeout(this.readDeadline);
      this.readDeadline = undefined;
    } else this.readDeadline ??= setTimeout(() => this.socket.destroy(), READ_MS).unref();
  }
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

function plainAddress(address: string): string {
  return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
}

/** The request line is read byte by byte; what is beyond ASCII there is UTF-8. */
function withUtf8(url: string): string {
  return /[\x80-\xff]/.test(url) ? Buffer.from(url, "latin1").toString("utf8") : url;
}
