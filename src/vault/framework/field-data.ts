/** The fields of one request: what was sent, converted once by their schemas. */
import { formatGoValue, type Json } from "../../lib/index.ts";
import { convertField, zeroValue } from "./convert-field.ts";
import type { FieldData, FieldSchema } from "./types.ts";

export type FieldSchemas = Readonly<Record<string, FieldSchema>>;

const noFields: FieldSchemas = Object.freeze({});

export class RequestFields implements FieldData {
  readonly raw: Readonly<Record<string, Json>>;
  private readonly schemas: FieldSchemas;
  private readonly values: ReadonlyMap<string, Json | undefined>;

  constructor(
    raw: Readonly<Record<string, Json>>,
    schemas: FieldSchemas | undefined,
    values: ReadonlyMap<string, Json | undefined>,
  ) {
    this.raw = raw;
    this.schemas = schemas ?? noFields;
    this.values = values;
  }

  // The caller names the type that its schema declares; the converters make it so.
  get<T extends Json = Json>(name: string): T;
  get(name: string): Json {
    const schema = this.schemas[name];
    if (schema === undefined) throw new Error(`field ${name} is not in the schema`);
    return this.values.get(name) ?? schema.default ?? zeroValue(schema.type);
  }

  getOk<T extends Json = Json>(name: string): T | undefined;
  getOk(name: string): Json | undefined {
    const value = this.values.get(name);
    return value === undefined ? this.schemas[name]?.default : value;
  }

  has(name: string): boolean {
    return this.values.get(name) !== undefined;
  }
}

/** Converts all that a path declares; the first that will not is the error's text. */
export function readFields(
  raw: Readonly<Record<string, Json>>,
  schemas: FieldSchemas | undefined,
): { readonly fields: RequestFields } | { readonly error: string } {
  const values = new Map<string, Json | undefined>();
  if (schemas !== undefined) {
    for (const name in raw) {
      const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
      const sent = raw[name];
      if (schema === undefined || sent === undefined) continue;
      const converted = convertField(schema.type, sent);
      if (!converted.ok)
        return { error: `error converting input ${formatGoValue(sent)} for field "${name}": ${converted.error}` };
      values.set(name, converted.value);
    }
  }
  return { fields: new RequestFields(raw, schemas, values) };
}
