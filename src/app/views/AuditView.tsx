import { useCallback } from "react";
import { AuditPanel } from "../../panels/index.ts";
import type { ReadSoFar } from "../../simulation/index.ts";
import { useApp, useServices } from "../services-context.ts";
import { useNews } from "../use-news.ts";
import { useTerminalActions } from "./use-terminal-actions.ts";

export default function AuditView() {
  const { inspect } = useServices();
  const version = useApp((state) => state.world.version);
  const { run } = useTerminalActions();
  const ask = useCallback((read: ReadSoFar | undefined) => inspect<"audit">({ about: "audit", read }), [inspect]);
  const read = useNews(ask, version);
  if (read === undefined) return null;
  return <AuditPanel devices={read.latest.devices} lines={read.items} gone={read.latest.first} onRun={run} />;
}
