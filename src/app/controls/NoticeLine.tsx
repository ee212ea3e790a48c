export interface NoticeAction {
  readonly label: string;
  readonly act: () => unknown;
}

interface NoticeLineProps {
  /** Undefined: nothing is to be said. The line is there all the same, so that what it says then is heard. */
  readonly said: string | undefined;
  readonly actions: readonly NoticeAction[];
}

/** One line over the terminal: what a person should know, and what can be done about it. */
export function NoticeLine({ said, actions }: NoticeLineProps) {
  return (
    <output className="notice-line" hidden={said === undefined}>
      {said === undefined ? null : (
        <>
          <span>{said}</span>
          <span className="notice-ways">
            {actions.map(({ label, act }) => (
              <button key={label} type="button" className="text-button" onClick={() => void act()}>
                {label}
              </button>
            ))}
          </span>
        </>
      )}
    </output>
  );
}
