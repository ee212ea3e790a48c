/** What the HTTP server in front of Vault answers itself: what is no path of the API, and bodies that cannot be taken. */
import type { HttpAnswer } from "../../vault/index.ts";

const transportSecurity = "max-age=31536000; includeSubDomains";

function plain(status: number, body: string, more: Readonly<Record<string, string>> = {}): HttpAnswer {
  const headers = { "Cache-Control": "no-store", "Strict-Transport-Security": transportSecurity, ...more };
  return { status, headers, body };
}

/** Undefined where the request is Vault's to answer. */
export function edgeAnswer(url: string): HttpAnswer | undefined {
  if (url === "*") return { status: 200, headers: {}, body: "" };
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  if (path === "/ui" || path.startsWith("/ui/")) {
    return plain(404, "This server has no web interface; its API is at /v1/.\n", {
      "Content-Type": "text/plain; charset=utf-8",
    });
  }
  return undefined;
}

const jsonHeaders = { "Content-Type": "application/json" };

export const tooLarge: HttpAnswer = plain(413, '{"errors":["error parsing JSON"]}\n', jsonHeaders);
export const brokenBody: HttpAnswer = plain(500, '{"errors":["failed to read request body"]}\n', jsonHeaders);
