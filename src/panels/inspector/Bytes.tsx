import { useMemo, useState } from "react";
import type { Answer } from "../../simulation/index.ts";
import { selectBytes, soundnessText, type ByteField } from "./bytes.ts";

type Anatomy = NonNullable<Answer<"token">>["anatomy"];

/** The byte map and its fields: what the pointer or the focus is on in one is lit in the other. */
export function Bytes({ anatomy }: { readonly anatomy: Anatomy }) {
  const map = useMemo(() => selectBytes(anatomy), [anatomy]);
  const [pointed, setPointed] = useState<string>();
  const [pinned, setPinned] = useState<string>();
  const lit = pointed ?? pinned;
  return (
    <>
      <p className="in-note">
        <code>{anatomy.prefix || "no prefix"}</code> {map.lead} {soundnessText(anatomy)}
      </p>
      <p className="in-bytes" aria-hidden="true" onMouseLeave={() => setPointed(undefined)}>
        {map.runs.map(({ id, hex, kind, fields }) => (
          <span
            key={id}
            data-run={id}
            className={`in-run is-${kind}${lit !== undefined && fields.includes(lit) ? " is-lit" : ""}`}
            onMouseEnter={() => setPointed(fields.at(-1))}
          >
            {`${hex} `}
          </span>
        ))}
      </p>
      <ul className="in-fields" aria-label="Fields">
        {map.fields.map((field) => (
          <li key={field.id}>
            <button
              type="button"
              aria-pressed={pinned === field.id}
              className={`in-field${field.isInner ? " is-inner" : ""}${lit === field.id ? " is-lit" : ""}`}
              onClick={() => setPinned(pinned === field.id ? undefined : field.id)}
              onMouseEnter={() => setPointed(field.id)}
              onMouseLeave={() => setPointed(undefined)}
              onFocus={() => setPointed(field.id)}
              onBlur={() => setPointed(undefined)}
            >
              <FieldText field={field} />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function FieldText({ field }: { readonly field: ByteField }) {
  return (
    <>
      <b className="pn-mono">{field.name}</b>
      <span className="in-size">{field.size}</span>
      <span className="in-value pn-mono">{field.value}</span>
      {field.note ? <span className="in-field-note">{field.note}</span> : null}
    </>
  );
}
