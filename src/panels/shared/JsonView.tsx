import { useMemo, useState } from "react";
import type { KeyboardEvent } from "react";
import { jsonLines } from "./json-lines.ts";
import "./panel.css";
import "./json-view.css";

export interface JsonViewProps {
  readonly text: string;
  readonly label: string;
  /** What a member means; a name that has a meaning can be asked. */
  readonly explain?: (path: string) => string | undefined;
}

/** JSON set out in lines, or a text that is none as it is. */
export function JsonView({ text, label, explain }: JsonViewProps) {
  const lines = useMemo(() => jsonLines(text), [text]);
  const [asked, setAsked] = useState<string>();
  if (lines === undefined)
    return (
      <fieldset className="js" aria-label={label}>
        <pre className="js-raw">{text}</pre>
      </fieldset>
    );
  const first = explain && lines.find(({ name, path }) => name !== undefined && explain(path) !== undefined);
  return (
    <fieldset className={explain ? "js can-ask" : "js"} aria-label={label}>
      {lines.map(({ number, depth, name, path, text: value }) => {
        const meaning = name === undefined ? undefined : explain?.(path);
        const isAsked = meaning !== undefined && asked === path;
        return (
          <div key={number} className="js-line" style={{ "--js-depth": depth }}>
            {name === undefined ? null : meaning === undefined ? (
              <span className="js-name">{JSON.stringify(name)}: </span>
            ) : (
              <>
                <button
                  type="button"
                  className="js-name"
                  aria-expanded={isAsked}
                  tabIndex={asked === undefined ? (path === first?.path ? 0 : -1) : isAsked ? 0 : -1}
                  onClick={() => setAsked(isAsked ? undefined : path)}
                  onKeyDown={onNameKey}
                >
                  {JSON.stringify(name)}
                </button>
                {": "}
              </>
            )}
            <span className="js-value">{value}</span>
            {isAsked ? (
              <p ref={showIt} className="js-meaning">
                {meaning}
              </p>
            ) : null}
          </div>
        );
      })}
    </fieldset>
  );
}

function showIt(meaning: HTMLElement | null): void {
  meaning?.scrollIntoView({ block: "nearest" });
}

/** Up and down go from name to name: they are one stop for Tab. */
function onNameKey(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const view = event.currentTarget.closest(".js");
  const names = [...(view?.querySelectorAll<HTMLElement>("button.js-name") ?? [])];
  event.preventDefault();
  names[names.indexOf(event.currentTarget) + step]?.focus();
}
