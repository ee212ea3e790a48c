/** The barrier's contents as mounts and the core see them. Values are immutable once put: never change one in place. */
export type StorageValue = object | string;

export interface StorageView {
  get(key: string): StorageValue | undefined;
  put(key: string, value: StorageValue): void;
  delete(key: string): void;
  /** Names directly below `prefix` ("" or ending in "/"), in byte order; a deeper level shows once, as `name/`. */
  list(prefix: string): string[];
  /** A view of the keys below `prefix`. */
  sub(prefix: string): StorageView;
}
