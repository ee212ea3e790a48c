import { parseGoJson, type Json } from "../../lib/index.ts";

/** Trouble in a JSON text, in the words of Go's encoding/json. */
export class JsonError extends Error {}

/** The first JSON value of a text; what follows it is not looked at. Throws {@link JsonError}. */
export function parseJson(text: string): Json {
  const parsed = parseGoJson(text, { stream: true });
  if (!parsed.ok) throw new JsonError(parsed.error);
  return parsed.value;
}
