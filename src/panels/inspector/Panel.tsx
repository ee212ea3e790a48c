import { Copy, Search } from "lucide-react";
import { useMemo, useState } from "react";
import type { Answer } from "../../simulation/index.ts";
import { TokenGlyph } from "../glyphs/Glyph.tsx";
import { shortToken } from "../shared/format.ts";
import { kindOf } from "../shared/kind.ts";
import { decisionPhrase } from "../why/decision.ts";
import { PhraseText } from "../why/PhraseText.tsx";
import type { TokenView, World } from "../world.ts";
import type { AccessAnswer } from "./access.ts";
import { AccessCheck, type Check } from "./AccessCheck.tsx";
import { Bytes } from "./Bytes.tsx";
import { Facts } from "./Facts.tsx";
import { findToken } from "./find.ts";
import { Life } from "./Life.tsx";
import { Part } from "./Part.tsx";
import { selectInspected, type InspectedShown } from "./select.ts";
import "../shared/panel.css";
import "./inspector.css";

export interface InspectorPanelProps {
  readonly world: World;
  readonly pickedKey: string | undefined;
  /** The picked token taken apart; undefined until the simulation has answered. */
  readonly inspection: Answer<"token">;
  /** What it asked last; undefined until the simulation has answered. */
  readonly requests: Answer<"token-requests"> | undefined;
  /** What it may do there; undefined until something was asked and answered. */
  readonly access: AccessAnswer | undefined;
  readonly check: Check | undefined;
  /** The check was asked for from elsewhere: the focus goes to its answer. */
  readonly isSentHere: boolean;
  readonly onCheck: (check: Check) => void;
  readonly onPick: (token: TokenView) => void;
  readonly onCopy: (text: string) => void;
}

/** One token, taken apart: its bytes, its life, its kin, and what it may do. */
export function InspectorPanel(props: InspectorPanelProps) {
  const { world, pickedKey, onPick } = props;
  const { tokens, heldIn, identity } = world;
  // The clock's ticks change the world, and nothing of this.
  const shown = useMemo(
    () => selectInspected({ tokens, heldIn, identity }, pickedKey),
    [tokens, heldIn, identity, pickedKey],
  );
  return (
    <section className="pn in" aria-label="Inspector">
      <Finder world={world} onPick={onPick} />
      {shown === undefined ? (
        <p className="pn-empty">
          Click a token in the tree to look into it, click its row twice, or type its accessor above. In the terminal,
          Ctrl-click does the same.
        </p>
      ) : (
        <div className="in-scroll" key={shown.token.key}>
          <Heading shown={shown} inspection={props.inspection} onCopy={props.onCopy} />
          <Body {...props} shown={shown} />
        </div>
      )}
    </section>
  );
}

function Body(props: InspectorPanelProps & { readonly shown: InspectedShown }) {
  const { inspection, shown } = props;
  if (inspection === undefined) return null;
  return (
    <>
      <Part title="Life">
        <Life token={shown.token} bounds={inspection.bounds} />
      </Part>
      <Part title="What it can do">
        <AccessCheck
          token={shown.token}
          check={props.check}
          access={props.access}
          isSentHere={props.isSentHere}
          onCheck={props.onCheck}
        />
      </Part>
      <Part title="Bytes">
        <Bytes anatomy={inspection.anatomy} />
      </Part>
      <Facts shown={shown} inspection={inspection} requests={props.requests} onPick={props.onPick} />
    </>
  );
}

function Finder({ world, onPick }: { readonly world: World; readonly onPick: (token: TokenView) => void }) {
  const [text, setText] = useState("");
  const [missed, setMissed] = useState(false);
  return (
    <search>
      <form
        className="in-finder"
        onSubmit={(event) => {
          event.preventDefault();
          const found = findToken(world.tokens, text);
          setMissed(found === undefined && text.trim() !== "");
          if (found === undefined) return;
          setText("");
          onPick(found);
        }}
      >
        <input
          aria-label="Accessor or token"
          placeholder="Accessor or token"
          autoComplete="off"
          spellCheck={false}
          value={text}
          aria-invalid={missed}
          onChange={(event) => {
            setText(event.target.value);
            setMissed(false);
          }}
        />
        <button type="submit" className="pn-btn" aria-label="Inspect" title="Inspect">
          <Search size={14} strokeWidth={1.5} aria-hidden="true" />
        </button>
        <output>{missed ? "No one token of this session has that." : ""}</output>
      </form>
    </search>
  );
}

interface HeadingProps {
  readonly shown: InspectedShown;
  readonly inspection: Answer<"token">;
  readonly onCopy: (text: string) => void;
}

function Heading({ shown, inspection, onCopy }: HeadingProps) {
  const { token, title, heldIn, isYou } = shown;
  const unfit = token.state === "live" ? inspection?.unfit : undefined;
  return (
    <header className={`in-head k-${kindOf(token)}`}>
      <TokenGlyph token={token} size="strip" labelled={false} />
      <div>
        <h2>
          {title}
          {isYou ? <span className="pn-tag">you</span> : null}
        </h2>
        <p className="in-line">
          <span className="pn-mono">{shortToken(token.token)}</span>
          <button
            type="button"
            className="pn-btn"
            aria-label="Copy the token"
            title="Copy the token"
            onClick={() => onCopy(token.token)}
          >
            <Copy size={13} strokeWidth={1.5} aria-hidden="true" />
          </button>
          <span className="pn-dim">
            {heldIn.length > 0 ? `in ${heldIn.map((name) => `$${name}`).join(", ")}` : token.displayName}
          </span>
        </p>
        {unfit ? (
          <p>
            It could not be used now.{" "}
            <PhraseText phrase={decisionPhrase(unfit, { path: "", token, isQuestion: true })} />
          </p>
        ) : null}
      </div>
    </header>
  );
}
