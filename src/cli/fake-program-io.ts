import type { HttpHeaders } from "../lib/index.ts";
import type { ProgramIo, StartedServer, WantedServer } from "./types.ts";

/** For tests: what the program is given, where it differs from an empty world. */
export interface FakeWorld {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** What is typed when something is asked; nobody is there where undefined. */
  readonly typed?: string;
  readonly terminal?: boolean;
  /** Whether servers can be started; by an id that begins with "bad" none can. */
  readonly machine?: boolean;
  /** Answers by `METHOD path?query`; what is not here is a 404. A string is the body of a 200. */
  readonly answers?: Readonly<Record<string, string | { readonly status: number; readonly body: string }>>;
}

/** For tests: a world that keeps what was printed, asked, sent and written. */
export interface FakeProgramIo {
  readonly io: ProgramIo;
  readonly files: Map<string, string>;
  readonly requests: {
    readonly method: string;
    readonly path: string;
    readonly headers: HttpHeaders;
    readonly body: string;
  }[];
  readonly asked: string[];
  readonly started: WantedServer[];
  stdout: string;
  stderr: string;
}

export function fakeProgramIo(args: readonly string[], world: FakeWorld = {}): FakeProgramIo {
  const fake: FakeProgramIo = {
    files: new Map(Object.entries(world.files ?? {})),
    requests: [],
    asked: [],
    started: [],
    stdout: "",
    stderr: "",
    io: {
      args,
      env: { VAULT_ADDR: "http://127.0.0.1:8200", VAULT_TOKEN: "tok", ...world.env },
      homeDirectory: "/home/student",
      workingDirectory: "/home/student/work",
      stdoutIsTerminal: world.terminal === true,
      stdinIsTerminal: world.typed !== undefined,
      columns: 80,
      stdout: (text) => {
        fake.stdout += text;
      },
      stderr: (text) => {
        fake.stderr += text;
      },
      readStdin: () => Promise.resolve(world.stdin ?? ""),
      ask: (prompt) => {
        fake.asked.push(prompt);
        return Promise.resolve(world.typed);
      },
      files: {
        read: (path) => Promise.resolve(fake.files.get(path)),
        write: (path, text) => {
          fake.files.set(path, text);
          return Promise.resolve();
        },
        remove: (path) => {
          fake.files.delete(path);
          return Promise.resolve();
        },
      },
      transport: async (request) => {
        const { method, headers, body } = request;
        const url = new URL(request.url);
        const path = url.pathname.replace(/^\/v1\//, "") + url.search;
        fake.requests.push({ method, path, headers, body });
        const answer = world.answers?.[`${method} ${path}`] ?? { status: 404, body: '{"errors":[]}' };
        return { headers: {}, ...(typeof answer === "string" ? { status: 200, body: answer } : answer) };
      },
      nowNs: () => 0n,
      sleep: () => Promise.resolve(),
      signal: { aborted: false },
      ...(world.machine === true && { startServer: (wanted) => start(fake, wanted) }),
    },
  };
  return fake;
}

function start(fake: FakeProgramIo, wanted: WantedServer): StartedServer | "bad-root-token-id" {
  if (wanted.rootTokenId?.startsWith("bad") === true) return "bad-root-token-id";
  fake.started.push(wanted);
  const rootToken = wanted.rootTokenId ?? "hvs.drawn";
  return { rootToken, unsealKey: "a2V5", untilInterrupted: () => Promise.resolve(true) };
}
