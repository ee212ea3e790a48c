import { useCallback, useState } from "react";
import { WirePanel } from "../../panels/index.ts";
import type { ReadSoFar } from "../../simulation/index.ts";
import { useApp, useServices } from "../services-context.ts";
import { useInspection } from "../use-inspection.ts";
import { useNews } from "../use-news.ts";
import { useTerminalActions } from "./use-terminal-actions.ts";

export default function WireView() {
  const { inspect } = useServices();
  const version = useApp((state) => state.world.version);
  const { copy } = useTerminalActions();
  const [picked, setPicked] = useState<number>();
  const [text, setText] = useState("");
  const ask = useCallback((read: ReadSoFar | undefined) => inspect<"wire">({ about: "wire", read }), [inspect]);
  const read = useNews(ask, version);
  const first = read?.latest.first ?? 0;
  const items = read?.items ?? [];
  // Where the world went another way, another exchange may have the number, or none.
  const head = picked === undefined ? undefined : items[picked - first];
  const whole = useInspection<"wire-exchange">(
    head && { about: "wire-exchange", number: head.number },
    head?.mark ?? "",
  );
  const isSearching = text.trim() !== "";
  const found = useInspection<"wire-search">(
    isSearching ? { about: "wire-search", text } : undefined,
    items.at(-1)?.mark ?? "",
  );
  return (
    <WirePanel
      items={items}
      gone={first}
      picked={head?.number}
      exchange={whole?.exchange?.mark === head?.mark ? whole?.exchange : undefined}
      onPick={setPicked}
      onSearch={setText}
      found={found}
      onCopy={copy}
    />
  );
}
