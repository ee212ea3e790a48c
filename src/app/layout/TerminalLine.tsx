import { useEffect, useId, useRef, useState } from "react";
import { cleanTerminalName, SESSION_LIMITS } from "../../simulation/index.ts";
import { NoticeLine } from "../controls/NoticeLine.tsx";
import { useApp, useServices } from "../services-context.ts";
import { calledIn } from "../terminals/state.ts";

/** What is to be said of a terminal, or asked about it: one line over the one in front, and what can be done about it. */
export function TerminalLine() {
  const { terminals } = useServices();
  const state = useApp((app) => app.terminals);
  const { asked, naming, closed } = state;
  if (asked === undefined && naming !== undefined) return <NameField key={naming} number={naming} />;
  if (asked !== undefined) {
    return (
      <NoticeLine
        said={`${calledIn(state, asked)} is running a line, which ends with it.`}
        actions={[
          { label: "Stop it and close", act: () => terminals.answer(true) },
          { label: "Keep it open", act: () => terminals.answer(false) },
        ]}
      />
    );
  }
  return (
    <NoticeLine
      said={closed === undefined ? undefined : `${calledIn(state, closed)} is closed.`}
      actions={[
        { label: "Bring it back", act: () => terminals.bringBack() },
        { label: "Close", act: () => terminals.forgetClosed() },
      ]}
    />
  );
}

function NameField({ number }: { readonly number: number }) {
  const { terminals } = useServices();
  const name = useApp((state) => state.terminals.names[number] ?? "");
  const [text, setText] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const most = SESSION_LIMITS.terminalNameCharacters;
  const isLong = text.trim().length > most;
  useEffect(() => field.current?.select(), []);
  return (
    <form
      className="notice-line terminal-naming"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isLong) terminals.name(text);
      }}
    >
      <label htmlFor={id}>Name of terminal {number}</label>
      <input
        ref={field}
        id={id}
        value={text}
        placeholder="none"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isLong}
        aria-describedby={`${id}-said`}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          terminals.name(undefined);
        }}
      />
      <span className="notice-ways">
        <button type="submit" className="text-button" disabled={isLong}>
          {cleanTerminalName(text) === "" && name !== "" ? "Take it away" : "Name it"}
        </button>
        <button type="button" className="text-button" onClick={() => terminals.name(undefined)}>
          Leave it
        </button>
      </span>
      <output id={`${id}-said`} className="terminal-naming-said">
        {isLong ? `A name has ${most} characters at most; this has ${text.trim().length}.` : ""}
      </output>
    </form>
  );
}
