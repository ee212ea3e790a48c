import { beforeEach, describe, expect, test } from "vitest";
import type { HttpAnswer, HttpRequest } from "../lib/index.ts";
import { Workstation } from "./workstation.ts";

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const body = '{"errors":[]}\n';
let sent: Sent[];
let machine: Workstation;
let printed: { stdout: string; stderr: string };

async function answer({ method, url, headers, body: text }: HttpRequest): Promise<HttpAnswer> {
  const { pathname, search } = new URL(url);
  sent.push({ method, path: pathname + search, headers, body: text });
  if (pathname === "/moved") return { status: 301, headers: { Location: "/v1/x" }, body: "" };
  return { status: pathname === "/gone" ? 404 : 200, headers: { "Content-Type": "application/json" }, body };
}

beforeEach(() => {
  sent = [];
  printed = { stdout: "", stderr: "" };
  machine = new Workstation(
    {
      attached: false,
      interrupts: { raised: () => false },
      output: (stream, text) => {
        printed[stream] += text;
      },
      ask: () => Promise.resolve(undefined),
      sleep: () => Promise.resolve(),
      nowNs: () => 1_700_000_000_000_000_000n,
      transport: answer,
      breathe: () => undefined,
      pause: () => Promise.resolve(),
      columns: () => 80,
    },
    { rootToken: "hvs.root" },
  );
});

async function run(line: string): Promise<{ stdout: string; stderr: string; exitCode: number }> {
  printed = { stdout: "", stderr: "" };
  const { exitCode } = await machine.run(line);
  return { ...printed, exitCode };
}

describe("what curl sends", () => {
  test.each([
    ["-d a=1 -d b=2 $VAULT_ADDR/v1/x", "POST", "/v1/x", "a=1&b=2"],
    ["-sSXPUT -d'{}' $VAULT_ADDR/v1/x", "PUT", "/v1/x", "{}"],
    ["--request LIST --url $VAULT_ADDR/v1/x", "LIST", "/v1/x", ""],
    ["-G -d list=true $VAULT_ADDR/v1/x", "GET", "/v1/x?list=true", ""],
    ["--data-urlencode 'a=x y&z' $VAULT_ADDR/v1/x", "POST", "/v1/x", "a=x%20y%26z"],
    ["-I $VAULT_ADDR/v1/x", "HEAD", "/v1/x", ""],
    ["-T f.txt $VAULT_ADDR/v1/x", "PUT", "/v1/x", "l1\nl2\n"],
    ["-d @f.txt $VAULT_ADDR/v1/x", "POST", "/v1/x", "l1l2"],
    ["--data-binary @f.txt $VAULT_ADDR/v1/x", "POST", "/v1/x", "l1\nl2\n"],
    ['-d @- localhost:8200/v1/x <<< \'{"a":"ü"}\'', "POST", "/v1/x", '{"a":"ü"}'],
  ])("curl %s is %s %s with %j", async (args, method, path, text) => {
    await run("printf 'l1\\nl2\\n' > f.txt");
    await run(`curl -s ${args}`);
    expect(sent).toMatchObject([{ method, path, body: text }]);
  });

  test("headers are the caller's before its own; --json names its kind", async () => {
    await run("curl -s -A me -u a:b -H 'X-One:1' -H 'Accept:' -H 'Broken' --json '{}' $VAULT_ADDR/v1/x");
    expect(sent[0]?.headers).toEqual({
      "user-agent": "me",
      authorization: "Basic YTpi",
      "x-one": "1",
      "content-type": "application/json",
    });
  });

  test("what is no request of HTTP is refused by the server, in the same words everywhere", async () => {
    for (const args of ["-X 'GE T'", "-H 'X Y: b'", "-H $'X-A: b\\nc'", "-H $'X-A: b\\x01c'"]) {
      expect((await run(`curl -s -w '%{http_code}' ${args} $VAULT_ADDR/v1/x`)).stdout).toBe("400 Bad Request400");
    }
    expect(sent).toEqual([]);
  });

  test("a method is sent as it is written, and a body with whatever method", async () => {
    await run(
      "curl -s -X get $VAULT_ADDR/v1/x; curl -s -X TRACE -d a $VAULT_ADDR/v1/x; curl -s -X GET -d b $VAULT_ADDR/v1/x",
    );
    expect(sent.map(({ method, body: text }) => [method, text])).toEqual([
      ["get", ""],
      ["TRACE", "a"],
      ["GET", "b"],
    ]);
  });

  test("a redirect is followed where it is asked for", async () => {
    expect((await run("curl -s -o /dev/null -w '%{http_code}' $VAULT_ADDR/moved")).stdout).toBe("301");
    expect((await run("curl -sL -w '%{num_redirects}' $VAULT_ADDR/moved")).stdout).toBe(`${body}1`);
  });
});

describe("what curl prints", () => {
  const head =
    "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nDate: Tue, 14 Nov 2023 22:13:20 GMT\r\nContent-Length: 14\r\n\r\n";

  test("-i prints the head before the body, -D by itself", async () => {
    expect((await run("curl -si $VAULT_ADDR/gone")).stdout).toBe(head + body);
    expect((await run("curl -s -D - -o /dev/null $VAULT_ADDR/gone")).stdout).toBe(head);
  });

  test("-v tells to standard error what goes out and what comes in", async () => {
    const { stdout, stderr } = await run("curl -sv -d x $VAULT_ADDR/gone");
    expect(stdout).toBe(body);
    expect(stderr.split(/\r?\n/)).toEqual([
      "*   Trying 127.0.0.1:8200...",
      "* Connected to 127.0.0.1 (127.0.0.1) port 8200 (#0)",
      "> POST /gone HTTP/1.1",
      "> Host: 127.0.0.1:8200",
      "> User-Agent: curl/7.88.1",
      "> Accept: */*",
      "> Content-Length: 1",
      "> Content-Type: application/x-www-form-urlencoded",
      "> ",
      "} [1 bytes data]",
      ...head
        .trimEnd()
        .split("\r\n")
        .map((line) => `< ${line}`),
      "< ",
      "{ [14 bytes data]",
      "* Connection #0 to host 127.0.0.1 left intact",
      "",
    ]);
  });

  test("an error status is a failure where it is asked for", async () => {
    const failed = "curl: (22) The requested URL returned error: 404\n";
    expect(await run("curl -sS $VAULT_ADDR/gone")).toMatchObject({ exitCode: 0, stdout: body });
    expect(await run("curl -fsS $VAULT_ADDR/gone")).toEqual({ exitCode: 22, stdout: "", stderr: failed });
    expect(await run("curl -sS --fail-with-body $VAULT_ADDR/gone")).toEqual({
      exitCode: 22,
      stdout: body,
      stderr: failed,
    });
  });

  test("-w prints what was asked for, and names what is not known", async () => {
    const { stdout, stderr } = await run(
      "curl -s -o /dev/null -w '%{http_code} %{content_type} %{size_download} %{method} 100%% %{nope}\\n' $VAULT_ADDR/gone",
    );
    expect(stdout).toBe("404 application/json 14 GET 100% \n");
    expect(stderr).toBe("curl: unknown --write-out variable: 'nope'\n");
  });

  test.each([
    ["", 2, ""],
    ["-s", 2, "no URL specified!"],
    ["-X", 2, "option -X: requires parameter"],
    ["-sSZ9 x", 2, "option -sSZ9: is unknown"],
    ["--nope x", 2, "option --nope: is unknown"],
    ["--request=POST x", 2, "option --request=POST: is unknown"],
    ["-sS ''", 3, "(3) URL using bad/illegal format or missing URL"],
    ["-sS nope://x", 1, '(1) Protocol "nope" not supported or disabled in libcurl'],
    ["-sS http://127.0.0.1:1/", 7, "(7) Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server"],
    ["-sS https://127.0.0.1:8200/", 35, "(35) OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number"],
    ["-sS -o none/x $VAULT_ADDR/gone", 23, "(23) Failure writing output to destination"],
  ])("curl %s ends with %d and says why", async (args, exitCode, text) => {
    const outcome = await run(`curl ${args}`);
    expect(outcome.exitCode).toBe(exitCode);
    const usage = exitCode === 2 ? "curl: try 'curl --help' or 'curl --manual' for more information\n" : "";
    expect(outcome.stderr).toBe((text === "" ? "" : `curl: ${text}\n`) + usage);
  });
});
