import { useCallback, useState } from "react";
import { WirePanel } from "../../panels/index.ts";
import type { LogGap, ReadSoFar, WireHead } from "../../simulation/index.ts";
import { useApp, useServices } from "../services-context.ts";
import { useInspection } from "../use-inspection.ts";
import { useNews } from "../use-news.ts";
import { useTerminalActions } from "./use-terminal-actions.ts";

const NO_GAPS: readonly LogGap[] = [];

export default function WireView() {
  const { inspect } = useServices();
  const version = useApp((state) => state.world.version);
  const { copy } = useTerminalActions();
  const [picked, setPicked] = useState<number>();
  const [text, setText] = useState("");
  const ask = useCallback((read: ReadSoFar | undefined) => inspect<"wire">({ about: "wire", read }), [inspect]);
  const read = useNews(ask, version);
  const items = read?.items ?? [];
  const last = items.at(-1);
  // Where the world went another way, another exchange may have the number, or none.
  const head = items.find(({ number }) => number === picked);
  const whole = useInspection<"wire-exchange">(
    head && { about: "wire-exchange", number: head.number },
    head === undefined ? "" : itemKey(head),
  );
  const isSearching = text.trim() !== "";
  const found = useInspection<"wire-search">(
    isSearching ? { about: "wire-search", text } : undefined,
    last === undefined ? "" : itemKey(last),
  );
  return (
    <WirePanel
      items={items}
      gone={last === undefined ? (read?.latest.first ?? 0) : last.number + 1 - items.length}
      gaps={read?.latest.gaps ?? NO_GAPS}
      picked={head?.number}
      exchange={whole?.exchange && head && itemKey(whole.exchange) === itemKey(head) ? whole.exchange : undefined}
      onPick={setPicked}
      onSearch={setText}
      found={found}
      onCopy={copy}
    />
  );
}

/** No other item of this session has it. */
function itemKey({ number, mark }: Pick<WireHead, "number" | "mark">): string {
  return `${number} ${mark}`;
}
