import type { VaultClient } from "../client/client.ts";
import type { ParsedFlags } from "../flags/parse.ts";
import type { CliCandidate } from "../types.ts";
import type { JsonObject } from "../wire/value.ts";

/** The server that candidates are asked of, reached as the line so far says. */
export interface Server {
  client(): Promise<VaultClient>;
  readonly flags: ParsedFlags;
}

/** A mount as a candidate, with what it is. */
export function describeMount(text: string, mount: JsonObject): CliCandidate {
  const words = [mount["type"], mount["description"]]
    .filter((word) => typeof word === "string" && word !== "")
    .map(String);
  return words.length === 0 ? { text } : { text, description: words.join(": ") };
}
