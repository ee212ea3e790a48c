import { AccessorsPanel } from "../../panels/index.ts";
import { useApp } from "../services-context.ts";
import { useTokenActions } from "./use-token-actions.ts";

export default function AccessorsView() {
  const world = useApp((state) => state.world);
  const { pick, copy } = useTokenActions();
  return <AccessorsPanel world={world} onPick={pick} onCopy={copy} />;
}
