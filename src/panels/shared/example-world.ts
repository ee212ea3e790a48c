/** A world for tests and for looking at panels: the batch-token lab at its end, the clock moved on by 6 hours. */
import { applyDelta, emptyWorld } from "../world.ts";
import type { LineRecord, TokenView, World, WorldDelta } from "../world.ts";

const START_MS = Date.UTC(2026, 10, 23, 22, 12, 5);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** When the lab's tokens were made. */
export const CREATED_MS = START_MS + 3000;
/** 6 hours and a second later. */
export const NOW_MS = CREATED_MS + 6 * HOUR_MS + 1000;

/** A token with the fields that a test is not about filled in. */
export function exampleToken(fields: Partial<TokenView> & Pick<TokenView, "key">): TokenView {
  const type = fields.type ?? "service";
  const ttlMs = type === "batch" ? DAY_MS : 32 * DAY_MS;
  return {
    token: `${type === "batch" ? "hvb" : "hvs"}.AAAAAQ${fields.key.padEnd(12, "x")}`,
    type,
    root: false,
    orphan: false,
    accessor: type === "batch" ? undefined : `acc${fields.key.padEnd(21, "0")}`,
    parentKey: fields.orphan ? undefined : "root",
    displayName: "token",
    path: "auth/token/create",
    policies: ["cloud-policy", "default"],
    metadata: undefined,
    entityId: "",
    createdAtMs: CREATED_MS,
    issuedAtMs: CREATED_MS,
    expiresAtMs: CREATED_MS + ttlMs,
    creationTtlSeconds: ttlMs / 1000,
    explicitMaxTtlSeconds: 0,
    periodSeconds: 0,
    renewable: type === "service",
    usesLeft: 0,
    state: "live",
    ...fields,
  };
}

export const ROOT = exampleToken({
  key: "root",
  token: "hvs.9x8Veb1s0rQn7rE8qQpfsaY6",
  root: true,
  orphan: true,
  parentKey: undefined,
  accessor: "vmGrl1JxZjLOaEUBEp3XqSj9",
  displayName: "root",
  path: "auth/token/root",
  policies: ["root"],
  createdAtMs: START_MS,
  issuedAtMs: START_MS,
  expiresAtMs: undefined,
  creationTtlSeconds: 0,
  renewable: false,
});

const LAB_TOKENS: readonly TokenView[] = [
  ROOT,
  exampleToken({
    key: "service1",
    token: "hvs.CAESICnJJrVlIVqkumP7YUVAp6_gwJ568-AkUEx4UWhwdyxLGh4KHGh2cy43MjNnVVh0cTNnb1d2YmhYNjVHelNzSUlNzSUM",
    accessor: "X8pmVSJOryPiKFvK2n5vVh1U",
  }),
  exampleToken({
    key: "service2",
    token: "hvs.CAESIHGJda_IPfMwfWfxwdFnyMyLkJujcMksyQ3tMvr2eVI2Gh4KHGh2cy5FdWNzRHNvbU5JdnY1Vjlqb0NIN2N2N3bUQ",
    accessor: "Mo8vp1srRFCcoDiSz731jUQS",
    state: "revoked",
    ended: { atMs: START_MS + 2000, cause: "revoked" },
  }),
  exampleToken({ key: "batch1", type: "batch", token: "hvb.AAAAAQKaYqbdQmj2SyMMhfubLG4JYeGxyxRt1a0PB2-Uw" }),
  exampleToken({ key: "batch2", type: "batch", token: "hvb.AAAAAQKkQH08c9vS1bZrKWqor4bGKD9vStgVwSZMUw" }),
  exampleToken({ key: "batch3", type: "batch", token: "hvb.AAAAAQI0n8c9vS1bZrKWqor4bGKD9vZn1_Dw", orphan: true }),
  exampleToken({ key: "batch4", type: "batch", token: "hvb.AAAAAQJVO-yXJDdU9FblWdT2EGtgqsdSpWxwqQ", orphan: true }),
];

type Tick = readonly [text: string, issued?: string | undefined, ended?: string | undefined, exitCode?: number];

const LAB_LINES: readonly Tick[] = [
  ["vault token lookup"],
  ["vault list auth/token/accessors"],
  ["vault token create -policy=cloud-policy", "service1"],
  ["vault list auth/token/accessors"],
  ["CREATED=$(vault token create -policy=cloud-policy -format=json)", "service2"],
  ['SERVICE=$(echo "$CREATED" | jq -r .auth.client_token)'],
  ['ACC=$(echo "$CREATED" | jq -r .auth.accessor)'],
  ["vault list auth/token/accessors"],
  ["vault token lookup $SERVICE"],
  ["vault token lookup -accessor $ACC"],
  ["vault token revoke -accessor $ACC", undefined, "service2"],
  ["vault login $SERVICE", undefined, undefined, 2],
  ["vault list auth/token/accessors"],
  ["vault token create -policy=cloud-policy -type=batch -ttl=24h", "batch1"],
  ["BATCH=$(vault token create -policy=cloud-policy -type=batch -ttl=24h -field=token)", "batch2"],
  ["vault token lookup $BATCH"],
  ["vault list auth/token/accessors"],
  ["vault token create -policy=cloud-policy -type=batch -ttl=24h -orphan=true", "batch3"],
  ["ORPHAN=$(vault token create -policy=cloud-policy -type=batch -ttl=24h -orphan=true -field=token)", "batch4"],
  ["vault token lookup $ORPHAN"],
  ["vault token revoke $ORPHAN", undefined, undefined, 2],
  ["vault token renew $ORPHAN", undefined, undefined, 2],
  ["vault login $ORPHAN"],
  ["vault token lookup"],
  ["export VAULT_TOKEN=$ORPHAN"],
  ["vault secrets list", undefined, undefined, 2],
];

function exampleLine([text, issued, ended, exitCode = 0]: Tick, index: number): LineRecord {
  const keys = issued?.startsWith("service") ? 4 : 0;
  return {
    index,
    text,
    atMs: index === LAB_LINES.length - 1 ? NOW_MS : START_MS + index * 100,
    exitCode,
    issued: issued ? [issued] : [],
    ended: ended ? [ended] : [],
    issuedCount: issued ? 1 : 0,
    endedCount: ended ? 1 : 0,
    keysWritten: keys,
    keysDeleted: ended ? 4 : 0,
  };
}

/** What was issued, and what was written for it. */
export const EXAMPLE_ISSUED = ["service1", "service2", "batch1", "batch2", "batch3", "batch4"].map((key) => ({
  key,
  written: key.startsWith("service")
    ? [
        `sys/token/accessor/of-${key}`,
        `sys/token/parent/root/${key}`,
        `sys/token/id/${key}`,
        `sys/expire/id/auth/token/create/${key}`,
      ]
    : [],
}));

export const LAB_END: WorldDelta = {
  reset: true,
  tokens: LAB_TOKENS,
  identities: {
    1: {
      source: "VAULT_TOKEN",
      tokenKey: "batch4",
      token: "hvb.AAAAAQJVO-yXJDdU9FblWdT2EGtgqsdSpWxwqQ",
      hidden: { token: "hvb.AAAAAQJVO-yXJDdU9FblWdT2EGtgqsdSpWxwqQ", tokenKey: "batch4" },
    },
  },
  heldIn: { root: ["ROOT_TOKEN"], service2: ["SERVICE"], batch2: ["BATCH"], batch4: ["ORPHAN"] },
  policies: ["default", "root"],
  clock: { nowMs: NOW_MS, rate: 0, nextExpiryMs: CREATED_MS + DAY_MS },
  lines: LAB_LINES.map(exampleLine),
};

export function exampleWorld(...deltas: readonly WorldDelta[]): World {
  return [LAB_END, ...deltas].reduce(applyDelta, emptyWorld(START_MS));
}
