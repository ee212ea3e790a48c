import { cleanTerminalName, SESSION_LIMITS } from "../../simulation/index.ts";
import { NameForm } from "../controls/NameForm.tsx";
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
  return (
    <NameForm
      className="notice-line"
      label={`Name of terminal ${number}`}
      name={name}
      mostCharacters={SESSION_LIMITS.terminalNameCharacters}
      placeholder="none"
      act={(typed) => (cleanTerminalName(typed) === "" && name !== "" ? "Take it away" : "Name it")}
      onEnd={(typed) => terminals.name(typed)}
    />
  );
}
