/** Walks untrusted JSON and collects what is wrong with it, each with the place where it stands. */
export class Reader {
  readonly problems: string[] = [];

  problem(where: string, what: string): void {
    this.problems.push(`${where}: ${what}`);
  }

  object(value: unknown, where: string, known: readonly string[]): Readonly<Record<string, unknown>> {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.problem(where, "must be an object");
      return {};
    }
    const fields: Record<string, unknown> = { ...value };
    for (const name of Object.keys(fields)) {
      if (!known.includes(name)) this.problem(`${where}.${name}`, `is not known here; known are ${known.join(", ")}`);
    }
    return fields;
  }

  list(value: unknown, where: string, least: number, most: number): readonly unknown[] {
    if (!Array.isArray(value)) {
      this.problem(where, "must be a list");
      return [];
    }
    if (value.length < least) this.problem(where, `needs at least ${least}, has ${value.length}`);
    if (value.length > most) this.problem(where, `may have at most ${most}, has ${value.length}`);
    return value.slice(0, most);
  }

  text(value: unknown, where: string, mostCharacters: number): string {
    if (typeof value !== "string" || value.trim() === "") {
      this.problem(where, "must be a text that is not empty");
      return "";
    }
    if (value.length > mostCharacters) {
      this.problem(where, `may have at most ${mostCharacters} characters, has ${value.length}`);
    }
    return value;
  }

  /** A name that can stand in a path and nothing else: no slash, no dot in front. */
  name(value: unknown, where: string): string {
    const text = this.text(value, where, 64);
    if (text !== "" && !/^[a-z0-9][a-z0-9._-]*$/.test(text)) {
      this.problem(where, `may hold small letters, digits, ".", "_" and "-", starting with a letter or digit`);
    }
    return text;
  }

  flag(value: unknown, where: string): boolean {
    if (typeof value !== "boolean") this.problem(where, "must be true or false");
    return value === true;
  }
}

/** Parses JSON text of at most `mostCharacters`; undefined with a problem noted where it is none. */
export function parseJson(reader: Reader, where: string, text: string, mostCharacters: number): unknown {
  if (text.length > mostCharacters) {
    reader.problem(where, `may have at most ${mostCharacters} characters, has ${text.length}`);
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    reader.problem(where, `is no JSON: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
