import { array, assert, nat, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { RequestReader, type ReadEvent } from "./request-reader.ts";

function readAll(...parts: readonly string[]): ReadEvent[] {
  const reader = new RequestReader();
  const events: ReadEvent[] = [];
  for (const part of parts) {
    reader.push(Buffer.from(part));
    for (let event = reader.next(); event !== undefined; event = reader.next()) events.push(event);
  }
  return events;
}

const get = "GET /v1/a HTTP/1.1\r\nHost: x\r\n\r\n";

describe("requests on one connection", () => {
  test("of any method are read, LIST too, one after another", () => {
    const body = '{"a":"LIST /v1/b HTTP/1.1\\r\\n"}';
    const post = `POST /v1/b HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const read = readAll(get.replace("GET", "LIST") + post + get);
    expect(read.map((event) => event.kind === "request" && [event.method, event.url, event.body])).toEqual([
      ["LIST", "/v1/a", ""],
      ["POST", "/v1/b", body],
      ["GET", "/v1/a", ""],
    ]);
  });

  test("may have the head of the one before, or one that differs in a letter", () => {
    const post = (url: string, body: string) => `POST ${url} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n${body}`;
    const read = readAll(post("/a", "11"), post("/a", "22") + post("/b", "33"), post("/a", "44"));
    expect(read.map((event) => event.kind === "request" && event.url + event.body)).toEqual([
      "/a11",
      "/a22",
      "/b33",
      "/a44",
    ]);
  });

  test("are the same however their bytes arrive", () => {
    const chunked =
      "PUT /v1/c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nLIST\r\n3\r\n /é\r\n0\r\nT: u\r\n\r\n".replace(
        "/é",
        "/a",
      );
    const post = "POST /v1/b HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nLIST /";
    const all = get + chunked + post + "LIST /v1/d HTTP/1.1\nHost: x\n\n";
    const whole = readAll(all);
    expect(whole).toHaveLength(4);
    assert(
      property(array(nat(all.length), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), all.length];
        expect(readAll(...at.slice(1).map((end, index) => all.slice(at[index], end)))).toEqual(whole);
      }),
    );
  });

  test("may fold a header over several lines", () => {
    expect(readAll("GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\t c\r\nB: d\r\n\r\n")).toMatchObject([
      { headers: { host: "x", a: "b c", b: "d" } },
    ]);
  });

  test("keep it open unless they say otherwise", () => {
    const keeps = (lines: string) => readAll(lines).map((event) => event.kind === "request" && event.keepAlive);
    expect(keeps(get)).toEqual([true]);
    expect(keeps("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).toEqual([false]);
    expect(keeps("GET / HTTP/1.0\r\n\r\n")).toEqual([false]);
    expect(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")).toEqual([true]);
  });

  test("that expect it are told to go on", () => {
    const post = "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    expect(readAll(post, "{}").map((event) => event.kind)).toEqual(["continue", "request"]);
  });
});

describe("what cannot be read is refused, and nothing after it is read", () => {
  const head = (lines: string) => `POST / HTTP/1.1\r\nHost: x\r\n${lines}\r\n\r\n`;
  test.each([
    ["no version", "GET /v1/a\r\n\r\n", "400 Bad Request"],
    [
      "another version",
      "GET / HTTP/3.0\r\nHost: x\r\n\r\n",
      "505 HTTP Version Not Supported: unsupported protocol version",
    ],
    ["no host", "GET / HTTP/1.1\r\n\r\n", "400 Bad Request: missing required Host header"],
    ["two hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "400 Bad Request"],
    ["a host that is none", "GET / HTTP/1.1\r\nHost: x y\r\n\r\n", "400 Bad Request: malformed Host header"],
    ["a header without a colon", head("foo bar"), "400 Bad Request"],
    ["a name with a space", head("foo bar: x"), "400 Bad Request: invalid header name"],
    ["a name with a bracket", head("foo(: x"), "400 Bad Request"],
    ["a value with an escape", head("A: x\u001by"), "400 Bad Request"],
    ["a folded header that is the first", "GET / HTTP/1.1\r\n Host: x\r\n\r\n", "400 Bad Request"],
    ["a bad percent", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "400 Bad Request"],
    ["a length that is no number", head("Content-Length: +5"), "400 Bad Request"],
    ["two lengths", head("Content-Length: 5\r\nContent-Length: 6"), "400 Bad Request"],
    ["another encoding", head("Transfer-Encoding: gzip"), "501 Not Implemented"],
    ["a head without end", `GET / HTTP/1.1\r\nA: ${"a".repeat(1_100_000)}`, "431 Request Header Fields Too Large"],
  ])("%s", (_what, text, status) => {
    expect(readAll(text, get)).toMatchObject([{ kind: "refused", reason: "unreadable", status }]);
  });

  test("a body beyond 32 MiB, as it is announced or as it grows", () => {
    const beyond = 32 * 1024 * 1024 + 1;
    const tooLarge = [{ kind: "refused", reason: "too-large" }];
    expect(readAll(head(`Content-Length: ${beyond}`))).toMatchObject(tooLarge);
    expect(readAll(head("Transfer-Encoding: chunked"), `${beyond.toString(16)}\r\n`)).toMatchObject(tooLarge);
  });

  test("chunks that are none", () => {
    expect(readAll(head("Transfer-Encoding: chunked"), "zz\r\n")).toMatchObject([{ reason: "broken-body" }]);
    expect(readAll(head("Transfer-Encoding: chunked"), "1\r\nabc\r\n")).toMatchObject([{ reason: "broken-body" }]);
  });
});
