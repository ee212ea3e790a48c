import * as fc from "fast-check";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { VaultServer } from "../vault/index.ts";
import { installVirtualGlobals } from "../workstation/index.ts";
import type { Answer, InspectionName, Question } from "./inspections.ts";
import type { ClockAction, FromSimulation, Journal, TravelTarget } from "./protocol.ts";
import { threadTime } from "./real-time.ts";
import { Simulation } from "./simulation.ts";

const START_MS = Date.UTC(2026, 0, 2, 3, 4, 5);
const current: { simulation?: Simulation | undefined } = {};

beforeAll(() =>
  installVirtualGlobals({
    nowMs: () => current.simulation?.nowMs() ?? START_MS,
    fraction: () => current.simulation?.fraction() ?? 0.5,
  }),
);

/** A simulation whose clock stands still between the moves that a test makes. */
async function open(journal?: Journal) {
  const sent: FromSimulation[] = [];
  let realMs = 0;
  let atPrompt: (() => void) | undefined;
  const simulation = new Simulation({
    seed: "seed",
    startMs: START_MS,
    size: { columns: 80, rows: 24 },
    ...(journal && { journal }),
    time: { ...threadTime(), nowMs: () => realMs, after: () => () => undefined },
    makeServer: (parts) => new VaultServer(parts),
    send(message) {
      sent.push(message);
      if (message.kind === "broken") throw new Error(message.message);
      if (message.kind === "prompt") atPrompt?.();
    },
  });
  current.simulation = simulation;
  onTestFinished(() => simulation.dispose());
  await simulation.boot();
  const text = () => sent.map((message) => (message.kind === "output" ? message.text : "")).join("");
  const run = async (line: string) => {
    sent.length = 0;
    current.simulation = simulation;
    const prompt = new Promise<void>((resolve) => (atPrompt = resolve));
    simulation.receive({ kind: "line", text: line });
    await prompt;
    return text();
  };
  const travel = (to: TravelTarget) => {
    sent.length = 0;
    simulation.receive({ kind: "travel", to });
    return text();
  };
  const clock = (action: ClockAction) => simulation.receive({ kind: "clock", action });
  const ask = <Name extends InspectionName>(question: Question<Name>, at?: number): Answer<Name> => {
    simulation.receive({ kind: "inspect", requestId: 1, question, ...(at !== undefined && { at }) });
    const answer = sent.findLast((message) => message.kind === "inspected");
    if (answer === undefined) throw new Error("there was no answer");
    return answer.answer;
  };
  const hash = () => `${simulation.stateHash()} ${simulation.printedHash()}`;
  const journalOf = (): Journal => ({
    version: 1,
    seed: "seed",
    startMs: START_MS,
    entries: structuredClone(simulation.journal),
  });
  const pass = (ms: number) => {
    realMs += ms;
  };
  return { simulation, sent, run, travel, clock, ask, hash, journalOf, text, pass };
}

const undo = (steps = 1): TravelTarget => ({ steps: -steps });
const redo = (steps = 1): TravelTarget => ({ steps });
const last = (text: string): string => text.trimEnd().split("\n").at(-1) ?? "";

describe("undo", () => {
  test("brings back server, chance, clock, files, variables and directory, step by step", async () => {
    const { run, travel, hash } = await open();
    const seen: string[] = [hash()];
    const lines = [
      "X=1; echo a > f; mkdir d; cd d",
      "T=$(vault token create -ttl=1h -field=token); echo $RANDOM",
      'vault policy write p - <<<\'path "x" { capabilities = ["read"] }\'; vault secrets enable -path=more kv',
      "B=$(vault token create -type=batch -policy=p -ttl=1h -field=token); X=2; cd /tmp; rm ~/f",
      "vault token revoke $T; export VAULT_TOKEN=$B",
    ];
    for (const line of lines) {
      await run(line);
      seen.push(hash());
    }
    for (let step = lines.length - 1; step >= 2; step--) {
      travel(undo());
      expect(hash()).toBe(seen[step]);
    }
    expect(await run("echo $X $PWD $VAULT_TOKEN; cat ~/f; vault token lookup $T | grep -c creation_ttl")).toMatch(
      /^1 \/home\/student\/d\r\na\r\n1\r\n/,
    );
  });

  test("is redone step by step, to the byte, and then there is nothing more", async () => {
    const { simulation, run, travel, hash } = await open();
    const seen: string[] = [hash()];
    for (let count = 0; count < 6; count++) {
      await run(`X=${count}; vault token create; echo $RANDOM`);
      seen.push(hash());
    }
    travel(undo(6));
    expect(hash()).toBe(seen[0]);
    for (let step = 1; step <= 6; step++) {
      travel(redo());
      expect(hash()).toBe(seen[step]);
    }
    const entries = simulation.journal.length;
    expect(travel(redo())).toBe("");
    expect(travel({ steps: -7 })).toBe("");
    expect(simulation.journal).toHaveLength(entries);
    expect(hash()).toBe(seen[6]);
  });

  test("says in the scrollback what it took back, and where that leads", async () => {
    const { run, travel } = await open();
    await run("vault token create \\\n -ttl=1h");
    await run("X=2");
    await run("X=3");
    expect(travel(undo())).toContain("── Undone: X=3 ──");
    expect(travel(undo(2))).toContain("── Undone all 2 steps: this is the beginning ──");
    expect(travel(redo())).toContain("── Redone: vault token create -ttl=1h ──");
    expect(travel(redo(2))).toContain("── Redone 2 steps, up to X=3 ──");
    expect(travel(undo(2))).toContain("── Undone 2 steps, back to after vault token create -ttl=1h ──");
  });

  test("lets chance fall as it fell before", async () => {
    const { run, travel } = await open();
    await run("X=1");
    const drawn = await run("echo $RANDOM");
    travel(undo());
    expect(await run("echo $RANDOM")).toBe(drawn);
  });

  test("keeps what was typed, in the shell's history too", async () => {
    const { run } = await open();
    await run("echo first");
    await run("undo");
    expect(await run("history")).toMatch(/echo first\r\n.*undo\r\n.*history\r\n$/);
  });

  test("takes five hundred steps, and no more but to the beginning", async () => {
    const { simulation, run, travel, hash } = await open();
    const start = hash();
    const seen: string[] = [];
    for (let count = 1; count <= 520; count++) {
      await run(`X=${count}`);
      seen.push(hash());
    }
    for (let step = 1; step <= 500; step++) {
      travel(undo());
      expect(hash()).toBe(seen[519 - step]);
    }
    expect(travel(undo())).toBe("");
    expect(await run("undo")).toBe("undo: nothing to undo\r\n");
    travel(redo(500));
    travel("beginning");
    expect(hash()).toBe(start);
    travel({ steps: 501 });
    expect(hash()).toBe(seen[519]);
    expect(simulation.timeline.undoneCount).toBe(0);
  });

  test("after it another line takes the place of what was undone", async () => {
    const { run, travel, sent } = await open();
    await run("X=1");
    await run("X=2");
    travel(undo());
    await run("X=3");
    expect(sent.flatMap((message) => (message.kind === "world" ? [message.delta.undone] : []))).toContainEqual([]);
    expect(await run("redo")).toBe("redo: nothing to redo\r\n");
    expect(await run("undo; echo $X")).toContain("3");
    expect(await run("echo $X")).toBe("1\r\n");
  });

  test("takes back a jump of the clock, and what expired with it", async () => {
    const { run, travel, clock, hash } = await open();
    await run("T=$(vault token create -ttl=10m -field=token); vault token create -type=batch -policy=default -ttl=5m");
    const before = hash();
    clock({ kind: "advance", seconds: 3600 });
    expect(travel(undo())).toContain("── Undone: clock +1h ──");
    expect(hash()).toBe(before);
    clock({ kind: "next-expiry" });
    clock({ kind: "next-expiry" });
    expect(await run("undo 2")).toContain("back to after T=$(vault");
    expect(hash()).toBe(before);
    expect(await run("vault token lookup $T >/dev/null && echo alive")).toBe("alive\r\n");
  });

  test("takes back what went by while the clock ran fast, as one step", async () => {
    const { run, travel, clock, hash, pass } = await open();
    await run("T=$(vault token create -ttl=10m -field=token)");
    const before = hash();
    clock({ kind: "run", rate: 60 });
    pass(1000);
    clock({ kind: "run", rate: 3600 });
    pass(2000);
    expect(travel(undo())).toContain("── Undone: clock +2h1m ──");
    expect(hash()).toBe(before);
    expect(travel(redo())).toContain("── Redone: clock +2h1m ──");
    expect(await run("vault token lookup $T >/dev/null 2>&1; echo $?")).toBe("2\r\n");
  });

  test("leaves a paused clock paused, and lets a fast one walk", async () => {
    const { run, travel, clock, sent } = await open();
    const rate = () => sent.findLast((message) => message.kind === "world")?.delta.clock?.rate;
    await run("X=1");
    clock({ kind: "pause" });
    travel(undo());
    expect(rate()).toBe(0);
    clock({ kind: "run", rate: 3600 });
    travel(redo());
    expect(rate()).toBe(1);
    clock({ kind: "run", rate: 3600 });
    await run("undo");
    expect(rate()).toBe(1);
  });
});

describe("typed", () => {
  test("undo, redo and reset do as their buttons do, and leave no step of their own", async () => {
    const { simulation, run, hash } = await open();
    const start = hash();
    await run("X=1");
    const one = hash();
    await run("X=2");
    const two = hash();
    expect(last(await run("undo"))).toContain("── Undone: X=2 ──");
    expect(hash()).toBe(one);
    await run("redo");
    expect(hash()).toBe(two);
    expect(last(await run("reset"))).toContain("── Undone all 2 steps: this is the beginning ──");
    expect(hash()).toBe(start);
    await run("redo 2");
    expect(hash()).toBe(two);
    expect(simulation.timeline.doneCount).toBe(2);
  });

  test("in a longer line all that the line did goes with it", async () => {
    const { run, hash } = await open();
    await run("X=1");
    const one = hash();
    await run("X=2");
    await run("X=3; for i in 1 1; do vault token create; undo; X=4; undo; redo; done");
    expect(hash()).toBe(one);
    expect(await run("redo; undo")).toBe("");
    expect(await run("echo $X")).toBe("1\r\n");
  });

  test("they say what is wrong, and change nothing then", async () => {
    const { run } = await open();
    expect(await run("undo 9")).toBe("undo: nothing to undo\r\n");
    await run("X=1");
    await run("X=2");
    await run("undo");
    expect(await run("undo 9")).toBe("undo: only 1 step is there to undo; reset goes to the beginning\r\n");
    expect(await run("undo -1")).toContain("undo: -1: not a number of steps");
    expect(await run("redo 1 2; echo $?")).toBe("redo: too many arguments\r\nUsage: redo [COUNT]\r\n2\r\n");
    expect(await run("undo --help; reset -h")).toMatch(/^Usage: undo \[COUNT\][^]*Usage: reset\r\n/);
    await run("redo");
    expect(await run("echo $X"), "what was undone can still be redone").toBe("2\r\n");
  });

  test("completion names the steps that undo would take", async () => {
    const { simulation, run, sent } = await open();
    await run("vault token create");
    await run("X=2");
    simulation.receive({ kind: "complete", requestId: 1, text: "undo ", cursor: 5 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sent.findLast((message) => message.kind === "completions")?.completion.candidates).toEqual([
      { text: "1", description: "X=2" },
      { text: "2", description: "vault token create" },
    ]);
  });
});

describe("looking", () => {
  test("shows a moment by what differs from now, and changes nothing", async () => {
    const { simulation, run, ask, hash, sent } = await open();
    await run("T=$(vault token create -ttl=10m -field=token)");
    await run("vault token revoke $T; vault token create -type=batch -policy=default -ttl=1h");
    const before = hash();
    const moment = simulation.timeline.steps("back")[1]?.moment ?? -1;
    const { world } = ask<"moment">({ about: "moment", moment });
    expect(world).toMatchObject({ clock: { rate: 0, nextExpiryMs: expect.any(Number) } });
    expect(world?.tokens?.map(({ state }) => state)).toEqual(["live"]);
    expect(world?.instead).toEqual({ keptTokens: 2, keptLines: 1 });
    expect(Object.values(world?.heldIn ?? {}).flat()).toContain("T");
    const then = ask<"storage-keys">({ about: "storage-keys", prefix: "sys/token/id/" }, moment);
    const now = ask<"storage-keys">({ about: "storage-keys", prefix: "sys/token/id/" });
    expect([then.total, now.total]).toEqual([2, 1]);
    expect(ask<"moment">({ about: "moment", moment: 99 }).world).toBeUndefined();
    expect(hash()).toBe(before);
    sent.length = 0;
    await run("vault token lookup");
    const told = sent.flatMap((message) => (message.kind === "world" ? (message.delta.tokens ?? []) : []));
    expect(told, "nothing of the past is told as news").toEqual([]);
  });

  test("a token is inspected as it was then, by the rules of then", async () => {
    const { run, ask, simulation } = await open();
    await run("T=$(vault token create -policy=late -ttl=1h -field=token)");
    const then = simulation.timeline.target({ steps: 0 })?.step.moment ?? 0;
    await run(`echo 'path "secret/*" { capabilities = ["read"] }' | vault policy write late -`);
    const heldIn = ask<"moment">({ about: "moment", moment: then }).world?.heldIn ?? {};
    const tokenKey = Object.keys(heldIn).find((each) => heldIn[each]?.includes("T")) ?? "";
    const question = { about: "access", key: tokenKey, operation: "read", path: "secret/x" } as const;
    expect(ask<"access">(question)?.allowed).toBe(true);
    expect(ask<"access">(question, then)?.allowed).toBe(false);
    expect(ask<"token">({ about: "token", key: tokenKey }, then)?.policies).toContainEqual({
      name: "late",
      from: "token",
      exists: false,
    });
    expect(ask<"token">({ about: "token", key: tokenKey }, 0)).toBeUndefined();
    await run("VAULT_TOKEN=$T vault token lookup; VAULT_TOKEN=$T vault kv get secret/x");
    const requests = (at?: number) => ask<"token-requests">({ about: "token-requests", key: tokenKey }, at);
    expect(requests().requests.map(({ path, status }) => [path, status])).toEqual([
      ["secret/data/x", 404],
      ["sys/internal/ui/mounts/secret/x", 200],
      ["auth/token/lookup-self", 200],
    ]);
    expect(requests(then)).toEqual({ requests: [], kept: undefined });
    expect(ask<"access">(question)?.allowed).toBe(true);
  });

  test("a branch from an earlier moment keeps what came after until another line", async () => {
    const { simulation, run, travel, hash } = await open();
    await run("X=1");
    const moment = simulation.timeline.current?.step.moment ?? -1;
    const then = hash();
    await run("X=2");
    await run("X=3");
    travel({ moment });
    expect(hash()).toBe(then);
    expect(simulation.timeline.undoneCount).toBe(2);
  });

  test("the page is told how many lines stay", async () => {
    const { run, travel, sent } = await open();
    await run("vault token lookup");
    await run("vault secrets list");
    travel(undo());
    const whole = sent.findLast((message) => message.kind === "world")?.delta;
    expect(whole).toMatchObject({
      instead: { keptTokens: 1, keptLines: 1 },
      steps: [{ text: "" }, {}],
      undone: [{ text: "vault secrets list" }],
    });
  });
});

describe("two moments", () => {
  test("differ in tokens, policies, mounts and keys, each added, removed or changed", async () => {
    const { simulation, run, ask } = await open();
    await run("A=$(vault token create -ttl=1h -field=token); B=$(vault token create -ttl=1h -field=token)");
    await run("vault policy write old - <<<'path \"a\" {}'; vault secrets enable -path=gone kv");
    const from = simulation.timeline.current?.step.moment ?? -1;
    await run("vault token revoke $A; vault token renew $B; vault token create -type=batch -policy=default");
    await run("vault policy delete old; vault policy write new - <<<'path \"b\" {}'");
    await run("vault secrets disable gone; vault auth enable userpass; vault secrets tune -max-lease-ttl=1h secret");
    const { difference } = ask<"difference">({ about: "difference", from, to: "now" });
    expect(difference?.tokens).toMatchObject({ added: 1, removed: 1 });
    expect(difference?.tokens.listed.find(({ how }) => how === "removed")?.after?.state).toBe("revoked");
    expect(difference?.policies.listed).toEqual([
      { how: "added", name: "new" },
      { how: "removed", name: "old" },
    ]);
    expect(difference?.mounts.listed).toEqual([
      { how: "added", name: "auth/userpass/", detail: "userpass" },
      { how: "removed", name: "gone/", detail: "kv" },
      { how: "changed", name: "secret/", detail: "kv, tuned" },
    ]);
    expect(difference?.keys.listed).toContainEqual({ how: "changed", name: "core/mounts" });
    const none = ask<"difference">({ about: "difference", from: "now", to: "now" }).difference;
    expect([none?.tokens.listed, none?.keys.listed]).toEqual([[], []]);
    expect(ask<"difference">({ about: "difference", from: 99, to: "now" }).difference).toBeUndefined();
  });
});

describe("a journal with travels", () => {
  const line = fc.constantFrom(
    "X=$RANDOM; echo $X >> f",
    "T=$(vault token create -ttl=20m -field=token); echo $T",
    "vault token create -type=batch -policy=default -ttl=10m",
    "vault token revoke $T",
    "vault kv put secret/a n=$RANDOM",
    "cd /tmp; date",
    "undo",
    "vault token create; undo 2",
    "redo",
    "reset",
    "exit",
  );
  const action = fc.oneof(
    { weight: 4, arbitrary: line.map((text) => ({ kind: "line", text }) as const) },
    fc
      .constantFrom(undo(), undo(3), redo(), redo(2), "beginning" as const)
      .map((to) => ({ kind: "travel", to }) as const),
    fc
      .constantFrom<ClockAction>(
        { kind: "advance", seconds: 700 },
        { kind: "next-expiry" },
        { kind: "pause" },
        { kind: "run", rate: 3600 },
        { kind: "run", rate: 1 },
      )
      .map((moved) => ({ kind: "clock", action: moved }) as const),
    fc.constantFrom(0.3, 900).map((ms) => ({ kind: "pass", ms }) as const),
  );

  test("replays to the same bytes, moments and all, wherever it is read", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 14 }), async (actions) => {
        const first = await open();
        for (const each of actions) {
          if (each.kind === "line") await first.run(each.text);
          else if (each.kind === "pass") first.pass(each.ms);
          else first.simulation.receive(each);
        }
        // The journal knows nothing of time that has passed since the last thing in it.
        first.clock({ kind: "pause" });
        const second = await open(first.journalOf());
        expect(second.hash()).toBe(first.hash());
        expect(second.journalOf()).toEqual(first.journalOf());
        for (const direction of ["back", "on"] as const)
          expect(second.simulation.timeline.steps(direction)).toEqual(first.simulation.timeline.steps(direction));
        for (const one of [undo(), redo(), "beginning", redo(2)] as const) {
          first.travel(one);
          second.travel(one);
          expect(second.hash()).toBe(first.hash());
        }
        expect(await second.run("echo $X $T $PWD $RANDOM; cat ~/f; date; vault token create")).toBe(
          await first.run("echo $X $T $PWD $RANDOM; cat ~/f; date; vault token create"),
        );
        first.simulation.dispose();
        second.simulation.dispose();
      }),
      { numRuns: 40 },
    );
  });

  test("what is entered after a line that was cut off is no part of it", async () => {
    const first = await open();
    await first.run("X=1");
    const cut = { kind: "line", text: "X=2", atMs: START_MS + 10 } as const;
    const second = await open({ ...first.journalOf(), entries: [...first.simulation.journal, cut] });
    second.clock({ kind: "advance", seconds: 60 });
    const third = await open(second.journalOf());
    expect(third.hash()).toBe(second.hash());
  });
});
