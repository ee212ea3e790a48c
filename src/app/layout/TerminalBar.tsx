import {
  BookOpen,
  PanelBottomClose,
  PanelBottomOpen,
  PanelRightClose,
  PanelRightOpen,
  Pencil,
  Plus,
  Search,
  X,
} from "lucide-react";
import type { KeyboardEvent } from "react";
import { IconButton } from "../controls/IconButton.tsx";
import { Glyph, identityIn, useTokenInUse } from "../../panels/index.ts";
import { FIRST_TERMINAL } from "../../simulation/index.ts";
import { useApp, useServices } from "../services-context.ts";
import type { TerminalTab } from "../terminals/state.ts";
import { hasDocks } from "./mode.ts";
import { SearchField } from "./SearchField.tsx";
import { EnlargeButton } from "./Side.tsx";
import { TabStrip } from "./TabStrip.tsx";
import { useSidePlace } from "./use-side-place.ts";

/** The bar over the terminal: its name, or the tabs of several; and what can be done. `panes`: other panes stand around it. */
export function TerminalBar({ panes }: { readonly panes: boolean }) {
  const { tabs, names } = useApp((state) => state.terminals);
  const isOne = tabs.length === 1;
  return (
    <div className="app-bar terminal-bar">
      {panes ? <OpenGuideButton /> : null}
      <h2 className={isOne ? undefined : "sr-only"}>{(isOne && names[FIRST_TERMINAL]) || "Terminal"}</h2>
      {isOne ? null : <Tabs />}
      <NewTerminalButton />
      <div className="app-bar-end">
        {isOne ? null : <NameButton />}
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
  const { tabs, front, names } = useApp((state) => state.terminals);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Delete") terminals.close();
    else if (event.key === "F2") terminals.askName();
    else return false;
    event.preventDefault();
    return true;
  };
  return (
    <TabStrip label="Terminals" shown={terminalTabId(front)} onKey={onKey}>
      {tabs.map((tab) => (
        <Tab key={tab.number} tab={tab} name={names[tab.number]} isFront={tab.number === front} />
      ))}
    </TabStrip>
  );
}

interface TabProps {
  readonly tab: TerminalTab;
  readonly name: string | undefined;
  readonly isFront: boolean;
}

function Tab({ tab: { number, directory }, name, isFront }: TabProps) {
  const { terminals } = useServices();
  const identity = useApp(({ world }) => identityIn(world.identities, number));
  const token = useApp(({ world }) =>
    identity.tokenKey === undefined ? undefined : world.tokens.get(identity.tokenKey),
  );
  const inUse = useTokenInUse(identity, token);
  return (
    <button
      type="button"
      role="tab"
      id={terminalTabId(number)}
      className="app-tab terminal-tab"
      aria-selected={isFront}
      aria-controls="terminal-slot"
      aria-keyshortcuts={`Alt+${number} F2`}
      tabIndex={isFront ? 0 : -1}
      aria-label={`Terminal ${number}, ${name ?? directory}, ${inUse.name}`}
      title={`Terminal ${number}${name === undefined ? "" : `, “${name}”`}, in ${directory}: ${inUse.name} (Alt-${number}). Double-click names it`}
      onClick={() => terminals.show(number)}
      onDoubleClick={() => terminals.askName(number)}
      onAuxClick={(event) => {
        if (event.button === MIDDLE_BUTTON) terminals.close(number);
      }}
    >
      <Glyph body={inUse.body} foot={inUse.foot} size="tab" />
      <b>{number}</b>
      <span className={name === undefined ? undefined : "terminal-name"}>{name ?? directory}</span>
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

function NameButton() {
  const { terminals } = useServices();
  const front = useApp((state) => state.terminals.front);
  return (
    <IconButton
      Icon={Pencil}
      className="terminal-name-button"
      label={`Name terminal ${front}`}
      title={`Name terminal ${front} (F2 on its tab)`}
      onClick={() => terminals.askName()}
    />
  );
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

const PANEL_ICONS = {
  beside: { shown: PanelRightClose, closed: PanelRightOpen },
  below: { shown: PanelBottomClose, closed: PanelBottomOpen },
} as const;

function PanelsButton() {
  const { store } = useServices();
  const place = useSidePlace();
  const isDesk = useApp((state) => hasDocks(state.mode));
  const isShown = useApp((state) => state.panelsShown);
  const isEnlarged = useApp((state) => state.enlarged !== undefined);
  if (isEnlarged) return null;
  const icons = PANEL_ICONS[isDesk ? "beside" : place];
  return (
    <IconButton
      Icon={isShown ? icons.shown : icons.closed}
      label={isShown ? "Close the panels" : "Open the panels"}
      onClick={() => store.setState({ panelsShown: !isShown })}
    />
  );
}
