import type { FieldSchema } from "../../framework/types.ts";

export const createFields: Readonly<Record<string, FieldSchema>> = {
  display_name: { type: "string", description: 'A name for the token; it is shown after "token-".' },
  explicit_max_ttl: { type: "string", description: "The age that no renewal takes the token beyond." },
  entity_alias: { type: "string", description: "The entity alias that the token is to belong to; only with a role." },
  num_uses: { type: "int", description: "How many requests the token is good for; 0 is without limit." },
  period: { type: "string", description: "Makes a periodic token: each renewal gives it this long." },
  renewable: { type: "bool", default: true, description: "Whether the token may be renewed at all." },
  ttl: { type: "string", description: "How long the token lives at first." },
  lease: { type: "string", description: "The old name of ttl.", deprecated: true },
  type: { type: "string", description: "service or batch." },
  no_default_policy: { type: "bool", description: "Leaves the default policy out." },
  id: { type: "string", description: "The token itself, chosen by the caller; needs sudo." },
  meta: { type: "kvPairs", description: "Metadata that goes with the token into audit logs." },
  no_parent: { type: "bool", description: "Makes an orphan; needs sudo." },
  policies: {
    type: "stringSlice",
    description: "Names of the token's policies; those of its parent where none are given.",
  },
};
