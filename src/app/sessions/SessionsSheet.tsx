import { FilePlus2, FolderOpen, Link } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { Sheet } from "../dialogs/Sheet.tsx";
import { useApp, useServices } from "../services-context.ts";
import { useInspection } from "../use-inspection.ts";
import type { SessionRecord } from "./record.ts";
import { SessionRow } from "./SessionRow.tsx";
import type { Outcome } from "./sessions.ts";
import { sizeText } from "./words.ts";

/** The row that was deleted is gone, and the focus with it. */
const takeFocus = (button: HTMLElement | null) => button?.focus();

/** All sessions: the open one, the others, and the ways in and out. */
export function SessionsSheet({ onClose }: { readonly onClose: () => void }) {
  const { sessions, terminal } = useServices();
  const session = useApp((state) => state.session);
  const [list, setList] = useState<readonly SessionRecord[]>();
  const [said, setSaid] = useState("");
  const [deleted, setDeleted] = useState<SessionRecord>();
  const readAgain = useCallback(() => void sessions.list().then(setList), [sessions]);
  // The open session's name and id change with what is done here.
  useEffect(readAgain, [readAgain, session.id, session.name]);
  const goTo = async (opened: Promise<unknown>) => {
    await opened;
    onClose();
    // Once the sheet is off the page.
    setTimeout(() => terminal()?.focus(), 0);
  };
  const act = async (work: Promise<Outcome>) => {
    const outcome = await work;
    setSaid(outcome.said);
    setDeleted(undefined);
    readAgain();
    return outcome;
  };
  const remove = async (record: SessionRecord) => {
    if ((await act(sessions.remove(record.id))).done) setDeleted(record);
  };
  const undo = async (record: SessionRecord) => {
    await sessions.restore(record.id);
    setDeleted(undefined);
    setSaid(`“${record.name}” is back.`);
    readAgain();
  };
  return (
    <Sheet title="Sessions" onClose={onClose}>
      <p>
        A session is a server, a shell and all that was typed. It is kept in this browser as you go; a link or a file
        takes it elsewhere.
      </p>
      <div className="session-ways">
        <button type="button" className="text-button" onClick={() => void goTo(sessions.current.startNew())}>
          <FilePlus2 aria-hidden />
          New session
        </button>
        <FileButton onFile={(file) => void sessions.offerFile(file).then(onClose)} />
        <button type="button" className="text-button" onClick={() => void act(sessions.copyLink())}>
          <Link aria-hidden />
          Copy a link to this one
        </button>
      </div>
      <output className="session-said">
        {said}
        {deleted === undefined ? null : (
          <button
            key={deleted.id}
            ref={takeFocus}
            type="button"
            className="text-button"
            onClick={() => void undo(deleted)}
          >
            Bring it back
          </button>
        )}
      </output>
      <ul className="session-list" aria-label="Sessions">
        {list?.map((record) => (
          <SessionRow
            key={record.id}
            record={record}
            isOpen={record.id === session.id}
            onOpen={() => void goTo(sessions.current.open(record.id))}
            onRename={(name) => act(sessions.rename(record.id, name))}
            onDuplicate={() => void act(sessions.duplicate(record.id))}
            onSave={() => void act(sessions.saveFile(record.id))}
            onDelete={() => void remove(record)}
          />
        ))}
      </ul>
      {session.isKept ? null : (
        <p>
          This browser keeps no sessions, as in a private window: this one ends with its tab.{" "}
          <button type="button" className="text-button" onClick={() => void act(sessions.saveFile(session.id))}>
            Save it as a file
          </button>
        </p>
      )}
      <Total list={list ?? []} />
      <Fingerprint />
    </Sheet>
  );
}

function FileButton({ onFile }: { readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="text-button" onClick={() => input.current?.click()}>
        <FolderOpen aria-hidden />
        Open a file
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="A session’s file"
        accept=".json,.gz,application/json,application/gzip"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) onFile(file);
          event.target.value = "";
        }}
      />
    </>
  );
}

function Total({ list }: { readonly list: readonly SessionRecord[] }) {
  const bytes = list.reduce((sum, record) => sum + record.bytes, 0);
  const [free, setFree] = useState<number>();
  useEffect(() => {
    void (async () => {
      const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
      if (quota !== undefined && usage !== undefined) setFree(quota - usage);
    })();
  }, []);
  return (
    <p className="session-total">
      {list.length === 1 ? "One session" : `${list.length} sessions`}, {sizeText(bytes)}
      {free === undefined ? "" : `; this browser has ${sizeText(free)} left for more`}. A file can also be dropped
      anywhere on the page.
    </p>
  );
}

/** The same journal makes the same two numbers wherever it is run: in any browser, and on Node. */
function Fingerprint() {
  const lines = useApp((state) => state.world.lines.length);
  const print = useInspection({ about: "fingerprint" }, lines);
  if (print === undefined) return null;
  return (
    <details className="session-print">
      <summary>Fingerprint</summary>
      <p>The same journal makes the same world anywhere; these say whether it did. Pause the clock to compare.</p>
      <dl>
        <dt>State</dt>
        <dd>{print.state}</dd>
        <dt>Printed</dt>
        <dd>{print.printed}</dd>
      </dl>
    </details>
  );
}
