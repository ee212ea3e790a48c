import { useEffect, useLayoutEffect, useRef } from "react";
import { useApp, useServices } from "../services-context.ts";
import { SessionLine } from "../sessions/SessionLine.tsx";
import { TerminalBar, terminalTabId } from "./TerminalBar.tsx";
import { TerminalLine } from "./TerminalLine.tsx";

/** The terminals' place. Their element is moved here, never made again, so that no layout costs the scrollback. */
export function TerminalPane({ bar = true, main = bar }: { readonly bar?: boolean; readonly main?: boolean }) {
  const { terminals, terminal } = useServices();
  const isSeveral = useApp((state) => state.terminals.tabs.length > 1);
  const front = useApp((state) => state.terminals.front);
  // On a phone the main part of the page is whichever view is shown.
  const Pane = main ? "main" : "section";
  const slot = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLElement>(null);
  // The skip link leads to the pane; what is meant is the prompt in it.
  useEffect(() => {
    const element = pane.current;
    const onFocus = () => terminal()?.focus();
    element?.addEventListener("focus", onFocus);
    return () => element?.removeEventListener("focus", onFocus);
  }, [terminal]);
  useLayoutEffect(() => {
    slot.current?.append(terminals.element);
  }, [terminals]);
  return (
    <Pane ref={pane} className="app-terminal" id="terminal" aria-label="Terminal" data-pane="terminal" tabIndex={-1}>
      {bar || isSeveral ? <TerminalBar panes={bar} /> : null}
      <SessionLine />
      <TerminalLine />
      <div
        ref={slot}
        className="terminal-slot"
        {...(isSeveral && { id: "terminal-slot", role: "tabpanel", "aria-labelledby": terminalTabId(front) })}
      />
    </Pane>
  );
}
