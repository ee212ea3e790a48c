import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import "./styles/tokens.css";
import "./styles/base.css";
import { App } from "./App.tsx";
import { applyTheme } from "./theme.ts";
import { startServices } from "./services.ts";

const services = startServices();
applyTheme(services.store);
const element = document.getElementById("app");
if (element === null) throw new Error("the page has no #app");
// At once, so that the terminal's element has its place and size when it is opened.
flushSync(() => createRoot(element).render(<App services={services} />));
void services.begin();
