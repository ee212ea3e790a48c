/**
 * Which tab writes a session: the one that holds the browser's lock of its name. A tab that is closed or breaks lets go by itself.
 * A browser without Web Locks lets every tab write; there the database stops the second one (see `SessionWriter`).
 */
export interface Hold {
  release(): void;
  /** Resolves when another tab took it by force. */
  readonly lost: Promise<void>;
}

export function hasLocks(): boolean {
  return "locks" in navigator;
}

/** Undefined where another tab holds it. */
export function holdNow(session: string): Promise<Hold | undefined> {
  return hasLocks() ? request(session, { ifAvailable: true }) : Promise.resolve(unguarded());
}

/** Waits until it is free, or until `signal` calls it off: then undefined. */
export function holdWhenFree(session: string, signal: AbortSignal): Promise<Hold | undefined> {
  return request(session, { signal });
}

/** Takes it from whoever holds it. */
export function seize(session: string): Promise<Hold | undefined> {
  return request(session, { steal: true });
}

function request(session: string, options: LockOptions): Promise<Hold | undefined> {
  return new Promise((resolve) => {
    let isHeld = false;
    let release: () => void = () => undefined;
    let lose: () => void = () => undefined;
    const held = new Promise<void>((done) => (release = done));
    const lost = new Promise<void>((done) => (lose = done));
    void navigator.locks
      .request(`glassvault.session.${session}`, options, (lock) => {
        if (lock === null) return resolve(undefined);
        isHeld = true;
        resolve({ release, lost });
        return held;
      })
      .catch(() => (isHeld ? lose() : resolve(undefined)));
  });
}

function unguarded(): Hold {
  return { release: () => undefined, lost: new Promise(() => undefined) };
}
