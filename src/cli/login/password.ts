import { askHidden, type LoginHandler } from "./handler.ts";

/** Logs in by name and password: userpass, ldap, okta and radius alike. */
export function passwordLogin(type: string, users: string, namedBy: readonly string[] = []): LoginHandler {
  return {
    help: `Usage: vault login -method=${type} [CONFIG K=V...]

  Logs in with a name and a password known to ${users}.

      $ vault login -method=${type} username=sally
      Password (will be hidden):

  Or with the password on the line, where the shell's history keeps it:

      $ vault login -method=${type} username=bob password=password

Configuration:

  password=<string>
      The password. Asked for where it is not given.

  username=<string>
      The name.`,

    async login(io, client, settings) {
      const username =
        settings.get("username") || namedBy.map((name) => io.env[name] ?? "").find((name) => name !== "");
      if (username === undefined || username === "") throw new Error(whyNoName(type, namedBy));
      const password = settings.get("password") || (await askHidden(io, "Password (will be hidden): "));
      const mount = settings.get("mount") || type;
      const secret = await client.write(`auth/${mount}/login/${username}`, { password });
      if (secret === undefined) throw new Error("empty response from credential provider");
      return secret;
    },
  };
}

function whyNoName(type: string, namedBy: readonly string[]): string {
  if (namedBy.length > 0) {
    return `'username' not supplied and neither ${namedBy.map((name) => `'${name}'`).join(" nor ")} env vars set`;
  }
  return type === "okta" ? "'username' var must be set" : "'username' must be specified";
}
