import type { Grant } from "../../vault/index.ts";
import type { InspectedServer } from "../server.ts";
import type { WorldModel } from "../world-model.ts";

/** Questions about policies. */
export interface PolicyInspections {
  readonly "policy-text": {
    readonly question: { readonly name: string };
    readonly answer: { readonly name: string; readonly text: string | undefined };
  };
  /** What each token (known by its key) may do on each path, by the server's own rules. */
  readonly "policy-grants": {
    readonly question: { readonly keys: readonly string[]; readonly paths: readonly string[] };
    readonly answer: {
      readonly keys: readonly string[];
      readonly paths: readonly string[];
      readonly grants: readonly (readonly Grant[])[];
    };
  };
}

type Answers = {
  readonly [Name in keyof PolicyInspections]: (
    question: PolicyInspections[Name]["question"],
    parts: { readonly server: InspectedServer; readonly world: Pick<WorldModel, "tokenAt"> },
  ) => PolicyInspections[Name]["answer"];
};

export const policyAnswers: Answers = {
  "policy-text": ({ name }, { server }) => ({ name, text: server.policyText(name) }),
  "policy-grants": ({ keys, paths }, { server, world }) => {
    const tokens = keys.map((key) => world.tokenAt(key)?.token ?? "");
    return { keys, paths, grants: server.grants(tokens, paths) };
  },
};
