import { lazy, Suspense, useEffect } from "react";
import { ClockProvider } from "../panels/index.ts";
import { Desktop } from "./layout/Desktop.tsx";
import { Phone } from "./layout/Phone.tsx";
import { ServicesContext, useApp, useServices } from "./services-context.ts";
import { moveBetweenPanes, type Services } from "./services.ts";
import { tabKey } from "../terminal/index.ts";
import { useFileDrop } from "./sessions/drop.ts";
import "./layout/layout.css";
import "./sessions/sessions.css";

const SessionsSheet = lazy(async () => ({ default: (await import("./sessions/SessionsSheet.tsx")).SessionsSheet }));
const OfferSheet = lazy(async () => ({ default: (await import("./sessions/OfferSheet.tsx")).OfferSheet }));

const Present = lazy(() => import("./present/Present.tsx"));
const loadPalette = () => import("./palette/Palette.tsx");
const AboutDialog = lazy(() => import("./dialogs/AboutDialog.tsx"));
const KeysDialog = lazy(() => import("./dialogs/KeysDialog.tsx"));
const Palette = lazy(loadPalette);
const SettingsDialog = lazy(() => import("./dialogs/SettingsDialog.tsx"));
/** Typing follows the palette's keys at once: it is fetched while nothing else is done. */
const FETCH_PALETTE_AFTER_MS = 2000;
const CompareDialog = lazy(async () => ({ default: (await import("./dialogs/CompareDialog.tsx")).CompareDialog }));

export function App({ services }: { readonly services: Services }) {
  return (
    <ServicesContext value={services}>
      <Page />
    </ServicesContext>
  );
}

function Page() {
  const clock = useApp((state) => state.world.clock);
  const presenting = useApp((state) => state.presenting);
  const isLooking = useApp((state) => state.look !== undefined);
  const announcement = useApp((state) => state.announcement);
  const mode = useApp((state) => state.mode);
  const offered = useApp((state) => state.offered);
  usePageKeys();
  useFileDrop();
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), FETCH_PALETTE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <ClockProvider clock={clock}>
      <div className={isLooking ? "is-looking" : undefined}>
        {presenting ? (
          <Suspense>
            <Present />
          </Suspense>
        ) : mode === "phone" ? (
          <Phone />
        ) : (
          <Desktop mode={mode} />
        )}
      </div>
      <output className="sr-only">{announcement}</output>
      {offered === undefined ? null : (
        <Suspense>
          <OfferSheet offered={offered} />
        </Suspense>
      )}
      <Dialogs />
    </ClockProvider>
  );
}

/** The sheet that is open, loaded when it is first opened. */
function Dialogs() {
  const { store } = useServices();
  const dialog = useApp((state) => state.dialog);
  const close = () => store.setState({ dialog: undefined });
  return (
    <Suspense>
      {dialog === "about" ? <AboutDialog onClose={close} /> : null}
      {dialog === "compare" ? <CompareDialog onClose={close} /> : null}
      {dialog === "keys" ? <KeysDialog onClose={close} /> : null}
      {dialog === "palette" ? <Palette onClose={close} /> : null}
      {dialog === "sessions" ? <SessionsSheet onClose={close} /> : null}
      {dialog === "settings" ? <SettingsDialog onClose={close} /> : null}
    </Suspense>
  );
}

/** Keys that work anywhere outside the terminal, which keeps its own; with Alt, undo and redo work there too. */
function usePageKeys(): void {
  const { store, time, terminals } = useServices();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const wanted = tabKey(event, isMac);
      if (wanted !== undefined) {
        event.preventDefault();
        store.setState({ phoneTab: "terminal" });
        if (wanted === "new") terminals.open();
        else terminals.show(wanted);
        return;
      }
      if (isPaletteKey(event)) {
        event.preventDefault();
        store.setState({ dialog: "palette" });
        return;
      }
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
      } else if (event.key === "Escape" && store.getState().dialog === undefined) {
        if (store.getState().look === undefined) store.setState({ enlarged: undefined, presenting: false });
        else time.back();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [store, time, terminals]);
}

const isMac = navigator.platform.startsWith("Mac");

/** Ctrl-Z goes a step back, Ctrl-Shift-Z and Ctrl-Y a step on; where someone types, only with Alt. */
function historySteps(event: KeyboardEvent, typing: boolean): -1 | 1 | undefined {
  if (!(event.ctrlKey || event.metaKey) || (typing && !event.altKey)) return undefined;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? 1 : -1;
  return key === "y" && !event.altKey ? 1 : undefined;
}

/** Ctrl-K outside the terminal, where it cuts to the end of the line; the terminal itself knows Alt-X and ⌘K. */
function isPaletteKey(event: KeyboardEvent): boolean {
  return event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey;
}
