import type { Journal } from "../protocol.ts";
import { Fields, Unreadable } from "./fields.ts";
import { SESSION_LIMITS } from "./limits.ts";
import { cleanName } from "./names.ts";
import { readJournal } from "./read-journal.ts";

/** A session as it travels: what a file holds, and what a link holds packed. */
export interface SessionDocument {
  readonly name: string;
  /** Real time when it was saved or the link was made. */
  readonly savedMs: number;
  readonly journal: Journal;
}

const FORMAT = "glassvault-session";
const VERSION = 1;

export function writeDocument({ name, savedMs, journal }: SessionDocument): string {
  return JSON.stringify({ format: FORMAT, version: VERSION, name, savedMs, journal });
}

/** Reads what `writeDocument` wrote, or what anyone else made of it: the whole of it is right, or it throws `Unreadable`. */
export function readDocument(text: string): SessionDocument {
  const fields = new Fields(parse(text), "The session");
  if (!fields.has("format") || fields.text("format", 200) !== FORMAT) {
    throw new Unreadable("This is no session of Glassvault");
  }
  const version = fields.number("version", 1, Number.MAX_SAFE_INTEGER, 1);
  if (version !== VERSION) {
    throw new Unreadable(`The session is of version ${version}; this version of Glassvault reads version ${VERSION}`);
  }
  const name = cleanName(fields.text("name", SESSION_LIMITS.nameCharacters));
  const savedMs = fields.instantMs("savedMs");
  const { journal, problem } = readJournal(fields.value("journal"));
  if (problem !== undefined) throw new Unreadable(problem);
  fields.end();
  return { name, savedMs, journal };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable("This is no session of Glassvault: it is no JSON");
  }
}
