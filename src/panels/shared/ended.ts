import type { TokenView } from "../world.ts";

/** How a token ended, in a word or two. */
export function endedWord(token: TokenView): string {
  switch (token.ended?.cause) {
    case "parent":
      return "with parent";
    case "uses":
      return "uses spent";
    case "expired":
      return "expired";
    case "revoked":
      return "revoked";
    case undefined:
      return token.state;
  }
}
