import { formatGoValue, numberText, quoteGo, type Json } from "../lib/index.ts";
import { messageOf } from "./failure.ts";
import { readTextFile } from "./files.ts";
import type { ProgramIo } from "./types.ts";
import { parseJson } from "./wire/json.ts";
import { kindOf } from "./wire/secret.ts";
import { isList, isObject, type JsonObject } from "./wire/value.ts";

/**
 * Data from arguments: `key=value`, `key=@file`, `key=-` for standard input, `@file` and `-` for a whole JSON object.
 * A key given twice becomes a list. Throws an Error that names the argument at fault.
 */
export async function buildData(io: ProgramIo, words: readonly string[]): Promise<JsonObject | undefined> {
  if (words.length === 0) return undefined;
  const builder = new DataBuilder(io);
  for (const word of words) {
    try {
      await builder.add(word);
    } catch (error) {
      throw new Error(`invalid key/value pair ${quoteGo(word)}: ${messageOf(error)}`, { cause: error });
    }
  }
  return Object.fromEntries(builder.data);
}

class DataBuilder {
  readonly data = new Map<string, Json>();
  readonly #io: ProgramIo;
  #stdinTaken = false;

  constructor(io: ProgramIo) {
    this.#io = io;
  }

  async add(word: string): Promise<void> {
    if (word === "") return;
    const at = word.indexOf("=");
    if (at < 0) {
      if (word === "-") return this.#merge(await this.#stdin());
      if (word.startsWith("@")) return this.#merge(await readTextFile(this.#io, word.slice(1)));
      throw new Error("format must be key=value");
    }
    const key = word.slice(0, at);
    const value = await this.#value(word.slice(at + 1));
    const before = this.data.get(key);
    this.data.set(key, before === undefined ? value : [...asList(before), value]);
  }

  async #value(text: string): Promise<string> {
    if (text.startsWith("@")) {
      try {
        return await readTextFile(this.#io, text.slice(1));
      } catch (error) {
        throw new Error(`error reading file: ${messageOf(error)}`, { cause: error });
      }
    }
    if (text.startsWith("\\@")) return text.slice(1);
    return text === "-" ? this.#stdin() : text;
  }

  async #stdin(): Promise<string> {
    if (this.#stdinTaken) throw new Error("stdin already consumed");
    this.#stdinTaken = true;
    return this.#io.readStdin();
  }

  #merge(text: string): void {
    const value = parseJson(text);
    if (value === null) return;
    if (!isObject(value)) {
      throw new Error(`json: cannot unmarshal ${kindOf(value)} into Go value of type map[string]interface {}`);
    }
    for (const [key, item] of Object.entries(value)) this.data.set(key, item);
  }
}

function asList(value: Json): readonly Json[] {
  if (isList(value)) return value;
  return value === null ? [] : [value];
}

/** Data whose values must all be text, as logins and audit devices take it. */
export async function buildTexts(io: ProgramIo, words: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries((await buildData(io, words)) ?? {})) texts.set(key, toText(key, value));
  return texts;
}

/** Data as query parameters, each key with its values. */
export async function buildParameters(
  io: ProgramIo,
  words: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  const data = await buildData(io, words);
  if (data === undefined) return undefined;
  return new Map(Object.entries(data).map(([key, value]) => [key, asList(value).map((item) => toText(key, item))]));
}

function toText(key: string, value: Json): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "string" || numberText(value) !== undefined) return formatGoValue(value);
  if (value === null) return "";
  const type = isList(value) ? "[]interface {}" : "map[string]interface {}";
  throw new Error(
    `failed to convert values to strings: 1 error(s) decoding:\n\n* '[${key}]' expected type 'string', got unconvertible type '${type}', value: '${formatGoValue(value)}'`,
  );
}
