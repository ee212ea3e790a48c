/** `npm run serve -- [--port N] [--dev-root-token-id ID]`: the engine on a port, for real clients. Ctrl-C ends it. */
import { parseArgs } from "node:util";
import { whyNotCustomId } from "../vault/index.ts";
import { fileSink } from "./serve/file-sink.ts";
import { HOST, ServedVault } from "./serve/served-vault.ts";

const usage = `usage: npm run serve -- [--port N] [--dev-root-token-id ID]

  --port N                 where to listen on ${HOST} (8200; 0 takes any that is free)
  --dev-root-token-id ID   the root token (drawn by lot)
`;

interface Asked {
  readonly port: number;
  readonly rootTokenId?: string;
}

function readArguments(): Asked | string {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        port: { type: "string", default: "8200" },
        "dev-root-token-id": { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (values.help) return "";
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535)
    return `--port takes a number from 0 to 65535, and not "${values.port}".`;
  const rootTokenId = values["dev-root-token-id"];
  if (rootTokenId === undefined || rootTokenId === "") return { port };
  if (whyNotCustomId(rootTokenId) !== undefined)
    return "--dev-root-token-id takes no dots, and nothing that begins as tokens do that are drawn by lot.";
  if (/[^\x21-\x7e]/.test(rootTokenId)) return "--dev-root-token-id takes printable characters without spaces.";
  return { port, rootTokenId };
}

function problemOf(error: unknown, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return `Port ${port} of ${HOST} is taken. Stop what listens there, or choose another with --port.`;
  if (code === "EACCES") return `Port ${port} may not be opened by this user. Choose one above 1023 with --port.`;
  return `The server could not listen on ${HOST}:${port}: ${error instanceof Error ? error.message : String(error)}`;
}

function banner(served: ServedVault): string {
  return `==> Glassvault server configuration:

             Api Address: ${served.address}
                Listener: tcp (addr: "${HOST}:${served.port}", max_request_size: "33554432", tls: "disabled")
                 Storage: inmem
                 Version: answers as Vault v1.16.0 does

==> Glassvault server started!

All that it holds is in memory, in clear, and gone when it ends: for trying things out, never for real secrets.
Point a client at it:

    $ export VAULT_ADDR='${served.address}'

Unseal Key: ${served.vault.unsealKey}
Root Token: ${served.vault.rootToken}

`;
}

async function serve({ port, rootTokenId }: Asked): Promise<void> {
  const auditSink = fileSink((line) => process.stdout.write(line));
  const served = await ServedVault.start({ port, auditSink, ...(rootTokenId === undefined ? {} : { rootTokenId }) });
  process.stdout.write(banner(served));
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    process.stdout.write("==> Glassvault shutdown triggered\n");
    void served.stop();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

const asked = readArguments();
if (typeof asked === "string") {
  (asked === "" ? process.stdout : process.stderr).write(asked === "" ? usage : `${asked}\n\n${usage}`);
  process.exitCode = asked === "" ? 0 : 2;
} else {
  try {
    await serve(asked);
  } catch (error) {
    process.stderr.write(`${problemOf(error, asked.port)}\n`);
    process.exitCode = 1;
  }
}
