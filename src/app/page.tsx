import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import type { Services } from "./services.ts";
import { whyDrawing } from "./why/drawing.tsx";

/** Puts the whole page up, at once, around a terminal that may be in use already. */
export function showPage(services: Services): void {
  const element = document.getElementById("app");
  if (element === null) throw new Error("the page has no #app");
  services.whys.use(whyDrawing);
  const typing = services.terminals.element.contains(document.activeElement);
  flushSync(() => createRoot(element).render(<App services={services} />));
  // An element that moves loses the focus.
  if (typing) services.terminal()?.focus();
}
