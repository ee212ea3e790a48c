import {
  httpHeaders,
  isHeaderName,
  isHeaderValue,
  wellFormed,
  type HttpAnswer,
  type HttpRequest,
  type Transport,
} from "../lib/index.ts";
import { headOf, readAnswer, writeOut, type CurlAnswer, type Transfer } from "./curl-answer.ts";
import { parseCurl, type CurlOptions } from "./curl-options.ts";
import { makeRequest, readBody, readHeaders, type CurlRequest, type ReadInput } from "./curl-request.ts";
import { portOf } from "./network.ts";
import type { Reach } from "./network.ts";
import type { Program, ProgramContext } from "./programs.ts";
import type { Shell } from "./shell.ts";
import { decodeLatin1 } from "./terminal-fs.ts";
import { openOutput, type ProgramOutput } from "./writer.ts";

/** What `curl` needs of the machine. */
export interface CurlWorld {
  readonly transport: Transport;
  readonly reach: (url: URL) => Reach;
  readonly nowNs: () => bigint;
  readonly shell: () => Shell;
  readonly files: CurlFiles;
}

interface CurlFiles {
  resolvePath(base: string, path: string): string;
  exists(path: string): Promise<boolean>;
  readFile(path: string): Promise<string>;
  writeFile(path: string, text: string): Promise<void>;
}

/** Why a transfer did not take place, in curl's numbers and words. */
interface Failure {
  readonly code: number;
  readonly message: string;
}

const tryHelp = "curl: try 'curl --help' or 'curl --manual' for more information\n";
const mostRedirects = 50;

/** `curl` on a machine whose network has one server on it. */
export function curlProgram(world: CurlWorld): Program {
  return {
    name: "curl",
    execute: async (args, context) => {
      const output = openOutput(world.shell(), "curl");
      return output.result(await new CurlRun(world, context, output).run(args));
    },
  };
}

class CurlRun {
  private readonly world: CurlWorld;
  private readonly context: ProgramContext;
  private readonly output: ProgramOutput;

  constructor(world: CurlWorld, context: ProgramContext, output: ProgramOutput) {
    this.world = world;
    this.context = context;
    this.output = output;
  }

  async run(args: readonly string[]): Promise<number> {
    const options = parseCurl(args);
    if ("error" in options) return this.refuse(`curl: ${options.error}\n${tryHelp}`);
    if (options.flags.has("version")) {
      this.output.out("curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1\nProtocols: http\n");
      return 0;
    }
    if (options.urls.length === 0) {
      return this.refuse(args.length === 0 ? tryHelp : `curl: no URL specified!\n${tryHelp}`);
    }
    const { flags } = options;
    const isLoud = !flags.has("silent");
    const content = {
      body: await readBody(options, this.read, (text) => isLoud && this.output.err(`Warning: ${text}\n`)),
      headerLines: await readHeaders(options, this.read),
      upload: await this.readUpload(options),
    };
    if (options.values.has("upload-file") && content.upload === undefined) {
      return this.fail(options, { code: 26, message: "Failed to open/read local data from file/application" });
    }
    let exitCode = 0;
    for (const [index, text] of options.urls.entries()) {
      const address = addressOf(text);
      if ("code" in address) exitCode = this.fail(options, address);
      else exitCode = await this.transfer(options, makeRequest(options, address, content), index);
    }
    return exitCode;
  }

  private async transfer(options: CurlOptions, request: CurlRequest, index: number): Promise<number> {
    let failure = this.unreachable(request.url);
    if (failure !== undefined && options.flags.has("verbose")) this.sayUnreachable(request.url, failure);
    const { answer, redirects } =
      failure === undefined ? await this.follow(options, request) : { answer: undefined, redirects: 0 };
    const isError = answer !== undefined && answer.status >= 400;
    const isFailed = isError && (options.flags.has("fail") || options.flags.has("fail-with-body"));
    if (isFailed) failure = { code: 22, message: `The requested URL returned error: ${answer.status}` };
    if (answer !== undefined && !(isFailed && options.flags.has("fail"))) {
      failure = (await this.print(options, request, answer, index)) ?? failure;
    }
    const exitCode = failure === undefined ? 0 : this.fail(options, failure);
    this.writeOut(options, {
      url: request.url.href,
      method: request.method,
      answer,
      exitCode,
      error: failure?.message ?? "",
      uploadedBytes: Number(request.headers.find(([name]) => name === "Content-Length")?.[1] ?? 0),
      redirects,
      index,
    });
    return exitCode;
  }

  /** Sends it, and goes where it is told to go, if it may. */
  private async follow(
    options: CurlOptions,
    first: CurlRequest,
  ): Promise<{ readonly answer: CurlAnswer; readonly redirects: number }> {
    let request = first;
    for (let redirects = 0; ; redirects++) {
      const answer = await this.send(options, request);
      const location = answer.headers.find(([name]) => name === "Location")?.[1];
      const isRedirect = answer.status >= 300 && answer.status < 400 && location !== undefined;
      if (!isRedirect || !options.flags.has("location") || redirects === mostRedirects) return { answer, redirects };
      const url = new URL(location, request.url);
      const keepsMethod = answer.status >= 307 || options.values.has("request") || request.method === "HEAD";
      request = keepsMethod ? { ...request, url } : { ...request, url, method: "GET", body: undefined };
    }
  }

  private async send(options: CurlOptions, request: CurlRequest): Promise<CurlAnswer> {
    const isVerbose = options.flags.has("verbose");
    const say = (text: string): void => {
      if (isVerbose) this.output.err(text);
    };
    const { hostname, port } = request.url;
    const where = `${hostname} (127.0.0.1) port ${port || "80"} (#0)`;
    say(`*   Trying 127.0.0.1:${port || "80"}...\n* Connected to ${where}\n`);
    const user = options.values.get("user");
    if (user !== undefined) say(`* Server auth using Basic with user '${user.split(":", 1)[0]}'\n`);
    say(`> ${request.method} ${request.url.pathname}${request.url.search} HTTP/1.1\r\n`);
    for (const [name, value] of request.headers) say(`> ${name}: ${value}\r\n`);
    say("> \r\n");
    const length = request.headers.find(([name]) => name === "Content-Length")?.[1] ?? "0";
    if (request.body !== undefined && length !== "0") say(`} [${length} bytes data]\n`);
    const received = refusedUnread(request) ?? (await this.world.transport(httpRequest(request)));
    const answer = readAnswer(received, request.method, Number(this.world.nowNs() / 1_000_000n));
    for (const line of headOf(answer)) say(`< ${line}\r\n`);
    if (answer.body !== "") say(`{ [${new TextEncoder().encode(answer.body).length} bytes data]\n`);
    say(`* Connection #0 to host ${hostname} left intact\n`);
    return answer;
  }

  /** The head where it is wanted, and the body: to standard output or into a file. */
  private async print(
    options: CurlOptions,
    request: CurlRequest,
    answer: CurlAnswer,
    index: number,
  ): Promise<Failure | undefined> {
    const { flags, values } = options;
    const head = headOf(answer)
      .map((line) => `${line}\r\n`)
      .join("");
    const dump = values.get("dump-header");
    if (dump === "-") this.output.out(head);
    else if (dump !== undefined && !(await this.write(dump, head))) return unwritten;
    const text = `${flags.has("include") || flags.has("head") ? head : ""}${flags.has("head") ? "" : answer.body}`;
    const remoteName = request.url.pathname.split("/").at(-1) ?? "";
    if (flags.has("remote-name") && remoteName === "") {
      return { code: 23, message: "Failed writing received data to disk/application" };
    }
    const target = options.outputs[index] ?? (flags.has("remote-name") ? remoteName : "-");
    if (target === "-") this.output.out(text);
    else if (!(await this.write(target, text))) return unwritten;
    return undefined;
  }

  private writeOut(options: CurlOptions, transfer: Transfer): void {
    const format = options.values.get("write-out");
    if (format === undefined) return;
    const { out, err, unknown } = writeOut(format, transfer);
    for (const name of unknown) this.output.err(`curl: unknown --write-out variable: '${name}'\n`);
    this.output.out(out);
    this.output.err(err);
  }

  private readonly read: ReadInput = async (path) => {
    if (path === "-") return typeof this.context.stdin === "string" ? decodeLatin1(this.context.stdin) : "";
    const whole = this.world.files.resolvePath(this.context.cwd, path);
    return (await this.world.files.exists(whole)) ? this.world.files.readFile(whole) : undefined;
  };

  private async readUpload(options: CurlOptions): Promise<string | undefined> {
    const path = options.values.get("upload-file");
    if (path === undefined) return undefined;
    const text = await this.read(path);
    if (text === undefined) this.output.err(`curl: Can't open '${path}'!\n${tryHelp}`);
    return text;
  }

  private async write(path: string, text: string): Promise<boolean> {
    try {
      await this.world.files.writeFile(this.world.files.resolvePath(this.context.cwd, path), text);
      return true;
    } catch {
      return false;
    }
  }

  private unreachable(url: URL): Failure | undefined {
    const met = this.world.reach(url);
    if (met === "server") return undefined;
    if (met === "plain") {
      return { code: 35, message: "OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number" };
    }
    if (met === "unknown") return { code: 6, message: `Could not resolve host: ${url.hostname}` };
    const where = `${url.hostname} port ${portOf(url)}`;
    return { code: 7, message: `Failed to connect to ${where} after 0 ms: Couldn't connect to server` };
  }

  private sayUnreachable(url: URL, { code, message }: Failure): void {
    const { hostname } = url;
    const port = portOf(url);
    const at = `${hostname} port ${port}`;
    if (code === 7) {
      const tried = `*   Trying ${hostname}:${port}...\n* connect to ${at} failed: Connection refused\n`;
      this.output.err(tried);
    }
    this.output.err(`* ${message}\n* Closing connection 0\n`);
  }

  private fail({ flags }: CurlOptions, { code, message }: Failure): number {
    if (!flags.has("silent") || flags.has("show-error")) this.output.err(`curl: (${code}) ${message}\n`);
    return code;
  }

  private refuse(text: string): number {
    this.output.err(text);
    return 2;
  }
}

const unwritten: Failure = { code: 23, message: "Failure writing output to destination" };

/** What Go takes from a request before who handles it sees its headers. */
const takenHeaders: ReadonlySet<string> = new Set(["host", "content-length"]);

function httpRequest({ url, method, headers, body = "" }: CurlRequest): HttpRequest {
  const sent = headers.filter(([name]) => !takenHeaders.has(name.toLowerCase()));
  return { method, url: url.href, headers: httpHeaders(sent), body: wellFormed(body) };
}

/** What the server answers to what is no request at all. */
function refusedUnread({ method, headers }: CurlRequest): HttpAnswer | undefined {
  if (isHeaderName(method) && headers.every(([name, value]) => isHeaderName(name) && isHeaderValue(value)))
    return undefined;
  const plain = { "Content-Type": "text/plain; charset=utf-8", Connection: "close" };
  return { status: 400, headers: plain, body: "400 Bad Request" };
}

function addressOf(text: string): URL | Failure {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const malformed: Failure = { code: 3, message: "URL using bad/illegal format or missing URL" };
  if (text === "" || /\s/.test(text)) return malformed;
  const scheme = whole.slice(0, whole.indexOf(":")).toLowerCase();
  if (scheme !== "http" && scheme !== "https" && scheme !== "ftp") {
    return { code: 1, message: `Protocol "${scheme}" not supported or disabled in libcurl` };
  }
  try {
    return new URL(whole);
  } catch {
    return malformed;
  }
}
