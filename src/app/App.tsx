import { lazy, Suspense, useEffect } from "react";
import { ClockProvider } from "../panels/index.ts";
import { AboutDialog } from "./dialogs/AboutDialog.tsx";
import { KeysDialog } from "./dialogs/KeysDialog.tsx";
import { Desktop } from "./layout/Desktop.tsx";
import { Phone } from "./layout/Phone.tsx";
import { useMedia } from "./layout/use-media.ts";
import { ServicesContext, useApp, useServices } from "./services-context.ts";
import { moveBetweenPanes, type Services } from "./services.ts";
import "./layout/layout.css";

const CompareDialog = lazy(async () => ({ default: (await import("./dialogs/CompareDialog.tsx")).CompareDialog }));

export function App({ services }: { readonly services: Services }) {
  return (
    <ServicesContext value={services}>
      <Page />
    </ServicesContext>
  );
}

function Page() {
  const { store } = useServices();
  const clock = useApp((state) => state.world.clock);
  const dialog = useApp((state) => state.dialog);
  const isLooking = useApp((state) => state.look !== undefined);
  const announcement = useApp((state) => state.announcement);
  const narrow = useMedia("(width < 52rem)");
  usePageKeys();
  return (
    <ClockProvider clock={clock}>
      <div className={isLooking ? "is-looking" : undefined}>{narrow ? <Phone /> : <Desktop />}</div>
      <output className="sr-only">{announcement}</output>
      {dialog === "about" ? <AboutDialog onClose={() => store.setState({ dialog: undefined })} /> : null}
      {dialog === "compare" ? (
        <Suspense>
          <CompareDialog onClose={() => store.setState({ dialog: undefined })} />
        </Suspense>
      ) : null}
      {dialog === "keys" ? <KeysDialog onClose={() => store.setState({ dialog: undefined })} /> : null}
    </ClockProvider>
  );
}

/** Keys that work anywhere outside the terminal, which keeps its own; with Alt, undo and redo work there too. */
function usePageKeys(): void {
  const { store, time } = useServices();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const target = event.target instanceof HTMLElement ? event.target : undefined;
      const typing = target?.closest("input, textarea, select, [contenteditable]") !== null && target !== undefined;
      const steps = historySteps(event, typing);
      if (steps !== undefined) {
        event.preventDefault();
        time.go({ steps });
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
      if (event.key === "F6") {
        event.preventDefault();
        moveBetweenPanes(event.shiftKey ? "previous" : "next");
      } else if (event.key === "?") {
        event.preventDefault();
        store.setState({ dialog: "keys" });
      } else if (event.key === "Escape" && store.getState().dialog === undefined) time.back();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [store, time]);
}

/** Ctrl-Z goes a step back, Ctrl-Shift-Z and Ctrl-Y a step on; where someone types, only with Alt. */
function historySteps(event: KeyboardEvent, typing: boolean): -1 | 1 | undefined {
  if (!(event.ctrlKey || event.metaKey) || (typing && !event.altKey)) return undefined;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? 1 : -1;
  return key === "y" && !event.altKey ? 1 : undefined;
}
