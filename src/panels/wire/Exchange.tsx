import { Copy } from "lucide-react";
import { useMemo } from "react";
import { counted, grouped, timeOfDay } from "../shared/format.ts";
import { JsonView } from "../shared/JsonView.tsx";
import { RecordDetail } from "../shared/RecordDetail.tsx";
import { decisionPhrase } from "../why/decision.ts";
import { PhraseText } from "../why/PhraseText.tsx";
import type { KeptBody, WireExchange } from "../world.ts";
import { curlOf, headerName, statusText, took, withoutTokens } from "./select.ts";

export interface ExchangeProps {
  readonly exchange: WireExchange | undefined;
  readonly hidden: boolean;
  readonly onCopy: (text: string, what: string) => void;
  readonly onClose: () => void;
}

/** One request and its answer, whole. */
export function Exchange({ exchange, hidden, onCopy, onClose }: ExchangeProps) {
  const shown = useMemo(() => (exchange && hidden ? withoutTokens(exchange) : exchange), [exchange, hidden]);
  const curl = useMemo(() => exchange && curlOf(exchange, hidden), [exchange, hidden]);
  if (shown === undefined) return <section className="rl-detail" aria-label="Request and answer" />;
  return (
    <RecordDetail
      label="Request and answer"
      title={
        <>
          {shown.method} <span>{statusText(shown.status)}</span>
        </>
      }
      action={{
        name: "Copy as curl",
        icon: Copy,
        title: curlTitle(curl, hidden),
        act: curl === undefined ? undefined : () => onCopy(curl, "The curl command"),
      }}
      closeLabel="Close the request"
      onClose={onClose}
    >
      <p className="wr-from">
        <code>{`$ ${shown.lineText}`}</code>
      </p>
      <p className="rl-said">
        {`Sent ${timeOfDay(shown.sentMs)}, answered after ${took(shown.tookMicroseconds)}.`} <Engine exchange={shown} />
      </p>
      <h4>Request</h4>
      <p className="wr-url">{`${shown.method} ${shown.url}`}</p>
      <Headers headers={shown.requestHeaders} />
      <Body body={shown.requestBody} label="Request body" />
      <h4>Answer</h4>
      <p className="wr-url">{statusText(shown.status)}</p>
      <Headers headers={shown.responseHeaders} />
      <Body body={shown.responseBody} label="Answer body" />
    </RecordDetail>
  );
}

function curlTitle(curl: string | undefined, hidden: boolean): string {
  if (curl === undefined) return "Its body is longer than what is kept of it";
  return hidden ? "Copy as a curl command, with the token that you use then" : "Copy the request as a curl command";
}

/** What the engine did about it. */
function Engine({ exchange: { engine } }: { readonly exchange: WireExchange }) {
  if (engine === undefined) return "It never got past the HTTP layer.";
  const did = [
    engine.read > 0 ? `${grouped(engine.read)} read` : "",
    engine.listed > 0 ? `${grouped(engine.listed)} listed` : "",
    engine.written > 0 ? `${grouped(engine.written)} written` : "",
    engine.deleted > 0 ? `${grouped(engine.deleted)} deleted` : "",
  ].filter(Boolean);
  return (
    <>
      <PhraseText phrase={decisionPhrase(engine.decision, { path: engine.path })} />
      {did.length > 0 ? ` Storage: ${did.join(", ")}.` : ""}
    </>
  );
}

function Headers({ headers }: { readonly headers: WireExchange["requestHeaders"] }) {
  return (
    <dl className="wr-headers">
      {Object.entries(headers).map(([name, value]) => (
        <div key={name}>
          <dt>{headerName(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Body({ body, label }: { readonly body: KeptBody; readonly label: string }) {
  if (body.characters === 0) return <p className="rl-said">No body.</p>;
  return (
    <>
      <JsonView text={body.text} label={label} />
      {body.text.length < body.characters ? (
        <p className="rl-said">{`The first ${grouped(body.text.length)} of ${counted(body.characters, "character")} are kept.`}</p>
      ) : null}
    </>
  );
}
