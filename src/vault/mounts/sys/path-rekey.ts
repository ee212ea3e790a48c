/** `rekey`: new unseal keys for whoever holds enough of the old ones, and no token. */
import { encodeBase64, encodeHex, quoteGo, randomUuid, type Json } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { failure, refusal } from "../../logical/outcomes.ts";
import type { Outcome } from "../../logical/types.ts";
import { alreadyGiven, hasShare, keyOf, whyNotKey, withShare } from "./key-share.ts";
import type { Rekey } from "./key-work.ts";
import { byAnyMethod, plainJson, plainPath } from "./plain-path.ts";
import { whyNotThisSeal } from "./seal-shape.ts";
import type { SysServices } from "./services.ts";
import { splitKey } from "./shamir.ts";

export const rekeyPathsWithoutToken: readonly string[] = ["rekey", "rekey-recovery-key"].flatMap((path) =>
  ["init", "update", "verify"].map((step) => `${path}/${step}`),
);

const beginFields: Readonly<Record<string, FieldSchema>> = {
  secret_shares: { type: "int", description: "How many shares to split the new key into." },
  secret_threshold: { type: "int", description: "How many of them open the server." },
  pgp_keys: { type: "commaStringSlice", description: "Not simulated." },
  backup: { type: "bool", description: "Keep the encrypted shares. Not simulated." },
  require_verification: { type: "bool", description: "Let the new shares hold only when they were shown." },
};
const shareFields: Readonly<Record<string, FieldSchema>> = {
  key: { type: "string", description: "A share, in hex or base64." },
  nonce: { type: "string", description: "Which attempt it is for." },
};

export function rekeyPaths(services: SysServices): PathDeclaration[] {
  return [
    plainPath(
      "rekey/init",
      {
        read: () => status(services),
        update: (_request, fields) => begin(services, fields),
        delete: () => {
          services.keyWork.set({ rekey: undefined });
          return undefined;
        },
      },
      "Begins to make new unseal keys, says how far that is, or leaves it.",
      beginFields,
    ),
    plainPath(
      "rekey/update",
      byAnyMethod((_request, fields) => withShare(fields, (share) => update(services, share, fields.get("nonce")))),
      "Takes a key share for new unseal keys.",
      shareFields,
    ),
    plainPath(
      "rekey/verify",
      {
        read: () => verification(services),
        update: (_request, fields) => withShare(fields, (share) => verify(services, share, fields.get("nonce"))),
        delete: () => restartVerification(services),
      },
      "Takes a new key share, to prove that it was received.",
      shareFields,
    ),
    ...["rekey/backup", "rekey/recovery-key-backup"].map((path) => ({
      path,
      operations: { read: () => refusal("no backed-up keys found"), delete: () => undefined },
      synopsis: "Key shares that were kept, encrypted: there are none.",
    })),
    ...["init", "verify"].map((step) =>
      plainPath(
        `rekey-recovery-key/${step}`,
        byAnyMethod(() => refusal("recovery rekeying not supported")),
        "Recovery keys: a server with unseal keys has none.",
      ),
    ),
    plainPath(
      "rekey-recovery-key/update",
      byAnyMethod((_request, fields) => withShare(fields, () => noRecovery)),
      "Recovery keys: a server with unseal keys has none.",
      shareFields,
    ),
  ];
}

const noRecovery = failure("failed to fetch existing recovery config: recovery not supported", 500);

function status(services: SysServices): Outcome {
  const rekey = services.keyWork.current().rekey;
  const nonce = rekey?.verificationNonce ?? "";
  return plainJson({
    nonce: rekey?.nonce ?? "",
    started: rekey !== undefined,
    t: rekey?.threshold ?? 0,
    n: rekey?.shares ?? 0,
    progress: rekey?.given.length ?? 0,
    required: services.seal.shape().threshold,
    pgp_fingerprints: null,
    backup: false,
    verification_required: rekey?.mustBeVerified ?? false,
    ...(nonce === "" ? {} : { verification_nonce: nonce }),
  });
}

function begin(services: SysServices, fields: FieldData): Outcome {
  const pgpKeys = fields.get<readonly string[]>("pgp_keys");
  const shares = fields.get<number>("secret_shares");
  const threshold = fields.get<number>("secret_threshold");
  if (fields.get<boolean>("backup") && pgpKeys.length === 0) {
    return refusal("cannot request a backup of the new keys without providing PGP keys for encryption");
  }
  if (pgpKeys.length > 0 && pgpKeys.length !== shares) return refusal("incorrect number of PGP keys for rekey");
  if (threshold > shares) return refusal("provided threshold greater than the total shares");
  const problem = whyNotThisSeal({ shares, threshold });
  if (problem !== undefined) return failure(`invalid rekey seal configuration: ${problem}`, 500);
  if (pgpKeys.length > 0) return refusal("key shares encrypted with PGP are not simulated; see docs/coverage.md");
  if (services.keyWork.current().rekey !== undefined) return refusal("rekey already in progress");
  const nonce = randomUuid(services.random);
  const mustBeVerified = fields.get<boolean>("require_verification");
  const blank = { given: [], verificationNonce: "", verification: undefined };
  services.keyWork.set({ rekey: { nonce, shares, threshold, mustBeVerified, ...blank } });
  return status(services);
}

function update(services: SysServices, share: Uint8Array, nonce: string): Outcome {
  const { rekey } = services.keyWork.current();
  if (rekey === undefined) return refusal("no barrier rekey in progress");
  if (rekey.verification !== undefined) {
    return refusal(
      `rekey operation already finished; verification must be performed; nonce for the verification operation is ${quoteGo(rekey.verificationNonce)}`,
    );
  }
  if (nonce !== rekey.nonce) {
    return refusal(`incorrect nonce supplied; nonce for this rekey operation is ${quoteGo(rekey.nonce)}`);
  }
  if (hasShare(rekey.given, share)) return alreadyGiven("generation");
  const given = [...rekey.given, encodeHex(share)];
  const key = keyOf(given, services.seal.shape().threshold);
  services.keyWork.set({ rekey: { ...rekey, given: key === undefined ? given : [] } });
  if (key === undefined) return status(services);
  if ("error" in key) return failure(`failed to compute root key: ${key.error}`, 500);
  const wrong = whyNotKey(key, services.seal.isKey(key));
  if (wrong !== undefined) {
    return failure(wrong.during === "setup" ? wrong.problem : `failed to read root key: ${wrong.problem}`, 500);
  }
  return makeNewKey(services, { ...rekey, given: [] });
}

function makeNewKey(services: SysServices, rekey: Rekey): Outcome {
  const key = services.random.bytes(32);
  const { shares, threshold } = rekey;
  const newShares = shares === 1 ? [key] : splitKey(key, shares, threshold, services.random);
  const nonce = rekey.mustBeVerified ? randomUuid(services.random) : undefined;
  if (nonce === undefined) {
    services.seal.rekey(key, { shares, threshold });
    services.keyWork.set({ rekey: undefined });
  } else {
    const verification = { key: encodeHex(key), given: [] };
    services.keyWork.set({ rekey: { ...rekey, verificationNonce: nonce, verification } });
  }
  return plainJson({
    nonce: rekey.nonce,
    complete: true,
    keys: newShares.map(encodeHex),
    keys_base64: newShares.map(encodeBase64),
    pgp_fingerprints: null,
    backup: false,
    verification_required: rekey.mustBeVerified,
    ...(nonce === undefined ? {} : { verification_nonce: nonce }),
  });
}

function verification(services: SysServices): Outcome {
  const { rekey } = services.keyWork.current();
  if (rekey === undefined) return refusal("no rekey configuration found");
  const body: Json = {
    nonce: rekey.verificationNonce,
    started: rekey.verification !== undefined,
    t: rekey.threshold,
    n: rekey.shares,
    progress: rekey.verification?.given.length ?? 0,
  };
  return plainJson(body);
}

function verify(services: SysServices, share: Uint8Array, nonce: string): Outcome {
  const { rekey } = services.keyWork.current();
  if (rekey === undefined) return refusal("no rekey in progress");
  const { verification: asked } = rekey;
  if (asked === undefined) return refusal("no rekey verification in progress");
  if (nonce !== rekey.verificationNonce) {
    return refusal(`incorrect nonce supplied; nonce for this verify operation is ${quoteGo(rekey.verificationNonce)}`);
  }
  if (hasShare(asked.given, share)) return alreadyGiven("verify");
  const given = [...asked.given, encodeHex(share)];
  const key = keyOf(given, rekey.threshold);
  if (key === undefined) {
    services.keyWork.set({ rekey: { ...rekey, verification: { ...asked, given } } });
    return verification(services);
  }
  if ("error" in key || encodeHex(key) !== asked.key) {
    restart(services, rekey);
    return "error" in key
      ? failure(`failed to compute key for verification: ${key.error}`, 500)
      : refusal("rekey verification failed; incorrect key shares supplied");
  }
  services.seal.rekey(key, { shares: rekey.shares, threshold: rekey.threshold });
  services.keyWork.set({ rekey: undefined });
  return plainJson({ nonce: rekey.verificationNonce, complete: true });
}

function restartVerification(services: SysServices): Outcome {
  const { rekey } = services.keyWork.current();
  if (rekey !== undefined) restart(services, rekey);
  return verification(services);
}

/** The shares shown so far are forgotten, and those to come are for another attempt. */
function restart(services: SysServices, rekey: Rekey): void {
  const verification = rekey.verification === undefined ? undefined : { ...rekey.verification, given: [] };
  services.keyWork.set({ rekey: { ...rekey, verificationNonce: randomUuid(services.random), verification } });
}
