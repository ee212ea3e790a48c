import { TokensPanel } from "../../panels/index.ts";
import { useApp } from "../services-context.ts";
import { useTokenActions } from "./use-token-actions.ts";

export default function TokensView() {
  const world = useApp((state) => state.world);
  const pickedKey = useApp((state) => state.pickedKey);
  const { pick, copy } = useTokenActions();
  return <TokensPanel world={world} pickedKey={pickedKey} onPick={pick} onCopy={copy} />;
}
