import { quoteGo } from "../../lib/index.ts";
import { messageOf } from "../failure.ts";
import type { FlagSection, FlagSpec } from "./spec.ts";
import { initialValue, isBoolean, readValue, type FlagValue } from "./values.ts";

/** What was typed after a command's name: the flags' values, and the arguments left over. */
export class ParsedFlags {
  readonly arguments: readonly string[];
  /** Why reading stopped early, where it did. */
  readonly trouble: string | undefined;
  readonly #values: ReadonlyMap<string, FlagValue>;
  readonly #given: ReadonlySet<string>;

  constructor(
    values: ReadonlyMap<string, FlagValue>,
    given: ReadonlySet<string>,
    rest: readonly string[],
    trouble: string | undefined,
  ) {
    this.#values = values;
    this.#given = given;
    this.arguments = rest;
    this.trouble = trouble;
  }

  /** Whether the flag itself was typed: a variable or a fallback does not count. */
  has(name: string): boolean {
    return this.#given.has(name);
  }
  text(name: string): string {
    const value = this.#values.get(name);
    return typeof value === "string" ? value : "";
  }
  isOn(name: string): boolean {
    return this.#values.get(name) === true;
  }
  integer(name: string): number {
    const value = this.#values.get(name);
    return typeof value === "bigint" ? Number(value) : 0;
  }
  durationNs(name: string): bigint {
    const value = this.#values.get(name);
    return typeof value === "bigint" ? value : 0n;
  }
  texts(name: string): readonly string[] | undefined {
    const value = this.#values.get(name);
    return Array.isArray(value) ? value : undefined;
  }
  pairs(name: string): ReadonlyMap<string, string> | undefined {
    const value = this.#values.get(name);
    return value instanceof Map ? value : undefined;
  }
}

/** Reads flags by the rules of Go's `flag` package: they end at the first argument that is none, or at `--`. */
export function parseFlags(
  sections: readonly FlagSection[],
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): ParsedFlags {
  const specs = new Map<string, FlagSpec>();
  const values = new Map<string, FlagValue>();
  for (const spec of sections.flatMap((section) => section.flags)) {
    for (const name of [spec.name, ...(spec.aliases ?? [])]) specs.set(name, spec);
    values.set(spec.name, initialValue(spec, environment));
  }
  const given = new Set<string>();
  let rest = words;
  for (;;) {
    const step = readOne(specs, rest);
    rest = step.rest;
    if (step.trouble !== undefined) return new ParsedFlags(values, given, rest, step.trouble);
    if (step.spec === undefined) return new ParsedFlags(values, given, rest, undefined);
    try {
      values.set(
        step.spec.name,
        readValue(
          step.spec,
          step.text,
          given.has(step.spec.name) || isAdditive(step.spec) ? values.get(step.spec.name) : undefined,
        ),
      );
    } catch (error) {
      const what = isBoolean(step.spec)
        ? `invalid boolean value ${quoteGo(step.text)} for -${step.name}`
        : `invalid value ${quoteGo(step.text)} for flag -${step.name}`;
      return new ParsedFlags(values, given, rest, `${what}: ${messageOf(error)}`);
    }
    given.add(step.spec.name);
  }
}

/** Values typed add to those a variable gave. */
function isAdditive(spec: FlagSpec): boolean {
  return spec.kind === "strings" || spec.kind === "pairs";
}

interface Step {
  readonly rest: readonly string[];
  readonly spec?: FlagSpec;
  readonly name: string;
  readonly text: string;
  readonly trouble?: string;
}

function readOne(specs: ReadonlyMap<string, FlagSpec>, words: readonly string[]): Step {
  const word = words[0];
  const done: Step = { rest: words, name: "", text: "" };
  if (word === undefined || word.length < 2 || !word.startsWith("-")) return done;
  if (word === "--") return { ...done, rest: words.slice(1) };
  const body = word.slice(word.startsWith("--") ? 2 : 1);
  if (body === "" || body.startsWith("-") || body.startsWith("="))
    return { ...done, trouble: `bad flag syntax: ${word}` };
  const rest = words.slice(1);
  const at = body.indexOf("=", 1);
  const name = at < 0 ? body : body.slice(0, at);
  const spec = specs.get(name);
  if (spec === undefined) {
    const trouble =
      name === "help" || name === "h" ? "flag: help requested" : `flag provided but not defined: -${name}`;
    return { ...done, rest, trouble };
  }
  if (at >= 0) return { rest, spec, name, text: body.slice(at + 1) };
  if (isBoolean(spec)) return { rest, spec, name, text: "true" };
  const value = rest[0];
  if (value === undefined) return { ...done, rest, trouble: `flag needs an argument: -${name}` };
  return { rest: rest.slice(1), spec, name, text: value };
}

const globalFlags = new Set(["output-curl-string", "output-policy", "format", "detailed"]);

/** What to say of flags that stand after the first argument, where they no longer count; undefined where there are none. */
export function trailingFlagWarning(rest: readonly string[]): string | undefined {
  const trailing = rest.filter((word) => {
    if (!word.startsWith("-") || word === "-") return false;
    return !globalFlags.has(word.replace(/^-+/, "").split("=", 1)[0] ?? "");
  });
  if (trailing.length === 0) return undefined;
  return `Command flags must be provided before positional arguments. The following arguments will not be parsed as flags: [${trailing.join(",")}]`;
}
