import type { Barrier } from "./barrier.ts";
import type { StorageValue, StorageView } from "./types.ts";

/** A part of the barrier that sees its own keys alone. */
export class PrefixView implements StorageView {
  private readonly barrier: Barrier;
  readonly prefix: string;

  constructor(barrier: Barrier, prefix: string) {
    this.barrier = barrier;
    this.prefix = prefix;
  }

  get(key: string): StorageValue | undefined {
    return this.barrier.get(this.prefix + key);
  }

  put(key: string, value: StorageValue): void {
    this.barrier.put(this.prefix + key, value);
  }

  delete(key: string): void {
    this.barrier.delete(this.prefix + key);
  }

  list(prefix: string): string[] {
    return this.barrier.list(this.prefix + prefix);
  }

  sub(prefix: string): StorageView {
    return new PrefixView(this.barrier, this.prefix + prefix);
  }
}
