import type { Grant, Holder } from "../../vault/index.ts";
import type { InspectedServer } from "../server.ts";

/** Questions about policies. */
export interface PolicyInspections {
  readonly "policy-text": {
    readonly question: { readonly name: string };
    readonly answer: { readonly name: string; readonly text: string | undefined };
  };
  /** What each holder of policies may do on each path, by the server's own ACL. */
  readonly "policy-grants": {
    readonly question: { readonly holders: readonly Holder[]; readonly paths: readonly string[] };
    readonly answer: { readonly paths: readonly string[]; readonly grants: readonly (readonly Grant[])[] };
  };
}

type Answers = {
  readonly [Name in keyof PolicyInspections]: (
    question: PolicyInspections[Name]["question"],
    parts: { readonly server: InspectedServer },
  ) => PolicyInspections[Name]["answer"];
};

export const policyAnswers: Answers = {
  "policy-text": ({ name }, { server }) => ({ name, text: server.policyText(name) }),
  "policy-grants": ({ holders, paths }, { server }) => ({ paths, grants: server.grants(holders, paths) }),
};
