/** `tools`: random bytes and digests. */
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { sha3_224, sha3_256, sha3_384, sha3_512 } from "@noble/hashes/sha3.js";
import { encodeBase64, encodeHex, parseGoInt, quoteGo } from "../../../lib/index.ts";
import type { FieldData, FieldSchema, PathDeclaration } from "../../framework/types.ts";
import { addWarning, refusal, response } from "../../logical/outcomes.ts";
import type { Outcome } from "../../logical/types.ts";
import { decodeGoBase64 } from "./go-base64.ts";
import type { SysServices } from "./services.ts";

const mostBytes = 128 * 1024;
const sources: ReadonlySet<string> = new Set(["", "platform", "seal", "all"]);

const digests: ReadonlyMap<string, (input: Uint8Array) => Uint8Array> = new Map([
  ["sha2-224", sha224],
  ["sha2-256", sha256],
  ["sha2-384", sha384],
  ["sha2-512", sha512],
  ["sha3-224", sha3_224],
  ["sha3-256", sha3_256],
  ["sha3-384", sha3_384],
  ["sha3-512", sha3_512],
]);

const hashFields: Readonly<Record<string, FieldSchema>> = {
  input: { type: "string", description: "What to digest, in base64." },
  algorithm: { type: "string", default: "sha2-256", description: "sha2- or sha3- with 224, 256, 384 or 512." },
  urlalgorithm: { type: "string", description: "The same, at the end of the path." },
  format: { type: "string", default: "hex", description: '"hex" or "base64".' },
};

const randomFields: Readonly<Record<string, FieldSchema>> = {
  bytes: { type: "int", default: 32, description: "How many bytes." },
  urlbytes: { type: "string", description: "The same, at the end of the path." },
  source: { type: "string", default: "platform", description: '"platform", "seal" or "all".' },
  format: { type: "string", default: "base64", description: '"hex" or "base64".' },
};

export function toolPaths(services: SysServices): PathDeclaration[] {
  return [
    ...["tools/hash", "tools/hash/+urlalgorithm"].map((path) => ({
      path,
      fields: hashFields,
      operations: { update: (_request: unknown, fields: FieldData) => ofPath(path, fields, ["urlalgorithm"], hash) },
      synopsis: "Makes a digest.",
    })),
    ...["tools/random", "tools/random/:source/+urlbytes", "tools/random/+source"].map((path) => ({
      path,
      fields: randomFields,
      operations: {
        update: (_request: unknown, fields: FieldData) =>
          ofPath(path, fields, ["source", "urlbytes"], (inPath) => random(services, fields, inPath)),
      },
      synopsis: "Makes random bytes.",
    })),
  ];
}

type InPath = (name: string) => string;

/** What belongs at the end of the path counts there alone; sent in the body it is passed over, with a warning. */
function ofPath(
  path: string,
  fields: FieldData,
  names: readonly string[],
  answer: (inPath: InPath, fields: FieldData) => Outcome,
): Outcome {
  const isThere = (name: string): boolean => path.includes(`:${name}`) || path.includes(`+${name}`);
  const outcome = answer((name) => (isThere(name) ? fields.get<string>(name) : ""), fields);
  const ignored = names.filter((name) => !isThere(name) && fields.has(name));
  if (outcome?.ok === true && ignored.length > 0) addWarning(outcome, replacedByPath(ignored));
  return outcome;
}

function replacedByPath(names: readonly string[]): string {
  return `Endpoint replaced the value of these parameters with the values captured from the endpoint's path: [${names.join(" ")}]`;
}

function hash(inPath: InPath, fields: FieldData): Outcome {
  const name = inPath("urlalgorithm") || fields.get<string>("algorithm");
  const input = decodeGoBase64(fields.get("input"));
  if (typeof input === "string") return refusal(`unable to decode input as base64: ${input}`);
  const format = fields.get<string>("format");
  if (format !== "hex" && format !== "base64") {
    return refusal(`unsupported encoding format ${format}; must be "hex" or "base64"`);
  }
  const digest = digests.get(name)?.(input);
  if (digest === undefined) return refusal(`unsupported algorithm ${name}`);
  return response({ sum: format === "hex" ? encodeHex(digest) : encodeBase64(digest) });
}

/** How many bytes, and from where: the path may say the one, the other, or both. */
function random(services: SysServices, fields: FieldData, inPath: InPath): Outcome {
  const wanted = wantedBytes(fields, inPath);
  if ("error" in wanted) return refusal(wanted.error);
  const { bytes, source } = wanted;
  const format = fields.get<string>("format");
  if (bytes < 1) return refusal('"bytes" cannot be less than 1');
  if (bytes > mostBytes) return refusal(`"bytes" should be less than ${mostBytes}`);
  if (format !== "hex" && format !== "base64") {
    return refusal(`unsupported encoding format ${quoteGo(format)}; must be "hex" or "base64"`);
  }
  if (!sources.has(source)) {
    return refusal(`unsupported entropy source ${quoteGo(source)}; must be "platform" or "seal", or "all"`);
  }
  const drawn = services.random.bytes(bytes);
  const warnings =
    source === "seal" ? ["no seal/entropy augmentation available, using platform entropy source"] : undefined;
  return response({ random_bytes: format === "hex" ? encodeHex(drawn) : encodeBase64(drawn) }, warnings);
}

type Wanted = { readonly bytes: number; readonly source: string } | { readonly error: string };

function wantedBytes(fields: FieldData, inPath: InPath): Wanted {
  const urlBytes = inPath("urlbytes");
  const named = inPath("source");
  if (urlBytes === "" && sources.has(named)) {
    return { bytes: fields.get("bytes"), source: named === "" ? "platform" : named };
  }
  const text = urlBytes === "" ? named : urlBytes;
  const parsed = parseGoInt(text);
  if (!parsed.ok) {
    return { error: `error parsing url-set byte count: strconv.Atoi: parsing ${quoteGo(text)}: invalid syntax` };
  }
  return { bytes: Number(parsed.value), source: urlBytes === "" ? "platform" : named };
}
