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
    [
      "a revoked token, where the program itself asks first which mount it is",
      [
        "T=$(vault token create -policy=default -field=token); vault token revoke $T",
        "VAULT_TOKEN=$T vault kv get secret/x",
      ],
      { decision: { cause: "bad-token", detail: "revoked" } },
    ],
    ["no token, there too", ["rm ~/.vault-token", "vault kv get secret/x"], { decision: { cause: "no-token" } }],
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
      "a user who is locked out, whatever is typed",
      [
        "vault auth enable userpass; vault write auth/userpass/users/u password=right",
        "for i in 1 2 3 4 5; do vault write auth/userpass/login/u password=wrong; done",
        "vault write auth/userpass/login/u password=right",
      ],
      { notice: { kind: "locked-out", failures: 5 } },
    ],
    [
      "a login at a method that is not enabled: that no token was sent is not why",
      ["vault login -method=userpass username=u password=p"],
      { decision: { cause: "no-token", unmounted: true } },
    ],
    [
      "a token that is good, and wraps nothing",
      ["T=$(vault token create -policy=default -field=token)", "vault unwrap $T"],
      { decision: { cause: "bad-token", detail: "not-wrapping" } },
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
  test("is the cause where the program learns that the token reaches nothing on a mount", async () => {
    expect((await whyOf(child, "vault kv get secret/x"))?.cause).toMatchObject({ kind: "wrong-source", allowed: true });
  });
  test("is not where nothing is mounted, whoever asks", async () => {
    expect((await whyOf(child, "vault read nowhere/x"))?.cause).toMatchObject({ decision: { cause: "no-rule" } });
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
  test("a parameter that a mount drops where its answer has no room for a warning", async () => {
    const enable = "vault auth enable userpass";
    const why = await whyOf(enable, "vault write auth/userpass/users/u password=p polices=admin");
    expect(why?.cause).toMatchObject({ notice: { kind: "unknown-parameters", names: ["polices"] } });
    expect(await whyOf("vault write auth/token/create policies=default colour=green")).toBeUndefined();
    expect(await whyOf("vault secrets tune -max-lease-ttl=1h secret/"), "the program's own").toBeUndefined();
  });
  test("a type that the role overrules, where one was asked for", async () => {
    const role = "vault write auth/token/roles/b token_type=batch orphan=true renewable=false";
    const asked = await whyOf(role, "vault token create -role=b -policy=default -type=service");
    expect(asked?.cause).toMatchObject({ notice: { kind: "overruled", name: "type", by: "role" } });
    expect(await whyOf(role, "vault token create -role=b -policy=default")).toBeUndefined();
  });
  test("of several that of which Vault says nothing", async () => {
    const role = "vault write auth/token/roles/m token_explicit_max_ttl=1h orphan=false";
    const why = await whyOf(role, "vault token create -role=m -policy=default -ttl=2h -orphan");
    expect(why?.cause).toMatchObject({ notice: { kind: "overruled", name: "no_parent" } });
  });
  test("a maximum is called whose it is", async () => {
    const role = "vault write auth/token/roles/m token_explicit_max_ttl=1h token_num_uses=3";
    const capped = await whyOf(role, "vault token create -role=m -policy=default -ttl=2h");
    expect(capped?.cause).toMatchObject({ notice: { kind: "ttl-capped", bound: "role-explicit" } });
    const uses = await whyOf(role, "vault token create -role=m -policy=default -use-limit=9");
    expect(uses?.cause).toMatchObject({ notice: { kind: "overruled", name: "num_uses", by: "role" } });
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
  test("what a server asks of itself as it starts is nobody's surprise", async () => {
    expect(await whyOf("vault server -dev -dev-root-token-id=root &")).toBeUndefined();
  });
  test("what went as it should needs no word", async () => {
    expect(await whyOf("vault kv put secret/x a=b; vault kv get secret/x; vault token lookup; echo hi; false")).toBe(
      undefined,
    );
  });
});
