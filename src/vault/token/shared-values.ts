/** One copy of what many tokens have in common: their policies and the path that they were made at. */
const rememberedValues = 1024;

export class SharedValues {
  private readonly lists = new Map<string, readonly string[]>();
  private readonly texts = new Map<string, string>();

  list(items: readonly string[]): readonly string[] {
    return shared(this.lists, items.join("\n"), items);
  }

  text(text: string): string {
    return shared(this.texts, text, text);
  }
}

function shared<Value>(known: Map<string, Value>, key: string, value: Value): Value {
  const first = known.get(key);
  if (first !== undefined) return first;
  if (known.size >= rememberedValues) known.clear();
  known.set(key, value);
  return value;
}
