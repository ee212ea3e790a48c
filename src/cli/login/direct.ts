import { askForToken, type LoginHandler } from "./handler.ts";

const tokenOfEnvironment = "VAULT_AUTH_GITHUB_TOKEN";
const askedForToken = "GitHub Personal Access Token (will be hidden): ";

/** GitHub's own tokens, changed for one of Vault's. */
export const githubLogin: LoginHandler = {
  help: `Usage: vault login -method=github [CONFIG K=V...]

  Logs in with a personal access token of GitHub's.

      $ vault login -method=github token=ghp_abcd

Configuration:

  mount=<string>
      Where the method is mounted. Usually told with -path.

  token=<string>
      The token. Else ${tokenOfEnvironment} is taken, or it is asked for.`,

  async login(io, client, settings) {
    const token = (
      settings.get("token") ||
      (io.env[tokenOfEnvironment] ?? "") ||
      (await askForToken(io, askedForToken))
    ).trim();
    if (token === "") throw new Error("a token must be passed to auth, please view the help for more information");
    const secret = await client.write(`auth/${settings.get("mount") || "github"}/login`, { token });
    if (secret === undefined) throw new Error("empty response from credential provider");
    return secret;
  },
};

/** The client's certificate, shown with the connection, is all there is to say. */
export const certLogin: LoginHandler = {
  help: `Usage: vault login -method=cert [CONFIG K=V...]

  Logs in with the certificate that -client-cert and -client-key name.

      $ vault login -method=cert -client-cert=cert.pem -client-key=key.pem

Configuration:

  name=<string>
      The certificate's role. Without it all roles are tried.`,

  async login(_io, client, settings) {
    const name = settings.get("name") ?? "";
    const body = name === "" ? {} : { name };
    const secret = await client.write(`auth/${settings.get("mount") || "cert"}/login`, body);
    if (secret === undefined) throw new Error("empty response from credential provider");
    return secret;
  },
};
