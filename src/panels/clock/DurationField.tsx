import { useId, useState } from "react";
import { parseGoDuration } from "../../lib/index.ts";

export interface DurationFieldProps {
  readonly nowMs: number;
  readonly onAdvance: (seconds: number) => void;
}

const NS_PER_SECOND = 1e9;
/** The last year that a Vault writes as others do. */
const LAST_MS = Date.UTC(9999, 11, 31);

/** Moves the clock on by any span, as Go writes them. */
export function DurationField({ nowMs, onAdvance }: DurationFieldProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const submit = () => {
    const asked = readSpan(text, nowMs);
    setProblem(asked.problem);
    if (asked.seconds === undefined) return;
    setText("");
    onAdvance(asked.seconds);
  };
  return (
    <form
      className="ck-span"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <input
        aria-label="Move the clock on by, for example 36h30m"
        title="Any span, then Enter: 90s, 36h30m, 720h"
        placeholder="36h30m"
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : id}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(undefined);
        }}
        onBlur={() => setProblem(undefined)}
      />
      <span role="alert" id={id} className={problem === undefined ? "pn-sr" : "ck-problem"}>
        {problem}
      </span>
    </form>
  );
}

/** The seconds that were asked for, or what is wrong with them. */
export function readSpan(text: string, nowMs: number): { readonly seconds?: number; readonly problem?: string } {
  const plain = text.replaceAll(/\s+/g, "");
  if (plain === "") return { problem: "Type how far, such as 36h30m." };
  const parsed = parseGoDuration(plain);
  if (!parsed.ok) {
    const missing = /^[-+]?[\d.]+$/.test(plain) ? "It needs a unit" : "Units are h, m and s";
    return { problem: `“${text.trim()}” is no span of time. ${missing}, as in 36h30m.` };
  }
  const seconds = Number(parsed.ns) / NS_PER_SECOND;
  if (seconds < 0) return { problem: "The clock only goes on. Undo goes back." };
  if (seconds === 0) return { problem: "That is no time at all." };
  if (nowMs + seconds * 1000 > LAST_MS) return { problem: "That is past the year 9999." };
  return { seconds };
}
