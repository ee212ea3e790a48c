import { useEffect, useState } from "react";
import { keyLabel } from "./key-label.ts";

const SHOWN_FOR_MS = 2000;
const MOST_SHOWN = 5;

interface Press {
  readonly id: number;
  readonly label: string;
}

/** The keys that the presenter presses and nobody sees in the terminal: Tab, arrows, Ctrl-R. Letters are never shown: they may be a secret. */
export function KeyPresses() {
  const [presses, setPresses] = useState<readonly Press[]>([]);
  useEffect(() => {
    let count = 0;
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const onKey = (event: KeyboardEvent) => {
      const label = keyLabel(event);
      if (label === undefined) return;
      const press = { id: ++count, label };
      setPresses((before) => [...before, press].slice(-MOST_SHOWN));
      const timer = setTimeout(() => {
        timers.delete(timer);
        setPresses((before) => before.filter((one) => one !== press));
      }, SHOWN_FOR_MS);
      timers.add(timer);
    };
    // Before the terminal, which keeps its keys to itself.
    document.addEventListener("keydown", onKey, { capture: true });
    return () => {
      document.removeEventListener("keydown", onKey, { capture: true });
      for (const timer of timers) clearTimeout(timer);
    };
  }, []);
  return (
    <p className="present-keys" aria-hidden="true">
      {presses.map(({ id, label }) => (
        <kbd key={id}>{label}</kbd>
      ))}
    </p>
  );
}
