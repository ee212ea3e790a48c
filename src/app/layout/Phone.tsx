import { BookOpen, Clock, Ellipsis, ListTree, Network, SquareTerminal } from "lucide-react";
import { useRef, useState } from "react";
import { ClockBar, IdentityStrip, TokensPanel, TreePanel } from "../../panels/index.ts";
import { useApp, useServices } from "../services-context.ts";
import { Head } from "../header/Head.tsx";
import { liveWorld, type PhoneTab } from "../store.ts";
import { useTokenActions } from "../views/use-token-actions.ts";
import { useTimeActions } from "../use-time-actions.ts";
import { GuideSlot } from "./GuideSlot.tsx";
import { onTabKey } from "./on-tab-key.ts";
import { PanelTabs } from "./PanelTabs.tsx";
import { PANEL_VIEWS } from "../views/registry.ts";
import { NewTerminalButton } from "./TerminalBar.tsx";
import { TerminalPane } from "./TerminalPane.tsx";

const TABS: readonly { readonly name: PhoneTab; readonly title: string; readonly Icon: typeof Clock }[] = [
  { name: "terminal", title: "Terminal", Icon: SquareTerminal },
  { name: "guide", title: "Guide", Icon: BookOpen },
  { name: "tokens", title: "Tokens", Icon: ListTree },
  { name: "tree", title: "Tree", Icon: Network },
  { name: "time", title: "Time", Icon: Clock },
  { name: "more", title: "More", Icon: Ellipsis },
];

/** The panels that have no view of their own here. */
const MORE = PANEL_VIEWS.map(({ name }) => name).filter((name) => name !== "tokens" && name !== "tree");

/** One column: who you are, one view at a time, and the keys that a phone's keyboard hides. */
export function Phone() {
  const { store, clock } = useServices();
  const world = useApp((state) => state.world);
  const live = useApp(liveWorld);
  const look = useApp((state) => state.look);
  const time = useTimeActions();
  const tab = useApp((state) => state.phoneTab);
  const pickedKey = useApp((state) => state.pickedKey);
  const tabs = useRef<HTMLDivElement>(null);
  const { inspect } = useTokenActions();
  return (
    <div className="app app-phone">
      <Head />
      <div data-pane="identity" tabIndex={-1}>
        <IdentityStrip world={world} form="phone" />
      </div>
      <main className="phone-main">
        <div className="phone-view" role="tabpanel" aria-labelledby={`phone-${tab}`} data-pane="view" tabIndex={-1}>
          <div hidden={tab !== "terminal"}>
            <TerminalPane bar={false} />
          </div>
          {tab === "guide" ? (
            <div>
              <GuideSlot form="pane" />
            </div>
          ) : null}
          {tab === "tokens" ? (
            <div>
              <TokensPanel world={world} pickedKey={pickedKey} onPick={inspect} />
            </div>
          ) : null}
          {tab === "tree" ? (
            <div>
              <TreePanel world={world} pickedKey={pickedKey} onPick={inspect} />
            </div>
          ) : null}
          {tab === "time" ? (
            <div>
              <ClockBar world={live} looking={look?.moment} onClock={clock} time={time} listed />
            </div>
          ) : null}
          {tab === "more" ? (
            <div>
              <PanelTabs names={MORE} />
            </div>
          ) : null}
        </div>
      </main>
      {tab === "terminal" ? <GuideSlot form="sheet" /> : <span />}
      {tab === "terminal" ? <KeyRow /> : <span />}
      <nav aria-label="Views">
        <div
          ref={tabs}
          className="phone-tabs"
          role="tablist"
          tabIndex={-1}
          aria-label="Views"
          onKeyDown={(event) => onTabKey(event, tabs.current)}
        >
          {TABS.map(({ name, title, Icon }) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`phone-${name}`}
              aria-selected={tab === name}
              tabIndex={tab === name ? 0 : -1}
              onClick={() => store.setState({ phoneTab: name })}
            >
              <Icon aria-hidden />
              {title}
            </button>
          ))}
        </div>
      </nav>
    </div>
  );
}

interface PhoneKey {
  readonly label: string;
  readonly name: string;
  /** What a terminal sends for it. */
  readonly data: string;
}

const KEYS: readonly PhoneKey[] = [
  { label: "↑", name: "Up", data: "\x1b[A" },
  { label: "↓", name: "Down", data: "\x1b[B" },
  { label: "-", name: "Hyphen", data: "-" },
  { label: "=", name: "Equals", data: "=" },
  { label: "$", name: "Dollar", data: "$" },
  { label: "|", name: "Pipe", data: "|" },
  { label: "\\", name: "Backslash", data: "\\" },
  { label: '"', name: "Quote", data: '"' },
];
const CONTROL_KEYS: readonly PhoneKey[] = ["C", "D", "R", "A", "E", "U", "W", "L"].map((letter) => ({
  label: `^${letter}`,
  name: `Control ${letter}`,
  data: String.fromCharCode(letter.charCodeAt(0) - 64),
}));

/** Tab, Ctrl, arrows and the signs that a lab types most. Ctrl turns the row into control keys. */
function KeyRow() {
  const { terminal } = useServices();
  const isOne = useApp((state) => state.terminals.tabs.length === 1);
  const [control, setControl] = useState(false);
  const press = (data: string) => {
    terminal()?.press(data);
    terminal()?.focus();
  };
  return (
    <section aria-label="Keys">
      <fieldset className="key-row" aria-label="Keys">
        <button type="button" onClick={() => press("\t")}>
          Tab
        </button>
        <button type="button" aria-pressed={control} onClick={() => setControl(!control)}>
          Ctrl
        </button>
        {(control ? CONTROL_KEYS : KEYS).map(({ label, name, data }) => (
          <button key={name} type="button" aria-label={name} onClick={() => press(data)}>
            {label}
          </button>
        ))}
        {isOne ? <NewTerminalButton /> : null}
      </fieldset>
    </section>
  );
}
