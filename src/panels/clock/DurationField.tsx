import { useId, useState } from "react";
import { readSpan } from "./read-span.ts";

export interface DurationFieldProps {
  readonly nowMs: number;
  readonly onAdvance: (seconds: number) => void;
}

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
