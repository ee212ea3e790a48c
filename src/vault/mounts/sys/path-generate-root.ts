/** `generate-root`: a new root token for whoever holds the unseal key, and no token. */
import {
  encodeBase64,
  encodeHex,
  encodeUtf8,
  quoteGo,
  randomBase62,
  randomUuid,
  type Json,
} from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { refusal } from "../../logical/outcomes.ts";
import type { Outcome } from "../../logical/types.ts";
import { alreadyGiven, hasShare, keyOf, whyNotKey, whyNotOpened, withShare } from "./key-share.ts";
import { byAnyMethod, plainJson, plainPath } from "./plain-path.ts";
import type { SysServices } from "./services.ts";

/** As many characters as a root token has: each hides one. */
const otpLength = 28;

export const generateRootPathsWithoutToken: readonly string[] = ["generate-root/attempt", "generate-root/update"];

const attemptFields: Readonly<Record<string, FieldSchema>> = {
  otp: { type: "string", description: "What is to hide the new token; drawn where it is not given." },
  pgp_key: { type: "string", description: "Not simulated." },
};
const updateFields: Readonly<Record<string, FieldSchema>> = {
  key: { type: "string", description: "A share of the unseal key, in hex or base64." },
  nonce: { type: "string", description: "Which attempt it is for." },
};

export function generateRootPaths(services: SysServices): PathDeclaration[] {
  return [
    { path: "generate-root", operations: {}, synopsis: "Makes a root token of key shares." },
    plainPath(
      "generate-root/attempt",
      {
        read: () => plainJson(status(services)),
        update: (_request, fields) => start(services, fields),
        delete: () => {
          services.keyWork.set({ rootGeneration: undefined });
          return undefined;
        },
      },
      "Begins to make a root token, says how far that is, or leaves it.",
      attemptFields,
    ),
    plainPath(
      "generate-root/update",
      byAnyMethod((_request, fields) =>
        withShare(fields, (share) => update(services, share, fields.get("nonce")), "invalid key: "),
      ),
      "Takes a key share for a new root token.",
      updateFields,
    ),
  ];
}

function status(services: SysServices): { readonly [name: string]: Json } {
  const attempt = services.keyWork.current().rootGeneration;
  return {
    nonce: attempt?.nonce ?? "",
    started: attempt !== undefined,
    progress: attempt?.given.length ?? 0,
    required: services.seal.shape().threshold,
    complete: false,
    encoded_token: "",
    encoded_root_token: "",
    pgp_fingerprint: "",
    otp: "",
    otp_length: otpLength,
  };
}

function start(services: SysServices, fields: FieldData): Outcome {
  const given = fields.get<string>("otp");
  if (given === "" && fields.get<string>("pgp_key") !== "") {
    return refusal("a root token encrypted with PGP is not simulated; see docs/coverage.md");
  }
  if (given !== "" && encodeUtf8(given).length !== otpLength) return refusal("OTP string is wrong length");
  if (services.keyWork.current().rootGeneration !== undefined) return refusal("root generation already in progress");
  const otp = given === "" ? randomBase62(services.random, otpLength) : given;
  services.keyWork.set({ rootGeneration: { nonce: randomUuid(services.random), otp, given: [] } });
  return plainJson({ ...status(services), otp: given === "" ? otp : "" });
}

function update(services: SysServices, share: Uint8Array, nonce: string): Outcome {
  const attempt = services.keyWork.current().rootGeneration;
  if (attempt === undefined) return refusal("no root generation in progress");
  if (nonce !== attempt.nonce) {
    return refusal(`incorrect nonce supplied; nonce for this root generation operation is ${quoteGo(attempt.nonce)}`);
  }
  if (hasShare(attempt.given, share)) return alreadyGiven("generation");
  const given = [...attempt.given, encodeHex(share)];
  const key = keyOf(given, services.seal.shape().threshold);
  services.keyWork.set({ rootGeneration: { ...attempt, given: key === undefined ? given : [] } });
  if (key === undefined) return plainJson({ ...status(services), otp_length: 0 });
  if ("error" in key) return refusal(`failed to compute root key: ${key.error}`);
  const wrong = whyNotKey(key, services.seal.isKey(key));
  if (wrong !== undefined) return refusal(`root generation aborted: unable to authenticate: ${whyNotOpened(wrong)}`);
  const encoded = hide(services.tokens.createRoot(), attempt.otp);
  services.keyWork.set({ rootGeneration: undefined });
  return plainJson({
    ...status(services),
    nonce: attempt.nonce,
    started: true,
    progress: given.length,
    complete: true,
    encoded_token: encoded,
    encoded_root_token: encoded,
    otp_length: 0,
  });
}

/** Both are as long, and none can be read without the other. */
function hide(token: string, otp: string): string {
  const key = encodeUtf8(otp);
  return encodeBase64(encodeUtf8(token).map((byte, index) => byte ^ (key[index] ?? 0))).replace(/=+$/, "");
}
