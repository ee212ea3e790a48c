import { useApp, useServices } from "../services-context.ts";

/** What is to be said of a terminal that is closed, or to be closed: one line over the one in front, and what can be done about it. */
export function TerminalLine() {
  const { terminals } = useServices();
  const { asked, closed } = useApp((state) => state.terminals);
  const said = asked === undefined ? closed : asked;
  return (
    <output className="session-line" hidden={said === undefined}>
      {asked !== undefined ? (
        <>
          <span>Terminal {asked} is running a line, which ends with it.</span>
          <button type="button" className="text-button" onClick={() => terminals.answer(true)}>
            Stop it and close
          </button>
          <button type="button" className="text-button" onClick={() => terminals.answer(false)}>
            Keep it open
          </button>
        </>
      ) : closed !== undefined ? (
        <>
          <span>Terminal {closed} is closed.</span>
          <button type="button" className="text-button" onClick={() => terminals.bringBack()}>
            Bring it back
          </button>
          <button type="button" className="text-button" onClick={() => terminals.forgetClosed()}>
            Close
          </button>
        </>
      ) : null}
    </output>
  );
}
