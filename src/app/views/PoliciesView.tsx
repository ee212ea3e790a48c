import { useMemo, useState } from "react";
import {
  deleteCommand,
  FIRST_PATHS,
  FIRST_TEXT,
  PoliciesPanel,
  PolicyMatrix,
  PolicyTexts,
  selectHolders,
  writeCommand,
  type PoliciesTab,
} from "../../panels/index.ts";
import { useApp } from "../services-context.ts";
import { useInspection } from "../use-inspection.ts";
import { useThrottled } from "../use-throttled.ts";
import type { PanelViewProps } from "./registry.ts";
import { useKept } from "./use-kept.ts";
import { useTerminalActions } from "./use-terminal-actions.ts";

const LOOK_EVERY_MS = 250;

export default function PoliciesView({ actions }: PanelViewProps) {
  const [tab, setTab] = useState<PoliciesTab>("text");
  return (
    <PoliciesPanel tab={tab} onTab={setTab} actions={actions}>
      {tab === "text" ? <Texts /> : <Grants />}
    </PoliciesPanel>
  );
}

function Texts() {
  const session = useApp((state) => state.session.id);
  const names = useApp((state) => state.world.policies);
  const lineCount = useApp((state) => state.world.lines.length);
  const { run } = useTerminalActions();
  const [drafts, setDrafts] = useKept(`glassvault.drafts.${session}`, NO_DRAFTS, readDrafts);
  const [wanted, setWanted] = useState("default");
  const picked = names.includes(wanted) || Object.hasOwn(drafts, wanted) ? wanted : "default";
  const answer = useInspection<"policy-text">({ about: "policy-text", name: picked }, `${picked} ${lineCount}`);
  const stored = answer?.name === picked ? answer.text : undefined;
  const isKnown = answer?.name === picked;
  // A policy may be called as what every object has: constructor.
  const draft = Object.hasOwn(drafts, picked) ? drafts[picked] : undefined;
  // What was saved is no draft any more.
  const shown = useMemo(
    () => new Map(Object.entries(drafts).filter(([name, text]) => name !== picked || !isKnown || !same(text, stored))),
    [drafts, picked, isKnown, stored],
  );
  const setDraft = (name: string, text: string | undefined) => {
    const next = new Map(Object.entries(drafts));
    if (text === undefined) next.delete(name);
    else next.set(name, text);
    setDrafts(Object.fromEntries(next));
  };
  return (
    <PolicyTexts
      names={names}
      drafts={shown}
      picked={picked}
      stored={stored}
      onPick={setWanted}
      onNew={(name) => {
        if (!names.includes(name) && !Object.hasOwn(drafts, name)) setDraft(name, FIRST_TEXT);
        setWanted(name);
      }}
      onDraft={(text) => setDraft(picked, text)}
      onSave={() => draft !== undefined && run(writeCommand(picked, draft))}
      onDelete={() => run(deleteCommand(picked))}
    />
  );
}

/** A here-document ends with the end of a line, whether the text did or not. */
function same(draft: string, stored: string | undefined): boolean {
  return stored !== undefined && draft.replace(/\n$/, "") === stored.replace(/\n$/, "");
}

type Drafts = Readonly<Record<string, string>>;
const NO_DRAFTS: Drafts = {};

function readDrafts(kept: unknown): Drafts | undefined {
  if (typeof kept !== "object" || kept === null) return undefined;
  return Object.fromEntries(Object.entries(kept).filter(([, text]) => typeof text === "string"));
}

function Grants() {
  const world = useApp((state) => state.world);
  const session = useApp((state) => state.session.id);
  const [paths, setPaths] = useKept(`glassvault.paths.${session}`, FIRST_PATHS, readPaths);
  const { tokens, identity } = world;
  const tokensNow = useThrottled(tokens, LOOK_EVERY_MS);
  const holders = useMemo(() => selectHolders({ tokens: tokensNow, identity }), [tokensNow, identity]);
  const keys = holders.tokens.map(({ key }) => key);
  const question = { about: "policy-grants", keys, paths } as const;
  const asked = JSON.stringify([question, world.lines.length]);
  const answer = useInspection<"policy-grants">(question, asked);
  const isCurrent = JSON.stringify([answer?.keys, answer?.paths]) === JSON.stringify([keys, paths]);
  return (
    <PolicyMatrix
      world={world}
      holders={holders}
      paths={paths}
      onPaths={setPaths}
      grants={isCurrent ? answer?.grants : undefined}
    />
  );
}

function readPaths(kept: unknown): readonly string[] | undefined {
  return Array.isArray(kept) ? kept.filter((path) => typeof path === "string") : undefined;
}
