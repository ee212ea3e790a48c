import { TokenGlyph } from "../glyphs/Glyph.tsx";
import { counted } from "../shared/format.ts";
import { selectDifference } from "./select.ts";
import type { DifferenceGroup, How, MomentDifference } from "./select.ts";
import "../shared/panel.css";
import "./difference.css";

export interface DifferencePanelProps {
  readonly difference: MomentDifference;
}

/** What of two moments differs: tokens, policies, mounts and keys of storage. */
export function DifferencePanel({ difference }: DifferencePanelProps) {
  return (
    <div className="df">
      {selectDifference(difference).map((group) => (
        <Group key={group.title} group={group} />
      ))}
    </div>
  );
}

const SIGNS: Readonly<Record<How, string>> = { added: "+", removed: "−", changed: "~" };

function Group({ group: { title, summary, rows, more } }: { readonly group: DifferenceGroup }) {
  return (
    <section aria-label={title}>
      <h3>
        {title} <span>{summary}</span>
      </h3>
      {rows.length === 0 ? null : (
        <ul>
          {rows.map(({ key, how, name, detail, token }) => (
            <li key={key}>
              <span className="df-how" title={how}>
                <span aria-hidden="true">{SIGNS[how]}</span>
                <span className="pn-sr">{how}</span>
              </span>
              {token ? <TokenGlyph token={token} size="chip" /> : null}
              <span className="df-what">
                <code>{name}</code>
                <span className="pn-dim">{detail}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {more > 0 ? <p className="pn-dim">{`and ${counted(more, "more", "more")}`}</p> : null}
    </section>
  );
}
