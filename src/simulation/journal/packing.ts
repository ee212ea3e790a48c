import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, decodeBase64Url, encodeBase64Url, encodeUtf8, equalBytes } from "../../lib/index.ts";
import { readDocument, writeDocument, type SessionDocument } from "./document.ts";
import { Unreadable } from "./fields.ts";
import { grouped, SESSION_LIMITS } from "./limits.ts";

/** Before the session in a URL's fragment. */
const LINK_PREFIX = "session=";
/** The first byte of a link: how what follows it is made. */
const LINK_VERSION = 1;
const CHECKSUM_BYTES = 4;

/**
 * A session as a URL's fragment, without the `#`: a version byte, four bytes of the SHA-256 of what follows, and the deflated document,
 * in base64url. However long it gets; whoever shows it minds `SESSION_LIMITS.linkCharacters`.
 */
export async function packLink(session: SessionDocument): Promise<string> {
  const packed = await bytesOf(
    streamOf(encodeUtf8(writeDocument(session))).pipeThrough(new CompressionStream("deflate-raw")),
  );
  return LINK_PREFIX + encodeBase64Url(concatBytes(Uint8Array.of(LINK_VERSION), checksum(packed), packed));
}

/** Whether a fragment, without the `#`, means to be a session. */
export function isSessionLink(fragment: string): boolean {
  return fragment.startsWith(LINK_PREFIX);
}

/** Reads what `packLink` made, or throws `Unreadable`. */
export async function readLink(fragment: string): Promise<SessionDocument> {
  if (!isSessionLink(fragment)) throw new Unreadable("The link holds no session");
  const digits = fragment.slice(LINK_PREFIX.length);
  if (fragment.length > SESSION_LIMITS.linkCharacters) {
    throw new Unreadable(
      `The link has ${grouped(fragment.length)} characters; ${grouped(SESSION_LIMITS.linkCharacters)} are allowed`,
    );
  }
  const bytes = /[\r\n]/.test(digits) ? undefined : decodeBase64Url(digits);
  if (bytes === undefined) throw new Unreadable("The link has characters in it that no such link has");
  const [version] = bytes;
  if (version === undefined) throw new Unreadable("The link is empty");
  if (version !== LINK_VERSION) {
    throw new Unreadable(
      `The link is of version ${version}; this version of Glassvault reads links of version ${LINK_VERSION}`,
    );
  }
  const packed = bytes.subarray(1 + CHECKSUM_BYTES);
  if (!equalBytes(checksum(packed), bytes.subarray(1, 1 + CHECKSUM_BYTES))) {
    throw new Unreadable("The link was cut or changed on its way: its checksum does not fit");
  }
  return readDocument(await unpack(packed, "deflate-raw"));
}

/** Reads a session's file, packed with gzip or not, or throws `Unreadable`. */
export async function readFileBytes(bytes: Uint8Array): Promise<SessionDocument> {
  if (bytes.length > SESSION_LIMITS.fileBytes) {
    throw new Unreadable(
      `The file has ${grouped(bytes.length)} bytes; ${grouped(SESSION_LIMITS.fileBytes)} are allowed`,
    );
  }
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return readDocument(isGzip ? await unpack(bytes, "gzip") : utf8(bytes));
}

function checksum(bytes: Uint8Array): Uint8Array {
  return sha256(bytes).subarray(0, CHECKSUM_BYTES);
}

/** Unpacks as a stream, so that what grows without end is stopped when it has grown too far. */
async function unpack(packed: Uint8Array, format: "deflate-raw" | "gzip"): Promise<string> {
  try {
    return utf8(
      await bytesOf(streamOf(packed).pipeThrough(new DecompressionStream(format)), SESSION_LIMITS.unpackedBytes),
    );
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable("It does not unpack: it was cut or changed on its way");
  }
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable("This is no session of Glassvault: it is no UTF-8 text");
  }
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new Blob([Uint8Array.from(bytes)]).stream();
}

async function bytesOf(stream: ReadableStream<Uint8Array>, most = Infinity): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > most) {
      await reader.cancel();
      throw new Unreadable(`It unpacks to more than ${grouped(most)} bytes, which are allowed`);
    }
    parts.push(read.value);
  }
  return concatBytes(...parts);
}
