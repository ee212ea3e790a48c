/** `policies/acl`, and `policy` as clients of the first versions know it. */
import { decodeBase64, decodeUtf8 } from "../../../lib/index.ts";
import { unsupportedOperation, unsupportedPath } from "../../framework/backend.ts";
import type { FieldData, PathDeclaration } from "../../framework/types.ts";
import { addWarning, refusal, response } from "../../logical/outcomes.ts";
import type { LogicalResponse, MountRequest, Outcome } from "../../logical/types.ts";
import type { SysServices } from "./services.ts";

export function policyPaths(services: SysServices): PathDeclaration[] {
  const list = (): Outcome => response({ keys: names(services) });
  return [
    {
      path: "policy/?",
      operations: { read: () => oldList(services), list: () => oldList(services) },
      synopsis: "Lists the policies.",
    },
    onePolicy(services, "policy", "rules"),
    { path: "policies/acl/?", operations: { list }, synopsis: "Lists the policies." },
    onePolicy(services, "policies/acl", "policy"),
    ...["rgp", "egp"].map((kind): PathDeclaration => {
      const enterpriseOnly = (): Outcome => refusal("enterprise-only feature", 404);
      const list = (_request: MountRequest, fields: FieldData): Outcome =>
        fields.get<string>("name") === "" ? enterpriseOnly() : unsupportedOperation();
      return {
        path: `policies/${kind}/*name`,
        fields: { name: { type: "string", description: "The policy's name." } },
        operations: { read: enterpriseOnly, update: enterpriseOnly, delete: enterpriseOnly, list },
        synopsis: "Sentinel policies: a part of the Enterprise edition.",
      };
    }),
  ];
}

function names(services: SysServices): string[] {
  return [...services.policies.list(), "root"];
}

function oldList(services: SysServices): Outcome {
  const keys = names(services);
  return response({ keys, policies: keys });
}

function onePolicy(services: SysServices, prefix: string, textName: "rules" | "policy"): PathDeclaration {
  const named = (next: (name: string, fields: FieldData) => Outcome) => (_request: MountRequest, fields: FieldData) => {
    const name = fields.get<string>("name");
    return name === "" ? unsupportedPath() : next(name, fields);
  };
  return {
    path: `${prefix}/*name`,
    fields: {
      name: { type: "string", description: "The policy's name." },
      policy: { type: "string", description: "The rules, in HCL or JSON; base64 will do." },
      ...(textName === "rules"
        ? { rules: { type: "string", description: "The same under its old name.", deprecated: true } }
        : {}),
    },
    operations: {
      read: named((name) => {
        const policy = services.policies.get(name);
        return policy === undefined ? undefined : response({ name: policy.name, [textName]: policy.raw });
      }),
      update: named((name, fields) => write(services, name, fields, textName === "rules")),
      delete: named((name) => {
        const problem = services.policies.delete(name);
        return problem === undefined ? undefined : refusal(problem);
      }),
    },
    synopsis: "Reads, writes or deletes one policy.",
  };
}

function write(services: SysServices, name: string, fields: FieldData, takesRules: boolean): Outcome {
  const answer: LogicalResponse = { ok: true };
  const lower = name.toLowerCase();
  if (name !== lower) addWarning(answer, `policy name was converted to ${lower}`);
  let text = fields.get<string>("policy");
  if (text === "" && takesRules) {
    text = fields.get<string>("rules");
    addWarning(answer, "'rules' is deprecated, please use 'policy' instead");
  }
  if (text === "") return refusal("'policy' parameter not supplied or empty");
  const decoded = decodeBase64(text);
  const problem = services.policies.set(lower, decoded === undefined ? text : decodeUtf8(decoded));
  if (problem !== undefined) return refusal(problem);
  return answer.warnings === undefined ? undefined : answer;
}
