/**
 * The page's entry: the terminal first, everything else after it. The prompt takes typing before React, the panels and the guide
 * have loaded; they take the terminal's element in when they are there.
 */
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/boot.css";
import { startServices } from "./services.ts";
import { applyLook } from "./theme.ts";

const services = startServices();
applyLook(services.store);
// The terminal stands where the layout will put it, so that nothing jumps.
const place = document.createElement("div");
place.className = services.store.getState().presenting ? "boot-terminal is-presenting" : "boot-terminal";
place.append(services.terminals.element);
document.body.append(place);
await services.begin();
// The prompt is drawn before the rest is read: both want the same thread.
await new Promise(requestAnimationFrame);
const { showPage } = await import("./page.tsx");
showPage(services);
place.remove();
void services.beginGuide();
