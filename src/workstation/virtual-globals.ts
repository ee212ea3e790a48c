/** Where the shell's own library finds the time and chance. */
export interface VirtualSource {
  nowMs(): number;
  /** In [0, 1). */
  fraction(): number;
}

/**
 * The shell's library reads `Date` and `Math.random` where it needs them (`date`, `$RANDOM`, `$SECONDS`, a file's time):
 * this puts the virtual clock and the seeded random there, for the whole thread. Answers how to put back what was.
 */
export function installVirtualGlobals(source: VirtualSource): () => void {
  const RealDate = globalThis.Date;
  const realRandom = Math.random;
  const VirtualDate = new Proxy(RealDate, {
    construct(target, args: unknown[], newTarget) {
      const made: object = Reflect.construct(target, args.length === 0 ? [source.nowMs()] : args, newTarget);
      return made;
    },
    apply(target) {
      return new target(source.nowMs()).toString();
    },
    get(target, name, receiver) {
      if (name === "now") return () => Math.floor(source.nowMs());
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  globalThis.Date = VirtualDate;
  Math.random = () => source.fraction();
  return () => {
    globalThis.Date = RealDate;
    Math.random = realRandom;
  };
}
