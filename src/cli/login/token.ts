import { formatGoValue, numberText } from "../../lib/index.ts";
import { parseBool } from "../flags/values.ts";
import { messageOf } from "../failure.ts";
import { emptyAuth, emptySecret, type Secret } from "../wire/secret.ts";
import { isList, isObject, type JsonObject } from "../wire/value.ts";
import { askForToken, type LoginHandler } from "./handler.ts";

export const tokenLogin: LoginHandler = {
  help: `Usage: vault login TOKEN [CONFIG K=V...]

  Logs in with a token that is already at hand, from "vault token create" or
  from the API.

      $ vault login hvs.CAESI...

  Take the token without asking the server about it:

      $ vault login token=hvs.CAESI... lookup=false

Configuration:

  token=<string>
      The token. Usually given as the argument itself.

  lookup=<bool>
      Whether to ask the server for the token's policies and TTL.`,

  async login(io, client, settings) {
    const lookup = parseLookup(settings.get("lookup"));
    const given = settings.get("token");
    const token = (given ?? (await askForToken(io, "Token (will be hidden): "))).trim();
    if (token === "") throw new Error("a token must be passed to auth, please view the help for more information");
    if (!lookup) return { ...emptySecret, auth: { ...emptyAuth, clientToken: token } };
    client.token = token;
    client.wrapTtl = "";
    let secret: Secret | undefined;
    try {
      secret = await client.secret("GET", "auth/token/lookup-self");
    } catch (error) {
      throw new Error(`error looking up token: ${messageOf(error)}`, { cause: error });
    }
    if (secret === undefined) throw new Error("empty response from lookup-self");
    return asLogin(secret.data ?? {});
  },
};

function parseLookup(text: string | undefined): boolean {
  if (text === undefined) return true;
  try {
    return parseBool(text);
  } catch (error) {
    throw new Error(`Failed to parse "lookup" as boolean: ${messageOf(error)}`, { cause: error });
  }
}

/** A lookup's data, in the form a login answers with. */
function asLogin(data: JsonObject): Secret {
  const texts = (key: string): readonly string[] => {
    const value = data[key];
    return isList(value) ? value.map(String) : [];
  };
  const text = (key: string): string => {
    const value = data[key];
    return typeof value === "string" ? value : "";
  };
  const tokenPolicies = texts("policies");
  const identityPolicies = texts("identity_policies");
  const meta = data["meta"];
  return {
    ...emptySecret,
    auth: {
      ...emptyAuth,
      clientToken: text("id"),
      accessor: text("accessor"),
      policies: [...tokenPolicies, ...identityPolicies],
      tokenPolicies,
      identityPolicies: identityPolicies.length > 0 ? identityPolicies : undefined,
      metadata: isObject(meta)
        ? new Map(Object.entries(meta).map(([key, value]) => [key, formatGoValue(value)]))
        : undefined,
      leaseDurationSeconds: Number(numberText(data["ttl"]) ?? 0),
      renewable: data["renewable"] === true,
    },
  };
}
