/** How the token store names tokens and accessors in storage, so that storage gives none of them away. */
import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeHex, encodeUtf8 } from "../../lib/index.ts";

/** Enough for a token that asks again and for the parents of what is being made; small, so that its cost is the same at any size. */
const rememberedIds = 64;

export class TokenSalt {
  readonly salt: string;
  private readonly keyed: ReturnType<typeof hmac.create>;
  private readonly salted: ReturnType<typeof sha1.create>;
  private readonly recent = new Map<string, string>();

  constructor(salt: string) {
    this.salt = salt;
    this.keyed = hmac.create(sha256, encodeUtf8(salt));
    this.salted = sha1.create().update(encodeUtf8(salt));
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
    return encodeHex(this.keyed.clone().update(encodeUtf8(id)).digest());
  }

  sha1Hex(id: string): string {
    return encodeHex(this.salted.clone().update(encodeUtf8(id)).digest());
  }
}
