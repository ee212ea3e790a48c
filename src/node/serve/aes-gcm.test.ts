import { assert, nat, property, uint8Array } from "fast-check";
import { expect, test } from "vitest";
import { ManualClock, SeededRandom } from "../../lib/index.ts";
import { portableAesGcm, VaultServer, type AesGcm } from "../../vault/index.ts";
import { nativeAesGcm } from "./aes-gcm.ts";

const bytes = (length: number) => uint8Array({ minLength: length, maxLength: length });
const ciphers: readonly AesGcm[] = [portableAesGcm, nativeAesGcm];

test("the machine's cipher and the engine's own make the same bytes, and each opens the other's, untouched alone", () => {
  assert(
    property(bytes(32), bytes(12), uint8Array({ maxLength: 300 }), nat(), (key, nonce, plaintext, bit) => {
      const sealed = nativeAesGcm.encrypt(key, nonce, plaintext);
      expect(Buffer.from(portableAesGcm.encrypt(key, nonce, plaintext))).toEqual(Buffer.from(sealed));
      const touched = Uint8Array.from(sealed);
      const at = bit % (touched.length * 8);
      touched[at >> 3] = (touched[at >> 3] ?? 0) ^ (1 << (at & 7));
      for (const cipher of ciphers) {
        expect(Buffer.from(cipher.decrypt(key, nonce, sealed) ?? [])).toEqual(Buffer.from(plaintext));
        expect(cipher.decrypt(key, nonce, touched)).toBeUndefined();
        expect(cipher.decrypt(key, nonce, sealed.subarray(0, 15))).toBeUndefined();
      }
    }),
  );
});

test("a server of the same seed answers the same, whichever cipher it was given", () => {
  const [portable, native] = ciphers.map((aesGcm) => {
    const server = new VaultServer({ clock: new ManualClock(0n), random: new SeededRandom("seed"), aesGcm });
    const headers = { "x-vault-token": server.rootToken };
    const body = '{"type":"batch","policies":["default"],"meta":{"a":"b"}}';
    const made = server.handleHttp({ method: "POST", url: "/v1/auth/token/create", headers, body });
    const token = String(JSON.parse(made.body).auth.client_token);
    const seen = server.handleHttp({
      method: "GET",
      url: "/v1/auth/token/lookup-self",
      headers: { "x-vault-token": token },
      body: "",
    });
    return { made, seen, state: server.stateHash() };
  });
  expect(portable?.seen.status).toBe(200);
  expect(portable).toEqual(native);
});
