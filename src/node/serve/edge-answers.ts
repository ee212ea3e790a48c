/** What the HTTP server in front of Vault answers itself: redirects to clean paths, and bodies that cannot be taken. */
import type { HttpAnswer } from "../../vault/index.ts";

const transportSecurity = "max-age=31536000; includeSubDomains";

function plain(status: number, body: string, more: Readonly<Record<string, string>> = {}): HttpAnswer {
  const headers = { "Cache-Control": "no-store", "Strict-Transport-Security": transportSecurity, ...more };
  return { status, headers, body };
}

/** Undefined where the request is Vault's to answer. */
export function edgeAnswer(method: string, url: string): HttpAnswer | undefined {
  if (url === "*") return { status: 200, headers: {}, body: "" };
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = mark < 0 ? "" : url.slice(mark);
  if (path === "/") return redirect(method, 307, "Temporary Redirect", "/ui/");
  if (path === "/ui" || path.startsWith("/ui/")) {
    return plain(404, "This server has no web interface; its API is at /v1/.\n", {
      "Content-Type": "text/plain; charset=utf-8",
    });
  }
  if (!path.startsWith("/") || !(path.includes("//") || path.includes("/."))) return undefined;
  const clean = cleanPath(path);
  return clean === path ? undefined : redirect(method, 301, "Moved Permanently", clean + query);
}

function redirect(method: string, status: number, phrase: string, to: string): HttpAnswer {
  const shown = to.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&#34;");
  const withBody = method === "GET" || method === "HEAD";
  return plain(status, withBody ? `<a href="${shown}">${phrase}</a>.\n\n` : "", {
    Location: to,
    ...(withBody ? { "Content-Type": "text/html; charset=utf-8" } : {}),
  });
}

/** Without empty, `.` and `..` parts; a slash at the end stays. */
function cleanPath(path: string): string {
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") kept.pop();
    else if (part !== "" && part !== ".") kept.push(part);
  }
  const end = path.endsWith("/") && kept.length > 0 ? "/" : "";
  return `/${kept.join("/")}${end}`;
}

const jsonHeaders = { "Content-Type": "application/json" };

export const tooLarge: HttpAnswer = plain(413, '{"errors":["error parsing JSON"]}\n', jsonHeaders);
export const brokenBody: HttpAnswer = plain(500, '{"errors":["failed to read request body"]}\n', jsonHeaders);
