import { useState } from "react";

/** State that a reload of this page does not lose. What was kept and cannot be read is `first`. */
export function useKept<Value>(
  key: string,
  first: Value,
  read: (kept: unknown) => Value | undefined,
): readonly [Value, (value: Value) => void] {
  const [value, setValue] = useState(() => kept(key, read) ?? first);
  const keep = (next: Value) => {
    setValue(next);
    try {
      sessionStorage.setItem(key, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing has it until the page is left.
    }
  };
  return [value, keep];
}

function kept<Value>(key: string, read: (kept: unknown) => Value | undefined): Value | undefined {
  try {
    return read(JSON.parse(sessionStorage.getItem(key) ?? "null"));
  } catch {
    return undefined;
  }
}
