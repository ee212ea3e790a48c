import { useState } from "react";
import {
  experimentOf,
  FIRST_OPEN,
  keysLeft,
  StorageCommands,
  StorageCost,
  StorageKeys,
  StoragePanel,
  type StorageTab,
} from "../../panels/index.ts";
import type { IssuedToken } from "../../simulation/index.ts";
import { useApp } from "../services-context.ts";
import { useInspection } from "../use-inspection.ts";
import { useThrottled } from "../use-throttled.ts";
import type { PanelViewProps } from "./registry.ts";
import { useTerminalActions } from "./use-terminal-actions.ts";

/** Listing the keys of a hundred thousand tokens takes the Worker a moment. */
const LOOK_EVERY_MS = 250;
const NOTHING_ISSUED: readonly IssuedToken[] = [];
const NOTHING = { service: { tokens: 0, writes: 0 }, batch: { tokens: 0, writes: 0 } } as const;

export default function StorageView({ actions }: PanelViewProps) {
  const [tab, setTab] = useState<StorageTab>("cost");
  return (
    <StoragePanel tab={tab} onTab={setTab} actions={actions}>
      {tab === "cost" ? <Cost /> : tab === "keys" ? <Keys /> : <Commands />}
    </StoragePanel>
  );
}

function useMeter() {
  const version = useApp((state) => state.world.version);
  return useInspection<"storage-meter">({ about: "storage-meter" }, version);
}

function Cost() {
  const tokens = useApp((state) => state.world.tokens);
  const { run } = useTerminalActions();
  const metered = useMeter();
  const lines = metered?.lines ?? [];
  const last = lines.at(-1);
  return (
    <StorageCost
      tokens={tokens}
      issued={metered?.issued ?? NOTHING_ISSUED}
      meter={metered?.meter ?? NOTHING}
      experiment={experimentOf(lines)}
      isRunning={last !== undefined && last.mark === "" && experimentOf([last]) !== undefined}
      onRun={run}
    />
  );
}

function Keys() {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(FIRST_OPEN));
  const lineCount = useApp((state) => state.world.lines.length);
  const tokensVersion = useApp((state) => state.world.tokens.version);
  const version = useThrottled(`${lineCount} ${tokensVersion}`, LOOK_EVERY_MS);
  const answer = useInspection<"storage-levels">({ about: "storage-levels", open: ["", ...open] }, version);
  const latest = useInspection<"storage-line">({ about: "storage-line", line: lineCount - 1 }, version);
  const written = latest?.line ? keysLeft(latest.line) : [];
  return <StorageKeys levels={answer?.levels ?? {}} open={open} onOpen={setOpen} written={written} />;
}

function Commands() {
  const [picked, setPicked] = useState<number>();
  const lines = useMeter()?.lines ?? [];
  const head = lines.find(({ number }) => number === picked);
  const answer = useInspection<"storage-line">(
    head && { about: "storage-line", line: head.number },
    head ? `${head.mark} ${head.requests}` : "",
  );
  return (
    <StorageCommands
      lines={lines}
      picked={head?.number}
      line={answer?.line?.number === head?.number ? answer?.line : undefined}
      onPick={setPicked}
    />
  );
}
