import { Save, Trash2, Undo2 } from "lucide-react";
import { useMemo } from "react";
import { AddField } from "./AddField.tsx";
import { Editor } from "./Editor.tsx";
import { problemsOf, type Problem } from "./policy-text.ts";

export interface PolicyTextsProps {
  /** Those that are stored, and root. */
  readonly names: readonly string[];
  /** Texts that are not saved yet, by name; some of policies that are not there yet. */
  readonly drafts: ReadonlyMap<string, string>;
  readonly picked: string;
  /** The stored text of the picked one; undefined until it is known, and where there is none. */
  readonly stored: string | undefined;
  readonly onPick: (name: string) => void;
  readonly onNew: (name: string) => void;
  /** Undefined: back to what is stored. */
  readonly onDraft: (text: string | undefined) => void;
  readonly onSave: () => void;
  readonly onDelete: () => void;
}

/** The policies, and the text of one to be changed. */
export function PolicyTexts(props: PolicyTextsProps) {
  const { names, drafts, picked, stored, onPick, onNew, onDraft, onSave, onDelete } = props;
  const draft = drafts.get(picked);
  const text = draft ?? stored ?? "";
  const problems = useMemo(() => problemsOf(text), [text]);
  const isRoot = picked === "root";
  const isNew = !names.includes(picked);
  const isChanged = draft !== undefined && (isNew || draft !== stored);
  const canSave = isChanged && problems.length === 0;
  const all = [...names, ...[...drafts.keys()].filter((name) => !names.includes(name))].sort();
  return (
    <div className="po-texts">
      <div className="po-side">
        <ul aria-label="Policies">
          {all.map((name) => (
            <li key={name}>
              <button type="button" className="pn-inset" aria-current={name === picked} onClick={() => onPick(name)}>
                <span>{name}</span>
                {drafts.has(name) ? <span aria-hidden="true">*</span> : null}
                {drafts.has(name) ? <span className="pn-sr">, not saved</span> : null}
              </button>
            </li>
          ))}
        </ul>
        <AddField
          label="Name of a new policy"
          placeholder="new policy"
          action="Begin a new policy"
          onAdd={(name) => {
            // As the server does: names are in lower case.
            if (name !== "") onNew(name.toLowerCase());
            return name !== "";
          }}
        />
      </div>
      <div className="po-main">
        {isRoot ? (
          <p className="pn-empty">The root policy has no text: whoever bears it may do everything.</p>
        ) : (
          <>
            <Editor
              text={text}
              label={`Text of policy ${picked}`}
              isReadOnly={false}
              onText={(next) => {
                if (next !== text) onDraft(next === stored ? undefined : next);
              }}
              onSave={() => canSave && onSave()}
            />
            <div className="po-foot">
              <output>
                {problems.length === 0
                  ? isChanged
                    ? `Not saved. Saving runs vault policy write ${picked} -`
                    : "As it is on the server."
                  : problems.map(problemText).join("\n")}
              </output>
              <button
                type="button"
                className="pn-btn po-action"
                disabled={!canSave}
                title="Save (Ctrl-S)"
                onClick={onSave}
              >
                <Save size={14} strokeWidth={1.5} aria-hidden="true" />
                Save
              </button>
              <button
                type="button"
                className="pn-btn"
                disabled={!isChanged}
                aria-label="Drop the changes"
                title="Drop the changes"
                onClick={() => onDraft(undefined)}
              >
                <Undo2 size={14} strokeWidth={1.5} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="pn-btn"
                disabled={isNew || picked === "default"}
                aria-label={`Delete policy ${picked}`}
                title={`Delete it: vault policy delete ${picked}`}
                onClick={onDelete}
              >
                <Trash2 size={14} strokeWidth={1.5} aria-hidden="true" />
              </button>
            </div>
          </>
        )}
      </div>
    </div>
  );
}

/** The parser says by itself where it stumbled. */
function problemText({ line, message }: Problem): string {
  return message.startsWith("At ") ? message : `Line ${line}: ${message}`;
}
