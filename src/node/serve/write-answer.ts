/** Answers as they go over the wire, their headers in the order in which Go writes them. */
import { reasonPhrases } from "../../lib/index.ts";
import type { HttpAnswer } from "../../vault/index.ts";

export interface AnswerTo {
  readonly method: string;
  readonly version: "1.0" | "1.1";
  /** Whether the connection stays open after this answer. */
  readonly keepAlive: boolean;
}

/** The Date header's text, made once a second. */
export class HttpDate {
  private second = -1;
  private text = "";

  at(nowMs: number): string {
    const second = Math.floor(nowMs / 1000);
    if (second !== this.second) {
      this.second = second;
      this.text = new Date(second * 1000).toUTCString();
    }
    return this.text;
  }
}

/** Turns answers into text; keeps the lines of the last set of headers, which nearly every answer shares. */
export class AnswerWriter {
  private headersOf: HttpAnswer["headers"] | undefined;
  private headerLines = "";

  write(answer: HttpAnswer, to: AnswerTo, date: string): string {
    if (answer.headers !== this.headersOf) {
      this.headersOf = answer.headers;
      this.headerLines = linesOf(answer.headers);
    }
    const { status, body } = answer;
    const start = `HTTP/${to.version} ${status} ${reasonPhrases.get(status) ?? `status code ${status}`}\r\n${this.headerLines}Date: ${date}\r\n`;
    const bodyless = status === 204 || status === 304;
    const length =
      bodyless || (to.method === "HEAD" && body === "") ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
    const connection = to.keepAlive
      ? to.version === "1.0"
        ? "Connection: keep-alive\r\n"
        : ""
      : to.version === "1.0"
        ? ""
        : "Connection: close\r\n";
    return `${start}${length}${connection}\r\n${bodyless || to.method === "HEAD" ? "" : body}`;
  }
}

function linesOf(headers: HttpAnswer["headers"]): string {
  let lines = "";
  for (const name of Object.keys(headers).toSorted())
    lines += `${name}: ${(headers[name] ?? "").replace(/[\r\n]/g, " ")}\r\n`;
  return lines;
}

/** What the HTTP layer itself says to a request that it cannot read; the connection closes after it. */
export function writeUnreadable(status: string, text: string): string {
  return `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${text}`;
}
