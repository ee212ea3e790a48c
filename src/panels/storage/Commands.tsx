import { ChevronDown, ChevronRight } from "lucide-react";
import { useId } from "react";
import { counted, grouped } from "../shared/format.ts";
import type { LineStorage, LineStorageHead } from "../world.ts";
import { selectCommands, selectOperations } from "./commands.ts";
import type { OperationShown } from "./commands.ts";

export interface StorageCommandsProps {
  readonly lines: readonly LineStorageHead[];
  /** The line that is unfolded, and its operations once they are known. */
  readonly picked: number | undefined;
  readonly line: LineStorage | undefined;
  readonly onPick: (line: number | undefined) => void;
}

/** What each command read, wrote and deleted. */
export function StorageCommands({ lines, picked, line, onPick }: StorageCommandsProps) {
  const commands = selectCommands(lines);
  const idBase = useId();
  if (commands.length === 0) return <p className="pn-empty">No command has asked the server for anything yet.</p>;
  return (
    <div className="st-commands">
      <p className="st-heads" aria-hidden="true">
        <span>newest first</span>
        <span>read</span>
        <span>written</span>
        <span>deleted</span>
      </p>
      <ul aria-label="Commands, the newest first">
        {commands.map((command) => {
          const isOpen = command.number === picked;
          const Chevron = isOpen ? ChevronDown : ChevronRight;
          return (
            <li key={command.number}>
              <button
                type="button"
                className="pn-inset"
                aria-expanded={isOpen}
                aria-controls={isOpen ? `${idBase}-operations` : undefined}
                onClick={() => onPick(isOpen ? undefined : command.number)}
              >
                <Chevron size={14} strokeWidth={1.5} aria-hidden="true" />
                <span className="st-typed">{command.text}</span>
                <Counts command={command} />
              </button>
              {isOpen && line !== undefined ? <Operations id={`${idBase}-operations`} line={line} /> : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Numbers in columns; a nought is left blank, for a reader it is said. */
function Counts({ command }: { readonly command: LineStorageHead }) {
  const { read, listed, written, deleted } = command;
  const counts = [
    { mark: "·", word: "read", amount: read + listed },
    { mark: "+", word: "written", amount: written },
    { mark: "−", word: "deleted", amount: deleted },
  ];
  return (
    <>
      {counts.map(({ mark, word, amount }) => (
        <span key={word} className={`st-amount${amount > 0 && word !== "read" ? " is-change" : ""}`} title={word}>
          <span aria-hidden="true">{amount > 0 ? `${mark}${grouped(amount)}` : ""}</span>
          <span className="pn-sr">{` ${grouped(amount)} ${word}`}</span>
        </span>
      ))}
    </>
  );
}

const MARKS: Readonly<Record<OperationShown["kind"], readonly [mark: string, word: string]>> = {
  get: ["·", "read"],
  list: ["·", "listed"],
  put: ["+", "written"],
  delete: ["−", "deleted"],
};

function Operations({ id, line }: { readonly id: string; readonly line: LineStorage }) {
  const operations = selectOperations(line);
  const all = line.read + line.listed + line.written + line.deleted;
  return (
    <div id={id} className="st-operations">
      <ul aria-label="Operations">
        {operations.map(({ kind, key, times }) => (
          <li key={`${kind} ${key}`} className={`is-${kind}`}>
            <span aria-hidden="true">{MARKS[kind][0]}</span>
            <span className="st-word">{MARKS[kind][1]}</span>
            <code>{key === "" ? "/" : key}</code>
            {times > 1 ? <span>{`×${times}`}</span> : null}
          </li>
        ))}
      </ul>
      {operations.length === 0 ? <p className="st-said">It touched no key.</p> : null}
      {all > line.operations.length ? (
        <p className="st-said">{`The first ${grouped(line.operations.length)} of ${counted(all, "operation")} are kept.`}</p>
      ) : null}
    </div>
  );
}
