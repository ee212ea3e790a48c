import { useMemo } from "react";
import type { TimeActions } from "../panels/index.ts";
import { useServices } from "./services-context.ts";

/** What the bar of time asks for, done. */
export function useTimeActions(): TimeActions {
  const { store, time } = useServices();
  return useMemo(
    () => ({
      onTravel: (steps) => time.go({ steps }),
      onLook: (step) => (step === undefined ? time.back() : time.look(step)),
      onCompare: (step) => {
        const moments = [step?.moment, store.getState().look?.moment].filter((moment) => moment !== undefined);
        const [from = "now", to = "now"] = moments.sort((left, right) => left - right);
        time.compare(from, to);
      },
    }),
    [store, time],
  );
}
