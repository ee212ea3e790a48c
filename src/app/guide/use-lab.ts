import { useCallback, useEffect, useRef, useState } from "react";
import { loadIndex, loadLab, passStep, readProgress, typedCommands, type Lab, type LabStep, type Progress } from "../../labs/index.ts";
import type { GuidePaneProps } from "./GuidePane.tsx";

const progressKey = (lab: string) => `glassvault.lab.${lab}`;

async function readText(path: string): Promise<string> {
  const response = await fetch(`labs/${path}`);
  if (!response.ok) throw new Error(`the host answered ${response.status}`);
  return await response.text();
}

export interface LabState {
  readonly lab: Lab | undefined;
  readonly trouble: string | undefined;
  readonly done: readonly string[];
  /** The first step not yet done. */
  readonly current: LabStep | undefined;
  /** The step being looked at. */
  readonly shown: LabStep | undefined;
  readonly fromLine: number;
  /** Why the current step is not done, in its check's words. */
  readonly reason: string | undefined;
  readonly showStep: (id: string) => void;
}

/** Loads the first lab there is, checks its current step after each line, and keeps how far someone is. */
export function useLab({ session, ready, lines, finishedLines, check, onSuggest, onAnnounce }: GuidePaneProps): LabState {
  const [lab, setLab] = useState<Lab>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    const load = async () => {
      const [first] = await loadIndex(readText);
      if (first === undefined) throw new Error("index.json names no lab");
      setLab(await loadLab(readText, first.id));
    };
    load().catch((error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)));
  }, []);
  const [progress, setProgress] = useProgress(lab, session);
  const [looking, setLooking] = useState<string>();
  const [reason, setReason] = useState<string>();
  const current = lab?.steps.find((step) => !progress.done.includes(step.id));
  const lineCount = useRef(0);
  lineCount.current = lines.length;

  useEffect(() => {
    if (!ready || current === undefined || lab === undefined) return undefined;
    let stale = false;
    void check(current.check).then(({ exitCode, output }) => {
      if (stale) return;
      if (exitCode !== 0) {
        setReason(output.trim() || undefined);
        return;
      }
      setReason(undefined);
      setLooking(undefined);
      setProgress((before) => passStep(before, current.id, lineCount.current));
      onAnnounce(`Step ${lab.steps.indexOf(current) + 1}, ${current.title}: done.`);
    });
    return () => {
      stale = true;
    };
  }, [ready, finishedLines, current, lab, check, setProgress, onAnnounce]);

  const next = current?.commands[typedCommands(current.commands, lines.slice(progress.fromLine)).indexOf(false)];
  const suggestion = next?.includes("\n") ? undefined : next;
  useEffect(() => onSuggest(suggestion), [suggestion, onSuggest]);

  const shown = lab?.steps.find((step) => step.id === looking) ?? current ?? lab?.steps.at(-1);
  return { lab, trouble, done: progress.done, current, shown, fromLine: progress.fromLine, reason, showStep: setLooking };
}

function useProgress(lab: Lab | undefined, session: string) {
  const id = lab?.id;
  const [progress, setProgress] = useState<Progress>(() => readProgress(null, session));
  useEffect(() => {
    if (id !== undefined) setProgress(readProgress(localStorage.getItem(progressKey(id)), session));
  }, [id, session]);
  const keep = useCallback(
    (change: (before: Progress) => Progress) =>
      setProgress((before) => {
        const after = change(before);
        if (id !== undefined) localStorage.setItem(progressKey(id), JSON.stringify(after));
        return after;
      }),
    [id],
  );
  return [progress, keep] as const;
}
