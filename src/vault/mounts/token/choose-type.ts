/** Whether a new token is a service or a batch token. */
import { parseDurationSeconds } from "../../framework/duration-seconds.ts";
import type { FieldData } from "../../framework/types.ts";
import { refusal } from "../../logical/outcomes.ts";
import type { LogicalFailure } from "../../logical/types.ts";
import type { TokenRole } from "./role.ts";

/** Type asked for, or that the role gives; a batch token takes none of what needs something stored. */
export function chooseType(fields: FieldData, role: TokenRole | undefined): "service" | "batch" | LogicalFailure {
  let asked = fields.get<string>("type");
  if (role?.tokenType === "service" || role?.tokenType === "batch") asked = role.tokenType;
  else if (role?.tokenType === "default-batch" && asked === "") asked = "batch";
  const numUses = fields.get<number>("num_uses");
  if (asked === "batch") {
    const problem = whyNotBatch(fields.get("explicit_max_ttl"), numUses, fields.get("period"));
    if (problem !== undefined) return problem;
  } else if (asked !== "" && asked !== "service") return refusal("invalid 'token_type' value");
  if (numUses < 0) return refusal("number of uses cannot be negative");
  return asked === "batch" ? "batch" : "service";
}

/** Only the first of the three that was sent is looked at, as in Vault. */
function whyNotBatch(explicitMaxTtl: string, numUses: number, period: string): LogicalFailure | undefined {
  if (explicitMaxTtl !== "") return whyNotSpan("explicit_max_ttl", explicitMaxTtl);
  if (numUses !== 0) return refused("num_uses");
  return period === "" ? undefined : whyNotSpan("period", period);
}

function whyNotSpan(name: "explicit_max_ttl" | "period", text: string): LogicalFailure | undefined {
  const seconds = parseDurationSeconds(text);
  if (typeof seconds !== "number") return refusal(`"${name}" value could not be parsed`);
  return seconds === 0 ? undefined : refused(name);
}

function refused(limit: "explicit_max_ttl" | "num_uses" | "period"): LogicalFailure {
  return refusal(`batch tokens cannot have "${limit}" set`, 400, { kind: "batch-limit", limit });
}
