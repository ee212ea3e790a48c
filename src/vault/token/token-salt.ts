/** How the token store names tokens and accessors in storage, so that storage gives none of them away. */
import { encodeUtf8 } from "../../lib/index.ts";
import { KeyedDigest, SaltedDigest } from "./keyed-digest.ts";

/** Enough for a token that asks again and for the parents of what is being made; small, so that its cost is the same at any size. */
const rememberedIds = 64;

export class TokenSalt {
  readonly salt: string;
  private readonly keyed: KeyedDigest;
  private readonly salted: SaltedDigest;
  private readonly recent = new Map<string, string>();

  constructor(salt: string) {
    this.salt = salt;
    this.keyed = new KeyedDigest(encodeUtf8(salt));
    this.salted = new SaltedDigest(salt);
  }

  /** `h` and the HMAC of an id with a dot in it (every generated token); the older SHA-1 form of any other. */
  saltId(id: string): string {
    const known = this.recent.get(id);
    if (known !== undefined) return known;
    const name = id.includes(".") ? `h${this.hmacHex(id)}` : this.sha1Hex(id);
    if (this.recent.size >= rememberedIds) this.recent.delete(this.recent.keys().next().value ?? "");
    this.recent.set(id, name);
    return name;
  }

  hmacHex(id: string): string {
    return this.keyed.hexOf(id);
  }

  sha1Hex(id: string): string {
    return this.salted.hexOf(id);
  }
}
