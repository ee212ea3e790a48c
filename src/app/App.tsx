import { lazy, Suspense, useEffect } from "react";
import { ClockProvider } from "../panels/index.ts";
import { Desktop } from "./layout/Desktop.tsx";
import { Phone } from "./layout/Phone.tsx";
import { useMedia } from "./layout/use-media.ts";
import { ServicesContext, useApp, useServices } from "./services-context.ts";
import { moveBetweenPanes, type Services } from "./services.ts";
import "./layout/layout.css";

const loadPalette = () => import("./palette/Palette.tsx");
const AboutDialog = lazy(() => import("./dialogs/AboutDialog.tsx"));
const KeysDialog = lazy(() => import("./dialogs/KeysDialog.tsx"));
const Palette = lazy(loadPalette);
const SettingsDialog = lazy(() => import("./dialogs/SettingsDialog.tsx"));
/** Typing follows the palette's keys at once: it is fetched while nothing else is done. */
const FETCH_PALETTE_AFTER_MS = 2000;

export function App({ services }: { readonly services: Services }) {
  return (
    <ServicesContext value={services}>
      <Page />
    </ServicesContext>
  );
}

function Page() {
  const clock = useApp((state) => state.world.clock);
  const announcement = useApp((state) => state.announcement);
  const narrow = useMedia("(width < 52rem)");
  usePageKeys();
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), FETCH_PALETTE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <ClockProvider clock={clock}>
      {narrow ? <Phone /> : <Desktop />}
      <output className="sr-only">{announcement}</output>
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
      {dialog === "keys" ? <KeysDialog onClose={close} /> : null}
      {dialog === "palette" ? <Palette onClose={close} /> : null}
      {dialog === "settings" ? <SettingsDialog onClose={close} /> : null}
    </Suspense>
  );
}

/** Keys that work anywhere outside the terminal, which keeps its own. */
function usePageKeys(): void {
  const { store } = useServices();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (isPaletteKey(event)) {
        event.preventDefault();
        store.setState({ dialog: "palette" });
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof HTMLElement ? event.target : undefined;
      const typing = target?.closest("input, textarea, [contenteditable]") !== null && target !== undefined;
      if (event.key === "F6" && !typing) {
        event.preventDefault();
        moveBetweenPanes(event.shiftKey ? "previous" : "next");
      } else if (event.key === "?" && !typing) {
        event.preventDefault();
        store.setState({ dialog: "keys" });
      } else if (event.key === "Escape" && !typing && store.getState().dialog === undefined) {
        store.setState({ enlarged: undefined });
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [store]);
}

/** Ctrl-K outside the terminal, where it cuts to the end of the line; the terminal itself knows Alt-X and ⌘K. */
function isPaletteKey(event: KeyboardEvent): boolean {
  return event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey;
}
