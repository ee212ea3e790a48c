import { useState } from "react";
import { NoticeLine, type NoticeAction } from "../controls/NoticeLine.tsx";
import { useApp, useServices } from "../services-context.ts";
import type { SessionState } from "./open-session.ts";

interface Said {
  /** Names what is said, so that closing it closes this alone. */
  readonly about: string;
  readonly text: string;
  readonly actions: readonly NoticeAction[];
  readonly isClosable?: true;
}

/** What the person should know of this session before typing on: one line over the terminal, and what can be done about it. */
export function SessionLine() {
  const { store, sessions } = useServices();
  const session = useApp((state) => state.session);
  const [closed, setClosed] = useState<readonly string[]>([]);
  const { current } = sessions;
  const said = whatToSay(session, {
    takeOver: () => current.takeOver(),
    fork: () => current.fork(),
    reopen: () => location.reload(),
    stop: () => current.giveUpReplay(),
    show: () => store.setState({ dialog: "sessions" }),
    save: () => sessions.saveFile(session.id),
  });
  const shown = said !== undefined && !closed.includes(said.about) ? said : undefined;
  const close = { label: "Close", act: () => setClosed([...closed, said?.about ?? ""]) };
  return (
    <NoticeLine
      said={shown?.text}
      actions={[...(shown?.actions ?? []), ...(shown?.isClosable === true ? [close] : [])]}
    />
  );
}

interface Acts {
  readonly takeOver: () => unknown;
  readonly fork: () => unknown;
  readonly reopen: () => unknown;
  readonly stop: () => unknown;
  readonly show: () => unknown;
  readonly save: () => unknown;
}

const MOST_LINE_CHARACTERS = 60;

function whatToSay(session: SessionState, acts: Acts): Said | undefined {
  const { role, problem, replaying, isKept, mayClash } = session;
  if (role === "follows") {
    return {
      about: "follows",
      text: "Another tab is typing in this session. This one shows it as it goes.",
      actions: [
        { label: "Take over", act: acts.takeOver },
        { label: "Open a new session here", act: acts.fork },
      ],
    };
  }
  if (replaying !== undefined) {
    const line = replaying.line.split("\n")[0]?.slice(0, MOST_LINE_CHARACTERS) ?? "";
    return {
      about: "replaying",
      text: `Running line ${replaying.number} of ${replaying.of} again: ${line}`,
      actions: [{ label: "Stop before it", act: acts.stop }],
    };
  }
  if (problem?.kind === "overtaken") {
    return {
      about: "overtaken",
      text: "Another tab went on with this session. What you do here from now on is not kept.",
      actions: [
        { label: "Go on as a new session", act: acts.fork },
        { label: "Show what the other did", act: acts.reopen },
      ],
    };
  }
  if (problem !== undefined) {
    const why =
      problem.kind === "full" ? "This browser’s storage is full" : `The browser refused it: ${problem.reason}`;
    return {
      about: problem.kind,
      text: `What you do from now on is not kept. ${why}.`,
      actions: [
        { label: "Save it as a file", act: acts.save },
        { label: "Sessions", act: acts.show },
      ],
    };
  }
  if (!isKept) {
    return {
      about: "unkept",
      text: "This browser keeps nothing here, as in a private window: the session ends with its tab.",
      actions: [{ label: "Save it as a file", act: acts.save }],
      isClosable: true,
    };
  }
  if (mayClash) {
    return {
      about: "clash",
      text: "This browser has no Web Locks, so it cannot tell whether another tab has this session open. Use one tab: of two, the later one stops keeping.",
      actions: [],
      isClosable: true,
    };
  }
  return undefined;
}
