import type { HttpExchange, RequestTrace } from "../../vault/index.ts";
import { BoundedLog, type LogItem } from "./bounded-log.ts";

/** A body as it is kept: its beginning, and how long it was. */
export interface KeptBody {
  readonly text: string;
  readonly characters: number;
}

/** A request and its answer as they passed, joined with what the engine did about them. */
export interface WireExchange extends LogItem {
  /** The line that made it, by its index, and what was typed. */
  readonly line: number;
  readonly lineText: string;
  readonly sentMs: number;
  /** From when it was sent to when it was answered, by the virtual clock. */
  readonly tookMicroseconds: number;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: KeptBody;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: KeptBody;
  /** Undefined where the HTTP layer answered by itself. */
  readonly engine: EngineSide | undefined;
}

/** What the engine says of the request. */
export interface EngineSide {
  readonly requestId: string;
  readonly operation: string;
  readonly path: string;
  /** The token that asked, by its key; undefined where none was known. */
  readonly tokenKey: RequestTrace["tokenKey"];
  readonly decision: RequestTrace["decision"];
  readonly read: number;
  readonly listed: number;
  readonly written: number;
  readonly deleted: number;
}

/** A row of the list: all but what is looked at one by one. */
export type WireHead = Pick<
  WireExchange,
  "number" | "mark" | "characters" | "line" | "lineText" | "sentMs" | "tookMicroseconds" | "method" | "status"
> & {
  /** The address without scheme and host. */
  readonly target: string;
};

const EXCHANGES_KEPT = 5000;
/** A loop makes thousands in a second: so few of them that they go while they are young, and cost the collector little. */
const EXCHANGES_OF_A_LINE = 500;
export const BODY_CHARACTERS = 16_384;
const CHARACTERS_KEPT = 24 * 1024 * 1024;
/** What an exchange weighs beside its texts. */
const OVERHEAD = 500;
const LINE_CHARACTERS = 400;

/** The line that runs. */
export interface RunningLine {
  readonly index: number;
  readonly text: string;
}

/** Every exchange that passed between the workstation and the server. */
export class WireLog {
  readonly log = new BoundedLog<WireExchange>({
    items: EXCHANGES_KEPT,
    characters: CHARACTERS_KEPT,
    itemsOfLine: EXCHANGES_OF_A_LINE,
  });

  /** `trace`: of the request that it led to. */
  add(
    exchange: HttpExchange,
    trace: RequestTrace | undefined,
    line: RunningLine,
    times: { readonly sentNs: bigint; readonly nowNs: bigint },
  ): void {
    const { requestId: _, requestBody, responseBody, ...plain } = exchange;
    const number = this.log.end;
    const tookNs = times.nowNs - times.sentNs;
    const kept: WireExchange = {
      ...plain,
      number,
      mark: this.log.nextMark(times.nowNs),
      line: line.index,
      lineText: line.text.slice(0, LINE_CHARACTERS),
      sentMs: Number(times.sentNs / 1_000_000n),
      tookMicroseconds: Number(tookNs / 1000n),
      requestBody: keep(requestBody),
      responseBody: keep(responseBody),
      engine: trace && engineSide(trace),
      characters:
        OVERHEAD +
        exchange.url.length +
        Math.min(requestBody.length, BODY_CHARACTERS) +
        Math.min(responseBody.length, BODY_CHARACTERS),
    };
    this.log.append(kept, line.index);
  }

  /** The latest that a token asked for, latest first. */
  latestOf(tokenKey: string, most: number): readonly WireExchange[] {
    return this.log
      .all()
      .filter(({ engine }) => engine?.tokenKey === tokenKey)
      .slice(-most)
      .toReversed();
  }

  /** Numbers of those in which a text stands: in the address, the line, a header or a body, whatever its case. */
  search(text: string): readonly number[] {
    const wanted = text.toLowerCase();
    return this.log
      .all()
      .flatMap((exchange) => (textsOf(exchange).some((each) => each.includes(wanted)) ? [exchange.number] : []));
  }
}

export function headOf(exchange: WireExchange): WireHead {
  const { number, mark, characters, line, lineText, sentMs, tookMicroseconds, method, url, status } = exchange;
  const target = url.replace(/^[a-z]+:\/\/[^/?#]*/i, "");
  return { number, mark, characters, line, lineText, sentMs, tookMicroseconds, method, status, target };
}

function keep(text: string): KeptBody {
  if (text.length <= BODY_CHARACTERS) return { text, characters: text.length };
  // A part of a string holds on to the whole of it; one that was written and read again stands by itself.
  const beginning: string = JSON.parse(JSON.stringify(text.slice(0, BODY_CHARACTERS)));
  return { text: beginning, characters: text.length };
}

function engineSide({ id, operation, path, tokenKey, decision, storage }: RequestTrace): EngineSide {
  const count = (wanted: string) => storage.reduce((sum, { kind }) => sum + (kind === wanted ? 1 : 0), 0);
  return {
    requestId: id,
    operation,
    path,
    tokenKey,
    decision,
    read: count("get"),
    listed: count("list"),
    written: count("put"),
    deleted: count("delete"),
  };
}

function textsOf(exchange: WireExchange): readonly string[] {
  const { method, url, lineText, requestBody, responseBody, requestHeaders, responseHeaders, status } = exchange;
  const headers = [requestHeaders, responseHeaders].flatMap(Object.entries).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${url} ${status}`, lineText, requestBody.text, responseBody.text, ...headers].map((text) =>
    text.toLowerCase(),
  );
}
