/** Sessions that leave as a link or a file, and those that come. Loaded when it is first needed. */
import { download } from "../download.ts";
import { newId } from "./record.ts";
import {
  packLink,
  readFileBytes,
  readLink,
  SESSION_LIMITS,
  Unreadable,
  writeDocument,
  type SessionDocument,
} from "../../simulation/index.ts";

/** What came, before anyone has agreed to open it. No two have the same id, though the same came twice. */
export type OfferedSession = { readonly id: string; readonly from: "link" | "file" } & (
  | { readonly kind: "session"; readonly document: SessionDocument }
  | { readonly kind: "refused"; readonly reason: string }
);

/** A link that holds the session; undefined where it would be too long. */
export async function linkTo(document: SessionDocument, page: string): Promise<{ url?: string; characters: number }> {
  const fragment = await packLink(document);
  if (fragment.length > SESSION_LIMITS.linkCharacters) return { characters: fragment.length };
  const url = new URL(page);
  url.hash = fragment;
  return { url: url.href, characters: fragment.length };
}

/** Saves the session where the browser saves downloads; answers the file's name. */
export function saveAsFile(session: SessionDocument): string {
  const name = fileName(session.name);
  download(new Blob([writeDocument(session)], { type: "application/json" }), name);
  return name;
}

/** `Lab 1, first try` → `lab-1-first-try.glassvault.json`. */
export function fileName(name: string): string {
  const stem = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "");
  return `${stem || "session"}.glassvault.json`;
}

export function offerLink(fragment: string): Promise<OfferedSession> {
  return offer("link", () => readLink(fragment));
}

export function offerFile(file: File): Promise<OfferedSession> {
  return offer("file", async () => {
    if (file.size > SESSION_LIMITS.fileBytes) {
      const [has, may] = [file.size, SESSION_LIMITS.fileBytes].map((bytes) => bytes.toLocaleString("en"));
      throw new Unreadable(`The file has ${has} bytes; ${may} are allowed`);
    }
    return readFileBytes(new Uint8Array(await file.arrayBuffer()));
  });
}

async function offer(from: OfferedSession["from"], read: () => Promise<SessionDocument>): Promise<OfferedSession> {
  const id = newId();
  try {
    return { id, from, kind: "session", document: await read() };
  } catch (error) {
    if (error instanceof Unreadable) return { id, from, kind: "refused", reason: error.message };
    const reason = error instanceof Error ? error.message : String(error);
    return { id, from, kind: "refused", reason: `It could not be read: ${reason}` };
  }
}
