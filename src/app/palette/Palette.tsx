import { Command } from "cmdk";
import { useEffect, useMemo, useRef, useState } from "react";
import { TokenGlyph, type TokenView } from "../../panels/index.ts";
import { Sheet } from "../dialogs/Sheet.tsx";
import { show } from "../layout/dock.ts";
import { useServices } from "../services-context.ts";
import { ACTION_GROUPS, actionsOf, type Action } from "./actions.ts";
import { findTokens } from "./find-tokens.ts";
import "./palette.css";

/** Everything by name: actions, panels, and tokens by any part of their text, accessor, name or policies. */
export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const services = useServices();
  const { store } = services;
  const [query, setQuery] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  // As the page stood when the palette was opened: rows that change under the cursor are worse than old ones.
  const [state] = useState(() => store.getState());
  const actions = useMemo(() => actionsOf(services, state), [services, state]);
  const tokens = useMemo(() => findTokens(state.world, query), [state, query]);
  const run = (action: () => void) => {
    onClose();
    action();
  };
  const pick = (token: TokenView) =>
    run(() => store.setState((now) => ({ ...show(now, "tokens"), pickedKey: token.key, panelsShown: true })));
  return (
    <Sheet title="Commands" onClose={onClose}>
      <Command className="palette" label="Commands" filter={score} loop>
        <Command.Input
          ref={input}
          value={query}
          onValueChange={setQuery}
          placeholder="A command, a panel, a token, an accessor…"
        />
        <Command.List label="Commands">
          <Command.Empty>Nothing goes by that name.</Command.Empty>
          {tokens.length === 0 ? null : (
            <Command.Group heading="Tokens" forceMount>
              {tokens.map(({ token, label }) => (
                <Command.Item
                  key={token.key}
                  value={`token ${token.key}`}
                  keywords={[query]}
                  onSelect={() => pick(token)}
                >
                  <TokenGlyph token={token} size="chip" />
                  <span className="palette-token">{label}</span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {ACTION_GROUPS.map((group) => (
            <Command.Group key={group} heading={group}>
              {actions
                .filter((action) => action.group === group)
                .map((action) => (
                  <Row key={action.title} action={action} onSelect={() => run(action.run)} />
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Sheet>
  );
}

/** How well an action goes by what is typed: every word has to be there, and words of its title count more than others. */
function score(title: string, query: string, keywords: readonly string[] = []): number {
  const name = title.toLowerCase();
  const all = `${name} ${keywords.join(" ").toLowerCase()}`;
  let sum = 0;
  for (const word of query.toLowerCase().split(/\s+/)) {
    if (!all.includes(word)) return 0;
    sum += name.includes(word) ? 1 : 0.25;
  }
  return sum / (query.split(/\s+/).length + name.length / 1000);
}

function Row({ action, onSelect }: { readonly action: Action; readonly onSelect: () => void }) {
  const { title, group, words, keys } = action;
  return (
    <Command.Item value={title} keywords={[group, words ?? ""]} onSelect={onSelect}>
      {title}
      {keys === undefined ? null : <kbd>{keys}</kbd>}
    </Command.Item>
  );
}
