import { Sheet } from "../dialogs/Sheet.tsx";
import { useServices } from "../services-context.ts";
import { visible } from "../../lib/index.ts";
import type { JournalEntry, SessionDocument } from "../../simulation/index.ts";
import type { OfferedSession } from "./travel.ts";
import { dateText, linesText, sizeText, worldDateText } from "./words.ts";

/** More lines than this are counted and not listed. */
const LINES_LISTED = 2_000;
/** Of a line, so much is shown. */
const LINE_CHARACTERS = 2_000;

const FROM = { link: "This link", file: "This file" } as const;

/** What came as a link or a file, before anything of it has run: what is in it, and whether to open it. */
export function OfferSheet({ offered }: { readonly offered: OfferedSession }) {
  const { sessions, terminal } = useServices();
  const decide = (open: boolean) =>
    void sessions.decide(offered, open).then(() => setTimeout(() => terminal()?.focus(), 0));
  // Each has a sheet of its own: one that comes while another closes is not closed with it.
  if (offered.kind === "refused") {
    return (
      <Sheet key={offered.id} title={`${FROM[offered.from]} was not opened`} onClose={() => decide(false)}>
        <p>{visible(offered.reason)}.</p>
        <p>Nothing of it has run, and your sessions are as they were.</p>
      </Sheet>
    );
  }
  return (
    <Sheet key={offered.id} title="Open this session?" onClose={() => decide(false)}>
      <Contents from={offered.from} session={offered.document} onDecided={decide} />
    </Sheet>
  );
}

interface ContentsProps {
  readonly from: OfferedSession["from"];
  readonly session: SessionDocument;
  readonly onDecided: (open: boolean) => void;
}

function Contents({ from, session, onDecided }: ContentsProps) {
  const { name, savedMs, journal } = session;
  const lines = journal.entries.filter((entry) => entry.kind === "line");
  const moves = clockMoves(journal.entries);
  const answers = journal.entries.filter((entry) => entry.kind === "answer").length;
  const lastMs = journal.entries.at(-1)?.atMs ?? journal.startMs;
  return (
    <>
      <p>
        {FROM[from]} holds a session that someone made. <strong>Nothing of it has run yet.</strong> Opened, its lines
        run again on a simulated server in this tab, beside your own sessions, which stay as they are.
      </p>
      <dl>
        <dt>Name</dt>
        <dd>{name}</dd>
        <dt>Holds</dt>
        <dd>
          {linesText(lines.length)}
          {answers > 0 ? `, ${answers} typed ${answers === 1 ? "answer" : "answers"}` : ""}
          {moves > 0 ? `, ${moves} ${moves === 1 ? "move" : "moves"} of the clock` : ""}
          {`; ${sizeText(JSON.stringify(journal).length)}`}
        </dd>
        <dt>Saved</dt>
        <dd>{dateText(savedMs)}</dd>
        <dt>Its clock</dt>
        <dd>
          {worldDateText(journal.startMs)} to {worldDateText(lastMs)}
        </dd>
      </dl>
      <div className="session-ways">
        <button type="button" className="text-button" onClick={() => onDecided(true)}>
          Open as a new session
        </button>
        <button type="button" className="text-button" onClick={() => onDecided(false)}>
          Do not open it
        </button>
      </div>
      <h3 id="offer-lines">What was typed</h3>
      <Lines lines={lines} />
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly Extract<JournalEntry, { kind: "line" }>[] }) {
  if (lines.length === 0) return <p>Nothing yet.</p>;
  return (
    <>
      <ol className="offer-lines" aria-labelledby="offer-lines">
        {lines.slice(0, LINES_LISTED).map(({ text, atMs }, index) => (
          // The list never changes while it is shown.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={`${index} ${atMs}`}>
            <code>{shown(text)}</code>
          </li>
        ))}
      </ol>
      {lines.length > LINES_LISTED ? <p>And {(lines.length - LINES_LISTED).toLocaleString("en")} more.</p> : null}
    </>
  );
}

/** A clock that only ran on was moved by nobody. */
function clockMoves(entries: readonly JournalEntry[]): number {
  let rate = 1;
  let moves = 0;
  for (const entry of entries) {
    if (entry.kind !== "clock") continue;
    const next = entry.action.kind === "run" ? entry.action.rate : entry.action.kind === "pause" ? 0 : undefined;
    if (next !== rate) moves++;
    rate = next ?? rate;
  }
  return moves;
}

/** Line breaks stay; all else that draws itself is made visible. */
function shown(text: string): string {
  const cut = text.slice(0, LINE_CHARACTERS).split("\n").map(visible).join("\n");
  return text.length > LINE_CHARACTERS ? `${cut} … (${text.length.toLocaleString("en")} characters)` : cut;
}
