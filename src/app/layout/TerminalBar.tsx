import { BookOpen, PanelRightClose, PanelRightOpen, Plus, Search, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { IconButton } from "../controls/IconButton.tsx";
import { FIRST_TERMINAL } from "../../simulation/index.ts";
import { useApp, useServices } from "../services-context.ts";
import type { TerminalTab } from "../terminals/state.ts";
import { SearchField } from "./SearchField.tsx";
import { EnlargeButton } from "./Side.tsx";
import { TabStrip } from "./TabStrip.tsx";

/** The bar over the terminal: its name, or the tabs of several; and what can be done. `panes`: other panes stand around it. */
export function TerminalBar({ panes }: { readonly panes: boolean }) {
  const { tabs } = useApp((state) => state.terminals);
  const isOne = tabs.length === 1;
  return (
    <div className="app-bar terminal-bar">
      {panes ? <OpenGuideButton /> : null}
      <h2 className={isOne ? undefined : "sr-only"}>Terminal</h2>
      {isOne ? null : <Tabs />}
      <NewTerminalButton />
      <div className="app-bar-end">
        <CloseTerminalButton />
        <SearchButton />
        {panes ? <PanelsButton /> : null}
        {panes ? <EnlargeButton name="terminal" title="the terminal" /> : null}
      </div>
    </div>
  );
}

function Tabs() {
  const { terminals } = useServices();
  const { tabs, front } = useApp((state) => state.terminals);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Delete") terminals.close();
    return event.key === "Delete";
  };
  return (
    <TabStrip label="Terminals" shown={terminalTabId(front)} onKey={onKey}>
      {tabs.map((tab) => (
        <Tab key={tab.number} tab={tab} isFront={tab.number === front} />
      ))}
    </TabStrip>
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
  return <IconButton Icon={Plus} label="New terminal" title="New terminal (Alt-T)" onClick={() => terminals.open()} />;
}

function CloseTerminalButton() {
  const { terminals } = useServices();
  const front = useApp((state) => state.terminals.front);
  if (front === FIRST_TERMINAL) return null;
  return (
    <IconButton
      Icon={X}
      label={`Close terminal ${front}`}
      title={`Close terminal ${front} (exit)`}
      onClick={() => terminals.close()}
    />
  );
}

function SearchButton() {
  const { store } = useServices();
  const searching = useApp((state) => state.searching);
  if (searching) return <SearchField />;
  return (
    <IconButton
      Icon={Search}
      label="Search the terminal"
      title="Search the terminal (Ctrl-Shift-F)"
      onClick={() => store.setState({ searching: true })}
    />
  );
}

/** A guide that is closed leaves nothing else to open it by. */
function OpenGuideButton() {
  const { store } = useServices();
  const isShown = useApp((state) => state.guideShown || state.enlarged !== undefined);
  if (isShown) return null;
  return <IconButton Icon={BookOpen} label="Open the guide" onClick={() => store.setState({ guideShown: true })} />;
}

function PanelsButton() {
  const { store } = useServices();
  const isShown = useApp((state) => state.panelsShown);
  const isEnlarged = useApp((state) => state.enlarged !== undefined);
  if (isEnlarged) return null;
  return (
    <IconButton
      Icon={isShown ? PanelRightClose : PanelRightOpen}
      label={isShown ? "Close the panels" : "Open the panels"}
      onClick={() => store.setState({ panelsShown: !isShown })}
    />
  );
}
