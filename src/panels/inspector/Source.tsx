import { useState } from "react";
import { linesInSight, type SourceLine, type SourceShown } from "./access.ts";

/** A policy's text with the lines that decide; of a long one only what is around them, until the rest is asked for. */
export function Source({ source }: { readonly source: SourceShown }) {
  const { name, note, lines, decides, filled } = source;
  const [whole, setWhole] = useState(false);
  if (lines.length === 0) {
    return (
      <p className="in-source-bare">
        <b>{name}</b> {note || "everything, without a rule"}
      </p>
    );
  }
  const shown = whole ? lines : linesInSight(lines);
  return (
    <details className="in-source" open={decides}>
      <summary>
        <b>{name}</b> {note} {decides ? <span>decides</span> : null}
      </summary>
      <pre className="in-code" aria-label={`Policy ${name}`}>
        {shown.map((line, index) => (
          <Row key={line.number} line={line} isAfterGap={line.number > (shown[index - 1]?.number ?? 0) + 1} />
        ))}
      </pre>
      {shown.length < lines.length ? (
        <button type="button" className="text-button" onClick={() => setWhole(true)}>
          {`All ${lines.length} lines`}
        </button>
      ) : null}
      {filled.map(({ written, as }) => (
        <p key={written} className="in-note">
          <code>{written}</code> comes to <code>{as}</code>
        </p>
      ))}
    </details>
  );
}

function Row({ line, isAfterGap }: { readonly line: SourceLine; readonly isAfterGap: boolean }) {
  const text = (
    <>
      <span className="in-number">{line.number}</span>
      {`${line.text}\n`}
    </>
  );
  const className = isAfterGap ? "is-after-gap" : undefined;
  return line.decides ? <mark className={className}>{text}</mark> : <span className={className}>{text}</span>;
}
