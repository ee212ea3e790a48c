import { Check as CheckIcon, X } from "lucide-react";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { PhraseText } from "../why/PhraseText.tsx";
import type { TokenView } from "../world.ts";
import { OPERATIONS, selectAccess, type AccessAnswer, type Operation } from "./access.ts";
import { Source } from "./Source.tsx";

export interface Check {
  readonly operation: Operation;
  readonly path: string;
}

export interface AccessCheckProps {
  readonly token: TokenView;
  readonly check: Check | undefined;
  readonly access: AccessAnswer | undefined;
  readonly isSentHere: boolean;
  readonly onCheck: (check: Check) => void;
}

/** "May it do that there?": the verdict, and the rule that decides where its policy says so. */
export function AccessCheck({ token, check, access, isSentHere, onCheck }: AccessCheckProps) {
  const shown = useMemo(() => access && selectAccess(access, token), [access, token]);
  const verdict = useRef<HTMLParagraphElement>(null);
  const isThere = shown !== undefined;
  useEffect(() => {
    if (!isThere || check === undefined) return;
    showInScroller(verdict.current);
    if (isSentHere) verdict.current?.focus({ preventScroll: true });
  }, [isSentHere, isThere, check]);
  return (
    <>
      <Form key={`${check?.operation} ${check?.path}`} check={check} onCheck={onCheck} />
      <div aria-live="polite">
        {shown === undefined ? (
          <p className="in-note">
            Any path, such as <code>sys/mounts</code> or <code>secret/data/app</code>. Nothing is sent: the server's own
            rules are asked.
          </p>
        ) : (
          <p ref={verdict} tabIndex={-1} className="in-verdict">
            {shown.allowed ? (
              <CheckIcon size={16} strokeWidth={2} aria-hidden />
            ) : (
              <X size={16} strokeWidth={2} aria-hidden />
            )}
            <span>
              <b>{`${shown.word} `}</b>
              <PhraseText phrase={shown.verdict} /> {shown.asides.join(" ")}
            </span>
          </p>
        )}
      </div>
      {shown?.sources.map((source) => (
        <Source key={source.name} source={source} />
      ))}
    </>
  );
}

/** Scrolls the panel and nothing around it: the page itself stays where it is. */
function showInScroller(element: HTMLElement | null): void {
  const scroller = element?.closest(".in-scroll");
  const part = element?.closest(".in-part");
  if (!scroller || !part) return;
  scroller.scrollTop += part.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

function Form({ check, onCheck }: Pick<AccessCheckProps, "check" | "onCheck">) {
  const [operation, setOperation] = useState<Operation>(check?.operation ?? "read");
  const [path, setPath] = useState(check?.path ?? "");
  const id = useId();
  return (
    <form
      className="in-check"
      onSubmit={(event) => {
        event.preventDefault();
        const bare = path.trim().replace(/^\/?(?:v1\/)?/, "");
        if (bare !== "") onCheck({ operation, path: bare });
      }}
    >
      <label className="pn-sr" htmlFor={`${id}-operation`}>
        Operation
      </label>
      <select
        id={`${id}-operation`}
        value={operation}
        onChange={(event) => setOperation(OPERATIONS.find((each) => each === event.target.value) ?? "read")}
      >
        {OPERATIONS.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
      <input
        aria-label="Path"
        placeholder="path"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={path}
        onChange={(event) => setPath(event.target.value)}
      />
      <button type="submit" className="text-button">
        Check
      </button>
    </form>
  );
}
