import { lazy, Suspense, useEffect } from "react";
import { ClockProvider } from "../panels/index.ts";
import { AboutDialog } from "./dialogs/AboutDialog.tsx";
import { KeysDialog } from "./dialogs/KeysDialog.tsx";
import { Desktop } from "./layout/Desktop.tsx";
import { Phone } from "./layout/Phone.tsx";
import { useMedia } from "./layout/use-media.ts";
import { ServicesContext, useApp, useServices } from "./services-context.ts";
import { moveBetweenPanes, type Services } from "./services.ts";
import { useFileDrop } from "./sessions/drop.ts";
import "./layout/layout.css";
import "./sessions/sessions.css";

const SessionsSheet = lazy(async () => ({ default: (await import("./sessions/SessionsSheet.tsx")).SessionsSheet }));
const OfferSheet = lazy(async () => ({ default: (await import("./sessions/OfferSheet.tsx")).OfferSheet }));

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
  const announcement = useApp((state) => state.announcement);
  const narrow = useMedia("(width < 52rem)");
  const offered = useApp((state) => state.offered);
  usePageKeys();
  useFileDrop();
  return (
    <ClockProvider clock={clock}>
      {narrow ? <Phone /> : <Desktop />}
      <output className="sr-only">{announcement}</output>
      {dialog === "about" ? <AboutDialog onClose={() => store.setState({ dialog: undefined })} /> : null}
      {offered === undefined ? null : (
        <Suspense>
          <OfferSheet offered={offered} />
        </Suspense>
      )}
      {dialog === "sessions" ? (
        <Suspense>
          <SessionsSheet onClose={() => store.setState({ dialog: undefined })} />
        </Suspense>
      ) : null}
      {dialog === "keys" ? <KeysDialog onClose={() => store.setState({ dialog: undefined })} /> : null}
    </ClockProvider>
  );
}

/** Keys that work anywhere outside the terminal, which keeps its own. */
function usePageKeys(): void {
  const { store } = useServices();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof HTMLElement ? event.target : undefined;
      const typing = target?.closest("input, textarea, [contenteditable]") !== null && target !== undefined;
      if (event.key === "F6" && !typing) {
        event.preventDefault();
        moveBetweenPanes(event.shiftKey ? "previous" : "next");
      } else if (event.key === "?" && !typing) {
        event.preventDefault();
        store.setState({ dialog: "keys" });
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [store]);
}
