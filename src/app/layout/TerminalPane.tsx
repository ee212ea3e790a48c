import { ChevronDown, ChevronUp, Search, X } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useApp, useServices } from "../services-context.ts";
import { SessionLine } from "../sessions/SessionLine.tsx";

/** The terminal's place. Its element is moved here, never made again, so that no layout costs the scrollback. */
export function TerminalPane({ bar = true, main = bar }: { readonly bar?: boolean; readonly main?: boolean }) {
  const { store, terminalElement, terminal } = useServices();
  const theme = useApp((state) => state.theme);
  const searching = useApp((state) => state.searching);
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
    slot.current?.append(terminalElement);
  }, [terminalElement]);
  useEffect(() => {
    // The theme itself is read from the page.
    if (theme !== undefined) terminal()?.refreshTheme();
  }, [theme, terminal]);
  return (
    <Pane ref={pane} className="app-terminal" id="terminal" aria-label="Terminal" data-pane="terminal" tabIndex={-1}>
      {bar ? (
        <div className="app-bar">
          <h2>Terminal</h2>
          <div className="app-bar-end">
            {searching ? (
              <SearchField />
            ) : (
              <button
                type="button"
                className="icon-button"
                aria-label="Search the terminal"
                title="Search the terminal (Ctrl-Shift-F)"
                onClick={() => store.setState({ searching: true })}
              >
                <Search aria-hidden />
              </button>
            )}
          </div>
        </div>
      ) : null}
      <SessionLine />
      <div ref={slot} className="terminal-slot" />
    </Pane>
  );
}

function SearchField() {
  const { store, terminal } = useServices();
  const [text, setText] = useState("");
  const [found, setFound] = useState(true);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const search = async (direction: "next" | "previous", wanted = text) =>
    setFound((await terminal()?.search(wanted, direction)) !== false);
  const close = () => {
    void terminal()?.search("", "next");
    store.setState({ searching: false });
    terminal()?.focus();
  };
  return (
    <search>
      {" "}
      <form
        className="search-field"
        onSubmit={(event) => {
          event.preventDefault();
          void search("previous");
        }}
      >
        <input
          ref={input}
          aria-label="Search the terminal"
          aria-invalid={!found && text !== ""}
          value={text}
          placeholder="Search"
          onChange={(event) => {
            setText(event.target.value);
            void search("previous", event.target.value);
          }}
          onKeyDown={(event) => event.key === "Escape" && close()}
        />
        <output className="sr-only">{found || text === "" ? "" : "Nothing found"}</output>
        <button type="submit" className="icon-button" aria-label="Previous match">
          <ChevronUp aria-hidden />
        </button>
        <button type="button" className="icon-button" aria-label="Next match" onClick={() => void search("next")}>
          <ChevronDown aria-hidden />
        </button>
        <button type="button" className="icon-button" aria-label="Close the search" onClick={close}>
          <X aria-hidden />
        </button>
      </form>
    </search>
  );
}
