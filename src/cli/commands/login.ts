import type { VaultClient } from "../client/client.ts";
import type { Command, Invocation } from "../command.ts";
import { attempt, Failure, messageOf, Stop } from "../failure.ts";
import { commandOptions, httpOptions, outputOptions } from "../flags/common.ts";
import { buildTexts } from "../kv-builder.ts";
import { loginHandlers, notSimulatedLogins } from "../login/handlers.ts";
import type { LoginHandler } from "../login/handler.ts";
import { printField, printSecret } from "../output/print.ts";
import { wrapText } from "../output/wrap.ts";
import { sanitizePath, withTrailingSlash } from "../paths.ts";
import { TokenHelper } from "../token-helper.ts";
import type { Secret } from "../wire/secret.ts";

export const login: Command = {
  name: "login",
  synopsis: "Authenticate locally",
  usage: "vault login [options] [AUTH K=V...]",
  about: `Logs in and keeps the token in ~/.vault-token, where later commands find it.
The method is "token" unless -method says otherwise: the token is the argument,
"-" reads it from standard input, and without either it is asked for.

    $ vault login hvs.CAESI...
    $ vault login -method=userpass username=sally

-path is for a method that is enabled elsewhere than at its type:

    $ vault login -method=userpass -path=staff username=sally

With -wrap-ttl the answer comes wrapped and is opened right away, except with
-token-only, which prints the wrapping token, and with -no-store, which shows it.`,
  flags: [
    httpOptions,
    outputOptions("field", "format"),
    commandOptions(
      {
        name: "method",
        kind: "string",
        usage: "The type of auth method, whatever path it is enabled at.",
        fallback: "token",
        values: { from: "auth-types" },
      },
      {
        name: "path",
        kind: "string",
        usage: "Where the method is enabled; its type where not given.",
        values: { from: "auth-mounts" },
      },
      { name: "no-store", kind: "bool", usage: "Do not keep the token, only show it.", fallback: "false" },
      { name: "no-print", kind: "bool", usage: "Do not show the token, only keep it.", fallback: "false" },
      {
        name: "token-only",
        kind: "bool",
        usage: "Print the token alone and keep nothing: short for -field=token -no-store.",
        fallback: "false",
      },
    ),
  ],
  arguments: ["nothing"],
  run: runLogin,
};

async function runLogin(call: Invocation): Promise<number> {
  const tokenOnly = call.flags.isOn("token-only");
  const noStore = tokenOnly || call.flags.isOn("no-store");
  const noPrint = call.flags.isOn("no-print");
  const field = tokenOnly ? "token" : call.flags.text("field");
  if (noStore && noPrint) throw new Failure("-no-store and -no-print cannot be used together", 1);
  const method = sanitizePath(call.flags.text("method")) || "token";
  const handler = findHandler(method);
  const settings = await readSettings(call, method);
  const client = await call.client();
  if (method !== "token") client.token = "";
  const answer = await attempt("Error authenticating", () => handler.login(call.io, client, settings));
  if (answer?.auth?.mfaRequirement !== undefined) return warnOfMfa(call, answer);
  client.wrapTtl = "";
  const secret = await attempt("Error extracting token", () => openAnswer(client, answer, !noStore));
  if (secret.auth === undefined)
    return tokenOnly ? printField(call.ui, secret, "wrapping_token") : printSecret(call.ui, secret);
  if (!noStore) await storeToken(call, secret, secret.auth.clientToken);
  else if (!tokenOnly) {
    call.ui.warn(
      `${wrapText("The token was not stored in token helper. Set the VAULT_TOKEN environment variable or pass the token below with each request to Vault.")}\n`,
    );
  }
  if (noPrint) return 0;
  if (field !== "") return printField(call.ui, secret, field);
  if (call.ui.format === "table") {
    call.ui.output(
      `${wrapText('Success! You are now authenticated. The token information displayed below is already stored in the token helper. You do NOT need to run "vault login" again. Future Vault requests will automatically use this token.')}\n`,
    );
  }
  return printSecret(call.ui, secret);
}

function findHandler(method: string): LoginHandler {
  const handler = loginHandlers.get(method);
  if (handler !== undefined) return handler;
  if (notSimulatedLogins.has(method))
    throw new Failure(`Logging in with "${method}" is not simulated; see docs/coverage.md.`, 1);
  throw new Failure(
    wrapText(
      `Unknown auth method: ${method}. Use "vault auth list" to see the complete list of auth methods. Additionally, some auth methods are only available via the HTTP API.`,
    ),
    1,
  );
}

/** The words of the line as settings; a bare first word is the token, and `-` is the token on standard input. */
async function readSettings(call: Invocation, method: string): Promise<Map<string, string>> {
  const [first, ...rest] = call.arguments;
  const isToken = method === "token" && first !== undefined && !first.includes("=");
  const words = isToken ? [`token=${first}`, ...rest] : call.arguments;
  try {
    const settings = await buildTexts(call.io, words);
    const path = call.flags.text("path") || withTrailingSlash(method);
    if ((settings.get("mount") ?? "") === "") settings.set("mount", path);
    return settings;
  } catch (error) {
    throw new Failure(`Error parsing configuration: ${messageOf(error)}`, 1);
  }
}

/** The answer with the token in it: a wrapped one is opened, unless it is to stay wrapped. */
async function openAnswer(client: VaultClient, answer: Secret | undefined, unwrap: boolean): Promise<Secret> {
  if (answer === undefined) throw new Error("empty response from auth helper");
  if (answer.auth !== undefined) return answer;
  if (answer.wrapInfo === undefined) throw new Error("no auth or wrapping info in response");
  if (answer.wrapInfo.wrappedAccessor === "") throw new Error("wrapped response does not contain a token");
  if (!unwrap) return answer;
  client.token = answer.wrapInfo.token;
  return openAnswer(client, await client.unwrap(""), unwrap);
}

async function storeToken(call: Invocation, secret: Secret, token: string): Promise<void> {
  try {
    await new TokenHelper(call.io).store(token);
  } catch (error) {
    call.ui.error(`Error storing token: ${messageOf(error)}`);
    call.ui.error(
      `${wrapText("Authentication was successful, but the token was not persisted. The resulting token is shown below for your records.")}\n`,
    );
    printSecret(call.ui, secret);
    throw new Stop(2);
  }
  warnOfVariable(call);
}

function warnOfMfa(call: Invocation, secret: Secret): number {
  warnOfVariable(call);
  call.ui.warn(
    `${wrapText("A login request was issued that is subject to MFA validation. Please make sure to validate the login by sending another request to sys/mfa/validate endpoint.")}\n`,
  );
  return printSecret(call.ui, secret);
}

function warnOfVariable(call: Invocation): void {
  if ((call.io.env["VAULT_TOKEN"] ?? "") === "") return;
  call.ui.warn(
    `${wrapText("WARNING! The VAULT_TOKEN environment variable is set! The value of this variable will take precedence; if this is unwanted please unset VAULT_TOKEN or update its value accordingly.")}\n`,
  );
}
