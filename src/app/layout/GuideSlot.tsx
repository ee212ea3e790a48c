import { lazy, Suspense, useCallback, useMemo } from "react";
import { useApp, useServices } from "../App.tsx";

const GuidePane = lazy(async () => ({ default: (await import("../guide/GuidePane.tsx")).GuidePane }));

/** The guide, loaded after the prompt. */
export function GuideSlot({ form }: { readonly form: "pane" | "sheet" }) {
  const { store, check, terminal } = useServices();
  const finishedLines = useApp((state) => state.finishedLines);
  const ready = useApp((state) => state.ready);
  const session = useApp((state) => state.session);
  const records = useApp((state) => state.world.lines);
  const lines = useMemo(() => records.map((line) => line.text), [records]);
  const run = useCallback(
    (command: string) => {
      store.setState({ phoneTab: "terminal" });
      terminal()?.run(command);
      terminal()?.focus();
    },
    [store, terminal],
  );
  const copy = useCallback(
    (command: string) => void navigator.clipboard?.writeText(command).catch(() => terminal()?.insert(command)),
    [terminal],
  );
  const suggest = useCallback((command: string | undefined) => terminal()?.suggest(command), [terminal]);
  const announce = useCallback((announcement: string) => store.setState({ announcement }), [store]);
  return (
    <Suspense>
      <GuidePane
        form={form}
        session={session}
        ready={ready}
        lines={lines}
        finishedLines={finishedLines}
        check={check}
        onRun={run}
        onCopy={copy}
        onSuggest={suggest}
        onAnnounce={announce}
      />
    </Suspense>
  );
}
