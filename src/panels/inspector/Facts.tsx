import type { ReactNode } from "react";
import { visible } from "../../lib/index.ts";
import type { Answer } from "../../simulation/index.ts";
import { TokenGlyph } from "../glyphs/Glyph.tsx";
import { endedWord } from "../shared/ended.ts";
import { counted, dayAndTime, grouped, shortToken, timeOfDay } from "../shared/format.ts";
import type { TokenView } from "../world.ts";
import { Part } from "./Part.tsx";
import { isRefused, type InspectedShown } from "./select.ts";

type Inspection = NonNullable<Answer<"token">>;

export interface FactsProps {
  readonly shown: InspectedShown;
  readonly inspection: Inspection;
  readonly requests: Answer<"token-requests"> | undefined;
  readonly onPick: (token: TokenView) => void;
}

/** Everything else that there is to know: kin, policies, leases, requests. */
export function Facts({ shown, inspection, requests, onPick }: FactsProps) {
  return (
    <>
      <Part title="Policies">
        <ul className="in-policies" aria-label="Policies in force">
          {inspection.policies.map(({ name, from, exists }) => (
            <li key={`${from} ${name}`} className={exists ? undefined : "is-missing"}>
              {visible(name)}
              {exists ? "" : ", missing"}
              {from === "identity" ? ", by its entity" : ""}
            </li>
          ))}
        </ul>
      </Part>
      <Kin shown={shown} onPick={onPick} />
      <Part title="Kept of it">
        <dl className="in-facts">{factsOf(shown.token, inspection)}</dl>
        <Leases inspection={inspection} />
      </Part>
      <Part title="Last requests">{requests === undefined ? null : <Requests {...requests} />}</Part>
    </>
  );
}

function Kin({ shown, onPick }: Pick<FactsProps, "shown" | "onPick">) {
  const { token, parent, children, childCount, liveChildCount } = shown;
  const rest = childCount - children.length;
  return (
    <Part title="Kin">
      <dl className="in-facts">
        <Fact name="parent">
          {parent ? (
            <Relative token={parent} onPick={onPick} />
          ) : token.parentKey ? (
            "not seen"
          ) : (
            "none: it stands by itself"
          )}
        </Fact>
        <Fact name="children">
          {childCount === 0 ? "none" : `${grouped(childCount)}, of them ${grouped(liveChildCount)} live`}
        </Fact>
      </dl>
      {childCount === 0 ? null : (
        <ul className="in-kin" aria-label="Children">
          {children.map((child) => (
            <li key={child.key}>
              <Relative token={child} onPick={onPick} />
            </li>
          ))}
          {rest > 0 ? <li className="pn-dim">{`and ${grouped(rest)} more`}</li> : null}
        </ul>
      )}
    </Part>
  );
}

function Relative({ token, onPick }: { readonly token: TokenView; readonly onPick: (token: TokenView) => void }) {
  return (
    <button type="button" className="in-relative" onClick={() => onPick(token)}>
      <TokenGlyph token={token} size="chip" />
      <span className="pn-mono">{shortToken(token.token)}</span>
      {token.state === "live" ? "" : endedWord(token)}
    </button>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function factsOf(token: TokenView, inspection: Inspection): ReactNode {
  const { entity, role, boundCidrs, storedAt } = inspection;
  const metadata = Object.entries(token.metadata ?? {});
  return (
    <>
      <Fact name="accessor">
        {token.accessor === undefined ? (
          "none: nothing is stored that it could point at"
        ) : (
          <code>{token.accessor}</code>
        )}
      </Fact>
      <Fact name="display name">{token.displayName}</Fact>
      <Fact name="made at">
        <code>{token.path}</code>
      </Fact>
      <Fact name="uses left">
        {token.usesLeft > 0 ? grouped(token.usesLeft) : token.usesLeft < 0 ? "spent" : "no limit"}
      </Fact>
      {role === "" ? null : <Fact name="role">{visible(role)}</Fact>}
      {entity ? <Fact name="entity">{`${visible(entity.name)}${entity.disabled ? ", disabled" : ""}`}</Fact> : null}
      {boundCidrs.length > 0 ? <Fact name="addresses">{boundCidrs.join(", ")}</Fact> : null}
      {metadata.length > 0 ? (
        <Fact name="metadata">{visible(metadata.map((pair) => pair.join("=")).join(", "))}</Fact>
      ) : null}
      <Fact name="stored at">
        {storedAt.length === 0
          ? "nowhere"
          : storedAt.map((key) => (
              <code key={key} className="in-key">
                {key}
              </code>
            ))}
      </Fact>
    </>
  );
}

function Leases({ inspection }: { readonly inspection: Inspection }) {
  const { leases, leaseCount } = inspection;
  if (leaseCount === 0) return <p className="in-note">No secret was leased with it.</p>;
  return (
    <ul className="in-leases" aria-label={counted(leaseCount, "lease")}>
      {leases.map(({ id, expiresAtMs }) => (
        <li key={id}>
          <code>{id}</code>
          {expiresAtMs === undefined ? "" : ` until ${dayAndTime(expiresAtMs)}`}
        </li>
      ))}
      {leaseCount > leases.length ? <li>{`and ${grouped(leaseCount - leases.length)} more`}</li> : null}
    </ul>
  );
}

function Requests({ requests, kept }: Answer<"token-requests">) {
  if (requests.length === 0)
    return (
      <p className="in-note">
        {kept === undefined
          ? "It has asked nothing yet."
          : `None of the ${grouped(kept)} requests that are kept was its own; older ones are not.`}
      </p>
    );
  return (
    <ol className="in-requests" aria-label="Last requests">
      {requests.map((request) => (
        <li key={request.id} className={isRefused(request) ? "is-refused" : undefined}>
          <span className="pn-dim">{timeOfDay(request.atMs)}</span>
          <b>{request.operation}</b>
          <code>{request.path}</code>
          <span>{request.status}</span>
        </li>
      ))}
    </ol>
  );
}
