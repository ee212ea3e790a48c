import { Fragment } from "react";
import type { Phrase } from "./phrase.ts";

/** A sentence with its names set off. */
export function PhraseText({ phrase }: { readonly phrase: Phrase }) {
  return phrase.map((piece, index) => {
    const key = `${index}`;
    if (typeof piece === "string") return <Fragment key={key}>{piece}</Fragment>;
    return "strong" in piece ? <b key={key}>{piece.strong}</b> : <code key={key}>{piece.code}</code>;
  });
}
