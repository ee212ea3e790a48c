import type { LogNews, ReadSoFar } from "../records/bounded-log.ts";
import type { Records } from "../records/records.ts";
import { headOf, type WireExchange, type WireHead } from "../records/wire-log.ts";

/** Questions about what passed between the workstation and the server. */
export interface WireInspections {
  /** The exchanges that a reader does not have yet, without their headers and bodies. */
  readonly wire: {
    readonly question: { readonly read?: ReadSoFar | undefined };
    readonly answer: LogNews<WireHead>;
  };
  /** One exchange, whole. */
  readonly "wire-exchange": {
    readonly question: { readonly number: number };
    readonly answer: { readonly exchange: WireExchange | undefined };
  };
  /** Numbers of the exchanges in which a text stands, in whatever part. */
  readonly "wire-search": {
    readonly question: { readonly text: string };
    readonly answer: { readonly text: string; readonly numbers: readonly number[] };
  };
}

type Answers = {
  readonly [Name in keyof WireInspections]: (
    question: WireInspections[Name]["question"],
    parts: { readonly records: Records },
  ) => WireInspections[Name]["answer"];
};

export const wireAnswers: Answers = {
  wire: ({ read }, { records }) => {
    const news = records.wire.log.since(read);
    return { ...news, items: news.items.map(headOf) };
  },
  "wire-exchange": ({ number }, { records }) => ({ exchange: records.wire.log.at(number) }),
  "wire-search": ({ text }, { records }) => ({ text, numbers: records.wire.search(text) }),
};
