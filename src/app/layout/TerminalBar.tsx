import { Plus, Search, X } from "lucide-react";
import { useRef, type KeyboardEvent } from "react";
import { FIRST_TERMINAL } from "../../simulation/index.ts";
import { useApp, useServices } from "../services-context.ts";
import type { TerminalTab } from "../terminals/state.ts";
import { onTabKey } from "./on-tab-key.ts";
import { SearchField } from "./SearchField.tsx";

/** The bar over the terminal: its name, or the tabs of several; and what can be done. */
export function TerminalBar() {
  const { tabs } = useApp((state) => state.terminals);
  const isOne = tabs.length === 1;
  return (
    <div className={isOne ? "app-bar terminal-bar has-title" : "app-bar terminal-bar"}>
      <h2 className={isOne ? undefined : "sr-only"}>Terminal</h2>
      {isOne ? null : <Tabs />}
      <NewTerminalButton />
      <div className="app-bar-end">
        <CloseTerminalButton />
        <SearchButton />
      </div>
    </div>
  );
}

function Tabs() {
  const { terminals } = useServices();
  const { tabs, front } = useApp((state) => state.terminals);
  const list = useRef<HTMLDivElement>(null);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Delete") terminals.close();
    // Enter and space go on into the terminal; arrows stay among the tabs.
    else onTabKey(event, list.current);
  };
  return (
    <div ref={list} className="app-tabs" role="tablist" tabIndex={-1} aria-label="Terminals" onKeyDown={onKey}>
      {tabs.map((tab) => (
        <Tab key={tab.number} tab={tab} isFront={tab.number === front} />
      ))}
    </div>
  );
}

function Tab({ tab: { number, directory }, isFront }: { readonly tab: TerminalTab; readonly isFront: boolean }) {
  const { terminals } = useServices();
  return (
    <button
      type="button"
      role="tab"
      id={terminalTabId(number)}
      className="app-tab terminal-tab"
      aria-selected={isFront}
      aria-controls="terminal-slot"
      aria-keyshortcuts={`Alt+${number}`}
      tabIndex={isFront ? 0 : -1}
      title={`Terminal ${number}, in ${directory} (Alt-${number})`}
      onClick={() => terminals.show(number)}
      onAuxClick={(event) => {
        if (event.button === MIDDLE_BUTTON) terminals.close(number);
      }}
    >
      <b>{number}</b>
      <span>{directory}</span>
    </button>
  );
}

const MIDDLE_BUTTON = 1;

export function terminalTabId(number: number): string {
  return `terminal-tab-${number}`;
}

export function NewTerminalButton() {
  const { terminals } = useServices();
  return (
    <button
      type="button"
      className="icon-button"
      aria-label="New terminal"
      title="New terminal (Alt-T)"
      onClick={() => terminals.open()}
    >
      <Plus aria-hidden />
    </button>
  );
}

function CloseTerminalButton() {
  const { terminals } = useServices();
  const front = useApp((state) => state.terminals.front);
  if (front === FIRST_TERMINAL) return null;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Close terminal ${front}`}
      title={`Close terminal ${front} (exit)`}
      onClick={() => terminals.close()}
    >
      <X aria-hidden />
    </button>
  );
}

function SearchButton() {
  const { store } = useServices();
  const searching = useApp((state) => state.searching);
  if (searching) return <SearchField />;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label="Search the terminal"
      title="Search the terminal (Ctrl-Shift-F)"
      onClick={() => store.setState({ searching: true })}
    >
      <Search aria-hidden />
    </button>
  );
}
