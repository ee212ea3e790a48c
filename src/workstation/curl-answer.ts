/** What curl makes of an answer: its head, and the text of `--write-out`. */
import { reasonPhrases, type HttpAnswer } from "../lib/index.ts";

export interface CurlAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Beyond this a server of Go's does not wait for the end of a body to tell its length. */
const longestMeasuredBody = 2048;

export function readAnswer(answer: HttpAnswer, method: string, nowMs: number): CurlAnswer {
  const { status, body } = answer;
  const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [headerCase(name), value]);
  headers.sort(([left], [right]) => (left < right ? -1 : 1));
  headers.push(["Date", new Date(nowMs).toUTCString()]);
  const length = bytesOf(body);
  if (method !== "HEAD" && status !== 204) {
    headers.push(length > longestMeasuredBody ? ["Transfer-Encoding", "chunked"] : ["Content-Length", String(length)]);
  }
  return { status, headers, body };
}

function headerCase(name: string): string {
  return name.toLowerCase().replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}

export function headOf(answer: CurlAnswer): string[] {
  const first = `HTTP/1.1 ${answer.status} ${reasonPhrases.get(answer.status) ?? ""}`;
  return [first, ...answer.headers.map(([name, value]) => `${name}: ${value}`), ""];
}

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** How one transfer went, for `--write-out`. */
export interface Transfer {
  readonly url: string;
  readonly method: string;
  readonly answer: CurlAnswer | undefined;
  readonly exitCode: number;
  readonly error: string;
  readonly uploadedBytes: number;
  readonly redirects: number;
  readonly index: number;
}

/** The text to print, and whether to standard error; `unknown` names what it asks for that is not there. */
export function writeOut(
  format: string,
  transfer: Transfer,
): { readonly out: string; readonly err: string; readonly unknown: readonly string[] } {
  const texts = { out: "", err: "" };
  const unknown: string[] = [];
  let to: "out" | "err" = "out";
  const add = (text: string): void => {
    texts[to] += text;
  };
  const tokens = /%\{([^}]*)\}|%%|\\([nrt])|[^%\\]+|[%\\]/gs;
  for (const [text, name, escape] of format.matchAll(tokens)) {
    if (name === "stderr" || name === "stdout") to = name === "stderr" ? "err" : "out";
    else if (name !== undefined) {
      const value = variableOf(name, transfer);
      if (value === undefined) unknown.push(name);
      else add(value);
    } else if (escape !== undefined) add(escape === "n" ? "\n" : escape === "t" ? "\t" : "\r");
    else add(text === "%%" ? "%" : text);
  }
  return { ...texts, unknown };
}

function variableOf(name: string, transfer: Transfer): string | undefined {
  const { answer } = transfer;
  const header = (wanted: string): string => answer?.headers.find(([each]) => each === wanted)?.[1] ?? "";
  const url = new URL(transfer.url);
  switch (name) {
    case "http_code":
    case "response_code":
      return String(answer?.status ?? 0).padStart(3, "0");
    case "content_type":
      return header("Content-Type");
    case "size_download":
      return String(bytesOf(answer?.body ?? ""));
    case "size_upload":
      return String(transfer.uploadedBytes);
    case "size_header":
      return String(answer === undefined ? 0 : headOf(answer).reduce((sum, line) => sum + line.length + 2, 0));
    case "url":
    case "url_effective":
      return transfer.url;
    case "method":
      return transfer.method;
    case "num_redirects":
      return String(transfer.redirects);
    case "num_headers":
      return String(answer?.headers.length ?? 0);
    case "num_connects":
      return answer === undefined ? "0" : "1";
    case "redirect_url":
      return header("Location") === "" ? "" : new URL(header("Location"), url).href;
    case "http_version":
      return answer === undefined ? "0" : "1.1";
    case "scheme":
      return answer === undefined ? "" : url.protocol.slice(0, -1).toUpperCase();
    case "exitcode":
      return String(transfer.exitCode);
    case "errormsg":
      return transfer.error;
    case "remote_ip":
      return answer === undefined ? "" : "127.0.0.1";
    case "remote_port":
      return answer === undefined ? "0" : url.port || "80";
    case "urlnum":
      return String(transfer.index);
    case "header_json":
      return headerJson(answer);
    default:
      return /^time_\w+$/.test(name) ? "0.000000" : undefined;
  }
}

function headerJson(answer: CurlAnswer | undefined): string {
  const members = (answer?.headers ?? []).map(
    ([name, value]) => `${JSON.stringify(name.toLowerCase())}:${JSON.stringify([value])}`,
  );
  return `{${members.join(",\n")}\n}`;
}
