import { describe, expect, onTestFinished, test } from "vitest";
import { VaultServer } from "../vault/index.ts";
import type { FromSimulation, LineRecord } from "./protocol.ts";
import { threadTime } from "./real-time.ts";
import { Simulation } from "./simulation.ts";

/** Runs lines on a fresh world; answers what there is to explain of the last. */
async function whyOf(...lines: readonly string[]): Promise<LineRecord["why"]> {
  let prompted = (): void => undefined;
  const records: LineRecord[] = [];
  const simulation = new Simulation({
    seed: "why",
    startMs: Date.UTC(2026, 10, 23),
    size: { columns: 80, rows: 24 },
    time: threadTime(),
    makeServer: (parts) => new VaultServer(parts),
    send: (message: FromSimulation) => {
      if (message.kind === "world") records.push(...(message.delta.lines ?? []));
      if (message.kind === "broken") throw new Error(message.message);
      if (message.kind === "prompt") prompted();
    },
  });
  onTestFinished(() => simulation.dispose());
  await simulation.boot();
  for (const text of lines) {
    const done = new Promise<void>((resolve) => {
      prompted = resolve;
    });
    simulation.receive({ kind: "line", text });
    await done;
  }
  return records.at(-1)?.why;
}

const child = "export VAULT_TOKEN=$(vault token create -policy=default -field=token)";

describe("a refusal has the cause that the server decided by", () => {
  test.each<[string, readonly string[], object]>([
    ["no rule", [child, "rm ~/.vault-token; vault secrets list"], { decision: { cause: "no-rule" } }],
    [
      "a rule that denies",
      [
        `echo 'path "secret/*" { capabilities = ["deny"] }' | vault policy write no -`,
        "T=$(vault token create -policy=no -field=token)",
        "VAULT_TOKEN=$T vault read secret/x",
      ],
      { decision: { cause: "denied-by-rule", policy: "no" } },
    ],
    [
      "a capability that is missing",
      [
        `echo 'path "secret/*" { capabilities = ["read"] }' | vault policy write ro -`,
        "T=$(vault token create -policy=ro -field=token)",
        "VAULT_TOKEN=$T vault delete secret/x",
      ],
      { decision: { cause: "capability-missing", capability: "delete" } },
    ],
    [
      "sudo that is missing",
      [
        `echo 'path "sys/audit" { capabilities = ["read"] }' | vault policy write audit -`,
        "T=$(vault token create -policy=audit -field=token)",
        "VAULT_TOKEN=$T vault audit list",
      ],
      { decision: { cause: "sudo-missing" } },
    ],
    [
      "a revoked token",
      [
        "T=$(vault token create -policy=default -field=token); vault token revoke $T",
        "VAULT_TOKEN=$T vault token lookup",
      ],
      { decision: { cause: "bad-token", detail: "revoked" } },
    ],
    [
      "a parent that is gone",
      [
        "P=$(vault token create -ttl=1h -field=token)",
        "B=$(VAULT_TOKEN=$P vault token create -type=batch -policy=default -field=token); vault token revoke $P",
        "VAULT_TOKEN=$B vault token lookup",
      ],
      { decision: { cause: "bad-token", detail: "parent-gone" } },
    ],
    [
      "uses that are spent",
      [
        "T=$(vault token create -policy=default -use-limit=1 -field=token)",
        "for i in 1 2; do VAULT_TOKEN=$T vault token lookup; done",
      ],
      { decision: { cause: "bad-token", detail: "uses-spent" } },
    ],
    [
      "a kv path without access, asked for by the program itself",
      ["T=$(vault token create -policy=default -field=token)", "VAULT_TOKEN=$T vault kv get secret/x"],
      { notice: { kind: "no-mount-access", mountPoint: "secret/" } },
    ],
    ["a mount that is not there", ["vault read nowhere/x"], { decision: { cause: "no-mount" } }],
    ["a sealed server", ["vault operator seal", "vault secrets list"], { decision: { cause: "sealed" } }],
    [
      "what a batch token cannot do",
      ["B=$(vault token create -type=batch -policy=default -field=token)", "vault token renew $B"],
      { notice: { kind: "batch-limit", limit: "renew" } },
    ],
    [
      "policies beyond the parent's",
      [
        `echo 'path "auth/token/create" { capabilities = ["update"] }' | vault policy write maker -`,
        "T=$(vault token create -policy=maker -field=token)",
        "VAULT_TOKEN=$T vault token create -policy=other",
      ],
      { notice: { kind: "not-subset", extra: ["other"] } },
    ],
    [
      "a request by curl, which ends well for curl",
      [`curl -s -H "X-Vault-Token: x" $VAULT_ADDR/v1/sys/mounts`],
      { decision: { cause: "bad-token", detail: "unknown" } },
    ],
  ])("%s", async (_cause, lines, cause) => {
    expect((await whyOf(...lines))?.cause).toMatchObject(cause);
  });
});

describe("VAULT_TOKEN that wins over the file", () => {
  test("is the cause where the token in the file would have been allowed", async () => {
    const why = await whyOf(child, "vault secrets list");
    expect(why?.cause).toMatchObject({ kind: "wrong-source", allowed: true, decision: { cause: "no-rule" } });
    expect(why?.request).toMatchObject({ operation: "read", path: "sys/mounts" });
  });
  test("is the cause where it holds no good token and the file does", async () => {
    expect((await whyOf("export VAULT_TOKEN=hvs.mistyped", "vault token lookup"))?.cause).toMatchObject({
      kind: "wrong-source",
      decision: { cause: "bad-token" },
    });
  });
  test("is not where the file's token would be refused too", async () => {
    const lines = ["O=$(vault token create -policy=default -field=token)", child, "vault login $O > /dev/null"];
    expect((await whyOf(...lines, "vault secrets list"))?.cause).toMatchObject({ kind: "decision" });
  });
});

describe("a surprise in what succeeds", () => {
  test("a TTL that was capped", async () => {
    expect((await whyOf("vault token create -policy=default -ttl=9000h"))?.cause).toMatchObject({
      notice: { kind: "ttl-capped", bound: "system" },
    });
  });
  test("a flag that the program drops", async () => {
    expect((await whyOf("vault token create -type=batch -renewable -policy=default"))?.cause).toEqual({
      kind: "flag-ignored",
      flag: "-renewable",
      because: "batch",
    });
  });
  test("a warning that -field leaves out, and none that was printed", async () => {
    expect((await whyOf("T=$(vault token create -policy=ghost -field=token)"))?.cause).toMatchObject({
      kind: "unseen",
      notice: { kind: "policies-missing", policies: ["ghost"] },
    });
    expect(await whyOf("vault token create -policy=ghost")).toBeUndefined();
    expect(await whyOf("vault token create -policy=ghost -format=json")).toBeUndefined();
  });
  test("what went as it should needs no word", async () => {
    expect(await whyOf("vault kv put secret/x a=b; vault kv get secret/x; vault token lookup; echo hi; false")).toBe(
      undefined,
    );
  });
});
