/** The words that a user puts beside a secret: what they may be. */
import { encodeUtf8, formatMultierror, quoteGo, type Json } from "../../../lib/index.ts";
import { convertField } from "../../framework/convert-field.ts";

type Words = Readonly<Record<string, string>>;

const maxKeys = 64;
const maxKeyBytes = 128;
const maxValueBytes = 512;
const invalid = "custom_metadata validation failed";
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;

/** The words as texts, or why they are refused. A patch has nulls, which stand for words to be taken away. */
export function parseCustomMetadata(
  sent: Readonly<Record<string, Json>>,
  nulls: "are-empty" | "are-left-out",
): { readonly words: Words } | { readonly error: string } {
  const texts: [string, string][] = [];
  for (const [key, value] of Object.entries(sent)) {
    if (value === null && nulls === "are-left-out") continue;
    const text = convertField("string", value);
    if (!text.ok) return { error: `${invalid}: ${text.error}` };
    texts.push([key, typeof text.value === "string" ? text.value : ""]);
  }
  const words = Object.fromEntries(texts);
  const problems = whyNotCustomMetadata(words);
  return problems.length === 0 ? { words } : { error: formatMultierror(problems) };
}

/** All that is wrong with the words. */
export function whyNotCustomMetadata(words: Words): string[] {
  const entries = Object.entries(words);
  if (entries.length > maxKeys) {
    return [`${invalid}: payload must contain at most ${maxKeys} keys, provided ${entries.length}`];
  }
  return entries.flatMap(([key, value]) =>
    [
      lengthProblem(`key ${quoteGo(key)}`, "key", key, maxKeyBytes),
      lengthProblem(`value for key ${quoteGo(key)}`, "value", value, maxValueBytes),
      printable.test(key) ? undefined : `${invalid}: key ${quoteGo(key)} (${key}) contains unprintable characters`,
      printable.test(value) ? undefined : `${invalid}: value for key ${quoteGo(key)} contains unprintable characters`,
    ].filter((problem) => problem !== undefined),
  );
}

function lengthProblem(subject: string, what: string, text: string, maxBytes: number): string | undefined {
  const bytes = encodeUtf8(text).length;
  if (bytes > 0 && bytes <= maxBytes) return undefined;
  return `${invalid}: length of ${subject} is ${bytes} but must be 0 < len(${what}) <= ${maxBytes}`;
}
