/** The Fetch vocabulary around the synchronous HTTP core. */
import { headerBytes, headerText } from "../../lib/index.ts";
import type { HttpAnswer, HttpRequest } from "./handle-http.ts";

const bodyless: ReadonlySet<number> = new Set([101, 204, 205, 304]);

export async function answerFetch(request: Request, handle: (request: HttpRequest) => HttpAnswer): Promise<Response> {
  const headers: Record<string, string> = {};
  request.headers.forEach((value, name) => {
    headers[name.toLowerCase()] = headerText(value);
  });
  const answer = handle({ method: request.method, url: request.url, headers, body: await request.text() });
  const body = bodyless.has(answer.status) || answer.body === "" ? null : answer.body;
  const sent = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, headerBytes(value)]);
  return new Response(body, { status: answer.status, headers: sent });
}
