import { visible } from "../../lib/index.ts";
import { grouped, SESSION_LIMITS } from "./limits.ts";

/** Says why a text from outside is not what it should be; a person reads it. */
export class Unreadable extends Error {}

/** A plain object from outside, read field by field. What is read is checked; what nobody asked for is refused by `end`. */
export class Fields {
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #what: string;
  readonly #asked = new Set<string>();

  /** `what`: what the object is, as messages say it. */
  constructor(value: unknown, what: string) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new Unreadable(`${what} is no object`);
    this.#values = new Map(Object.entries(value));
    this.#what = what;
  }

  text(name: string, mostCharacters: number): string {
    const value = this.#take(name);
    if (typeof value !== "string") throw this.#wrong(name, "is no text");
    if (value.length > mostCharacters) {
      throw this.#wrong(name, `has ${grouped(value.length)} characters; ${grouped(mostCharacters)} are allowed`);
    }
    return value;
  }

  /** A number in [least, most], and a multiple of `unit` where that is given. */
  number(name: string, least: number, most: number, unit?: number): number {
    const value = this.#take(name);
    if (typeof value !== "number" || !Number.isFinite(value)) throw this.#wrong(name, "is no number");
    if (unit !== undefined && !Number.isInteger(value / unit))
      throw this.#wrong(name, `is ${value}, which is no multiple of ${unit}`);
    if (value < least || value > most) {
      throw this.#wrong(name, `is ${value}; it must lie between ${grouped(least)} and ${grouped(most)}`);
    }
    return value;
  }

  instantMs(name: string): number {
    return this.number(name, 0, SESSION_LIMITS.latestMs, 1);
  }

  object(name: string): Fields {
    return new Fields(this.#take(name), `${this.#what}, “${name}”,`);
  }

  /** A field as it is, for someone else to read. */
  value(name: string): unknown {
    return this.#take(name);
  }

  list(name: string): readonly unknown[] {
    const value = this.#take(name);
    if (!Array.isArray(value)) throw this.#wrong(name, "is no list");
    return value;
  }

  /** One of the names that a table has. An unknown one is named. */
  oneOf<Name extends string>(name: string, table: Readonly<Record<Name, unknown>>): Name {
    const value = this.text(name, 200);
    for (const known in table) if (known === value && Object.hasOwn(table, known)) return known;
    throw this.#wrong(name, `is “${visible(value.slice(0, 40))}”, which this version of Glassvault does not know`);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Nothing else may be there. */
  end(): void {
    for (const name of this.#values.keys()) {
      if (!this.#asked.has(name)) {
        throw new Unreadable(`${this.#what} has a field “${visible(name.slice(0, 40))}” that is not known`);
      }
    }
  }

  #take(name: string): unknown {
    this.#asked.add(name);
    if (!this.#values.has(name)) throw new Unreadable(`${this.#what} has no “${name}”`);
    return this.#values.get(name);
  }

  #wrong(name: string, problem: string): Unreadable {
    return new Unreadable(`${this.#what}: “${name}” ${problem}`);
  }
}
