import { X } from "lucide-react";
import { PhraseText } from "./PhraseText.tsx";
import type { WhyLink, WhyShown } from "./select.ts";
import "./why.css";

export interface WhyNoteProps {
  readonly shown: WhyShown;
  /** Put aside by the person: what is left asks whether it is so for good. */
  readonly dismissed: boolean;
  readonly onFollow: (link: WhyLink) => void;
  readonly onDismiss: () => void;
  readonly onRestore: () => void;
  readonly onNever: () => void;
}

/** The lens that lies over its rows in the terminal. */
export function WhyNote({ shown, dismissed, onFollow, onDismiss, onRestore, onNever }: WhyNoteProps) {
  const { link } = shown;
  return (
    <section className={`wy${dismissed ? " is-dismissed" : ""}`} aria-label="Why?">
      {dismissed ? (
        <p className="wy-text">
          Dismissed.
          <button type="button" className="wy-link" onClick={onRestore}>
            Show it again
          </button>
          <button type="button" className="wy-link" onClick={onNever}>
            Explain nothing from now on
          </button>
        </p>
      ) : (
        <>
          <b className="wy-why">Why?</b>
          <p className="wy-text">
            <PhraseText phrase={shown.phrase} />
          </p>
          {link ? (
            <button type="button" className="wy-link" onClick={() => onFollow(link)}>
              {link.label}
            </button>
          ) : null}
          <button type="button" className="wy-close" aria-label="Dismiss" title="Dismiss" onClick={onDismiss}>
            <X size={14} strokeWidth={1.5} aria-hidden="true" />
          </button>
        </>
      )}
    </section>
  );
}
