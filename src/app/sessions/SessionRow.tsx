import { Copy, Download, Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { IconButton } from "../controls/IconButton.tsx";
import { NameForm } from "../controls/NameForm.tsx";
import { SESSION_LIMITS } from "../../simulation/index.ts";
import type { SessionRecord } from "./record.ts";
import { dateText, linesText, sizeText } from "./words.ts";

interface SessionRowProps {
  readonly record: SessionRecord;
  /** It is this tab's. */
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onRename: (name: string) => unknown;
  readonly onDuplicate: () => void;
  readonly onSave: () => void;
  readonly onDelete: () => void;
}

export function SessionRow(props: SessionRowProps) {
  const { record, isOpen, onOpen, onRename, onDuplicate, onSave, onDelete } = props;
  const { name } = record;
  const [isNaming, setNaming] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const endNaming = (next: string | undefined) => {
    setNaming(false);
    if (next !== undefined && next.trim() !== "" && next !== name) void onRename(next);
    // The field is gone; the focus goes back to where it came from.
    setTimeout(() => pencil.current?.focus(), 0);
  };
  return (
    <li className="session-row" aria-current={isOpen ? "true" : undefined}>
      <div className="session-what">
        {isNaming ? (
          <NameForm
            className="session-naming"
            label="Name of the session"
            hidesLabel
            name={name}
            mostCharacters={SESSION_LIMITS.nameCharacters}
            act={() => "Rename"}
            onEnd={endNaming}
          />
        ) : (
          <Name {...{ name, isOpen, onOpen }} />
        )}
        <p className="session-facts">
          {isOpen ? "open here, " : ""}
          {linesText(record.lines)}, {sizeText(record.bytes)}, {dateText(record.changedMs)}
        </p>
        {record.lastLine === "" ? null : <code className="session-last">{record.lastLine}</code>}
      </div>
      <div className="session-acts">
        <IconButton
          Icon={Pencil}
          ref={pencil}
          label={`Rename ${name}`}
          title="Rename"
          onClick={() => setNaming(true)}
        />
        <IconButton Icon={Copy} label={`Duplicate ${name}`} title="Duplicate" onClick={onDuplicate} />
        <IconButton Icon={Download} label={`Save ${name} as a file`} title="Save as a file" onClick={onSave} />
        <IconButton Icon={Trash2} label={`Delete ${name}`} title="Delete" onClick={onDelete} />
      </div>
    </li>
  );
}

interface NameProps {
  readonly name: string;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function Name({ name, isOpen, onOpen }: NameProps) {
  if (isOpen) return <strong className="session-name">{name}</strong>;
  return (
    <button type="button" className="session-name" aria-label={`Open ${name}`} onClick={onOpen}>
      {name}
    </button>
  );
}
