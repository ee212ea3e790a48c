declare module "*/golden/compare.mjs" {
  interface Difference {
    readonly index: number;
    readonly cmd: string;
    readonly expected: Readonly<Record<string, string | number>>;
    readonly actual: Readonly<Record<string, string | number>>;
  }
  export function compare(
    expected: unknown,
    actual: unknown,
  ): { readonly total: number; readonly same: number; readonly differing: readonly Difference[] };
}
