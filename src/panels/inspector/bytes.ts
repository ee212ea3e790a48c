/** The byte map: runs of bytes, and the fields that they belong to, in our words. */
import type { Answer } from "../../simulation/index.ts";

type Anatomy = NonNullable<Answer<"token">>["anatomy"];
type BytePart = Anatomy["parts"][number];

/** Bytes next to each other that belong to one field. */
export interface ByteRun {
  readonly id: string;
  /** `0a 1f …` */
  readonly hex: string;
  readonly kind: BytePart["kind"];
  /** Ids of the fields that light it. */
  readonly fields: readonly string[];
}

export interface ByteField {
  readonly id: string;
  readonly name: string;
  /** `32 bytes`, `none` */
  readonly size: string;
  readonly value: string;
  /** What it is for. */
  readonly note: string;
  /** Inside the sealed bytes. */
  readonly isInner: boolean;
}

export interface ByteMap {
  readonly runs: readonly ByteRun[];
  readonly fields: readonly ByteField[];
  readonly lead: string;
}

const leads: Readonly<Record<Anatomy["form"], string>> = {
  signed: "base64url of a signed protobuf message: whoever changes a byte breaks the HMAC.",
  plain: "24 characters of chance and nothing else. Root tokens are handed out like this, unsigned.",
  given: "Chosen by who made it (-id), so it is as hard to guess as they made it.",
  batch: "base64url of the token's own entry, sealed with the barrier's key. The server keeps nothing of it.",
};

const notes: Readonly<Record<string, string>> = {
  token_version: "the form of what follows",
  hmac: "HMAC-SHA-256 over the rest, with a key that only the cluster has",
  "token.random": "the inner id: what the server looks up, salted and hashed",
  "token.local_index": "how far storage had come when it was made; 0 takes no byte",
  "token.index_epoch": "which leader's count that is; 0 takes no byte",
  frame: "protobuf: field number and length",
  random: "base62, drawn by the server",
  id: "the token, as it was given",
  "key term": "which of the barrier's keys sealed it; vault operator rotate starts a new term",
  version: "of the sealed form: AES-256-GCM",
  nonce: "used once, never secret",
  ciphertext: "the entry, unreadable without the barrier's key",
  tag: "GCM's proof that no bit was changed",
  parent: "ends with it: here is the only place where that is written",
  policies: "as they were when it was made",
  path: "where it was made",
  meta: "metadata",
  display_name: "for the audit log",
  creation_time: "with ttl: when it ends, and nothing can move it",
  ttl: "nanoseconds",
  role: "the token role it was made by",
  entity_id: "the identity behind it",
  bound_cidrs: "addresses it may come from",
  namespace_id: "the namespace it is of",
  type: "service is 1, batch is 2",
};

export function selectBytes(anatomy: Anatomy): ByteMap {
  const outer = anatomy.parts.map((part, index) => ({ part, id: `p${index}` }));
  const inner = (anatomy.opened ?? []).map((part, index) => ({ part, id: `e${index}` }));
  const runs = outer.flatMap(({ part, id }): ByteRun[] => {
    if (part.kind === "absent") return [];
    if (part.kind !== "sealed" || inner.length === 0) return [runOf(anatomy, part, id, [id])];
    return inner.map((each) => runOf(anatomy, each.part, each.id, [id, each.id]));
  });
  const shown = outer.filter(({ part }) => part.kind !== "frame" && part.kind !== "prefix");
  return {
    runs,
    fields: shown.flatMap(({ part, id }) => {
      const within = part.kind === "sealed" ? inner : [];
      return [fieldOf(part, id, false)].concat(within.map((each) => fieldOf(each.part, each.id, true)));
    }),
    lead: leads[anatomy.form],
  };
}

function runOf({ hex }: Anatomy, part: BytePart, id: string, fields: readonly string[]): ByteRun {
  const bytes = hex.slice(2 * part.from, 2 * part.to);
  return { id, hex: bytes.replace(/(..)(?=.)/g, "$1 "), kind: part.kind, fields };
}

function fieldOf(part: BytePart, id: string, isInner: boolean): ByteField {
  const length = part.to - part.from;
  const size = length === 0 ? "no byte" : length === 1 ? "1 byte" : `${length} bytes`;
  return { id, name: part.name, size, value: part.value, note: notes[part.name] ?? "", isInner };
}

/** What can be said of whether it is genuine. */
export function soundnessText({ soundness, form }: Anatomy): string {
  switch (soundness) {
    case "sound":
      if (form === "batch") return "The tag fits: sealed by this server, and opened here with the barrier's key.";
      return form === "signed" ? "The HMAC fits: made by this server." : "";
    case "locked":
      return "Vault is sealed: nobody has the barrier's key, so the entry inside stays shut.";
    case "forged":
      return form === "batch" ? "The tag does not fit: changed, or not of this server." : "The HMAC does not fit.";
    default:
      return "These bytes do not decode.";
  }
}
