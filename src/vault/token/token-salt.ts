/** How the token store names tokens and accessors in storage, so that storage gives none of them away. */
import { encodeUtf8 } from "../../lib/index.ts";
import { KeyedDigest, SaltedDigest } from "./keyed-digest.ts";
import { Remembered } from "./remembered.ts";

/** Enough for a token that asks again and for the parents of what is being made. */
const rememberedIds = 64;

export class TokenSalt {
  readonly salt: string;
  private readonly keyed: KeyedDigest;
  private readonly salted: SaltedDigest;
  private readonly names = new Remembered(rememberedIds, (id) => this.nameOf(id));

  constructor(salt: string) {
    this.salt = salt;
    this.keyed = new KeyedDigest(encodeUtf8(salt));
    this.salted = new SaltedDigest(salt);
  }

  /** `h` and the HMAC of an id with a dot in it (every generated token); the older SHA-1 form of any other. */
  saltId(id: string): string {
    return this.names.of(id);
  }

  private nameOf(id: string): string {
    return id.includes(".") ? `h${this.hmacHex(id)}` : this.sha1Hex(id);
  }

  hmacHex(id: string): string {
    return this.keyed.hexOf(id);
  }

  sha1Hex(id: string): string {
    return this.salted.hexOf(id);
  }
}
