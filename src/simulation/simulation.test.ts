import { describe, expect, test } from "vitest";
import type { Journal, JournalEntry, WorldDelta } from "./protocol.ts";
import { boot, expectReplay, START_MS } from "./simulation-fixture.ts";

describe("the same seed and journal", () => {
  test("make the same bytes: commands, files, chance and time", async () => {
    const first = await boot();
    await first.run("X=$(vault token create -ttl=1h -field=token); L=(a b); echo $RANDOM > f; sleep 2.5; cd /tmp");
    await first.run("for i in 1 2 3; do vault token create -type=batch -ttl=5m; done");
    expect(await first.run("vault token lookup $X")).toContain("display_name");
    await first.run("vault token revoke $X; nonsense; if");
    await expectReplay(first);
  });

  test("stop an endless loop at the same question", async () => {
    const first = await boot();
    first.start("i=0; while :; do i=$((i+1)); X=$i; done");
    await first.time.turn();
    const prompt = first.until("prompt");
    Atomics.store(new Int32Array(first.flag), 0, 1);
    await prompt;
    expect(first.text()).toContain("^C");
    const x = await first.run("echo $X");
    expect(Number(x)).toBeGreaterThan(0);
    expect(first.simulation.journal.some((entry) => entry.kind === "interrupt" && Number.isInteger(entry.step))).toBe(
      true,
    );
    const second = await expectReplay(first);
    expect(await second.run("echo $X")).toBe(x);
  });

  test("stop a wait at the same instant", async () => {
    const first = await boot();
    first.start("X=1; sleep 1000; X=2");
    await first.time.turn();
    await first.time.turn();
    const prompt = first.until("prompt");
    first.interrupt();
    await prompt;
    expect(await first.run("echo $X $?")).toBe("1 130\r\n");
    await expectReplay(first);
  });

  test("jump the clock while a line sleeps", async () => {
    const first = await boot();
    first.start("vault token create -ttl=30m > f; sleep 3600; echo woke");
    await first.time.turn();
    await first.time.turn();
    const prompt = first.until("prompt");
    first.simulation.receive({ kind: "clock", action: { kind: "advance", seconds: 7200 } });
    await prompt;
    expect(first.text()).toContain("woke");
    await expectReplay(first);
  });

  test("give the same answers to a program that asks", async () => {
    const first = await boot();
    first.start("vault login; read -r X; echo [$X]");
    await first.until("ask");
    expect(first.text()).toContain("Token (will be hidden): ");
    const ask = first.until("ask");
    first.simulation.receive({ kind: "answer", text: "not-a-token" });
    await ask;
    const prompt = first.until("prompt");
    first.simulation.receive({ kind: "answer", text: "a line" });
    await prompt;
    expect(first.text()).toContain("[a line]");
    await expectReplay(first);
  });

  test("leave out a line that was cut off", async () => {
    const first = await boot();
    await first.run("X=1");
    const cut: JournalEntry[] = [
      ...first.simulation.journal,
      { kind: "line", text: "while :; do X=2; done", atMs: START_MS + 10 },
    ];
    const second = await boot({ ...first.journalOf(), entries: cut });
    expect(await second.run("echo $X")).toBe("1\r\n");
  });
});

describe("a journal that is read again", () => {
  const replayed = (journal: Journal, shownEntries = 0) => boot(journal, "seed", true, shownEntries);

  test("prints what the screen does not show already, and says which line it is at", async () => {
    const first = await boot();
    for (const line of ["echo one", "echo two", "echo three"]) await first.run(line);
    const journal = first.journalOf();
    const { text, sent } = await replayed(journal, 4);
    expect(text()).not.toMatch(/one|two/);
    expect(text()).toMatch(/echo three.*three/s);
    expect(sent.flatMap((message) => (message.kind === "replaying" ? [message.entry] : []))).toEqual([0, 2, 4]);
    expect((await replayed(journal, 6)).text()).toBe("");
  });

  test("shows what was typed bold, and no control character of it as one", async () => {
    const entries: readonly JournalEntry[] = [
      { kind: "line", text: "echo a \\\n\x1b[2J b", atMs: START_MS },
      { kind: "end", atMs: START_MS },
    ];
    const { text } = await replayed({ version: 1, seed: "seed", startMs: START_MS, entries });
    expect(text()).toContain("$ \x1b[1mecho a \\\x1b[0m\r\n> \x1b[1m^[[2J b\x1b[0m\r\n");
  });
});

describe("the clock", () => {
  test("next-expiry and advance let tokens expire at their own instants", async () => {
    const { simulation, run, world } = await boot();
    simulation.receive({ kind: "clock", action: { kind: "pause" } });
    await run("T=$(vault token create -ttl=10m -field=token)");
    simulation.receive({ kind: "clock", action: { kind: "next-expiry" } });
    const ended = world()
      .flatMap((delta) => delta.tokens ?? [])
      .find((token) => token.state === "expired");
    expect(ended?.ended?.cause).toBe("expired");
    expect(await run("vault token lookup $T >/dev/null 2>&1; echo $?")).toBe("2\r\n");
  });

  test("a batch token ends on its own, and not because a check looked ahead", async () => {
    const { simulation, run, sent, until, world } = await boot();
    await run("vault token create -type=batch -policy=default -ttl=10m");
    const done = until("checked");
    simulation.receive({ kind: "check", requestId: 1, script: "sleep 3600" });
    await done;
    simulation.receive({ kind: "clock", action: { kind: "advance", seconds: 1 } });
    const ended = () =>
      world()
        .flatMap((delta) => delta.tokens ?? [])
        .filter((token) => token.state === "expired");
    expect(ended()).toEqual([]);
    sent.length = 0;
    simulation.receive({ kind: "clock", action: { kind: "next-expiry" } });
    expect(ended()).toHaveLength(1);
  });

  test("sleep jumps where the clock stands still, and date follows", async () => {
    const { simulation, run } = await boot();
    simulation.receive({ kind: "clock", action: { kind: "pause" } });
    expect(await run("A=$(date +%s); sleep 1h; echo $(( $(date +%s) - A ))")).toBe("3600\r\n");
  });
});

describe("the page is told", () => {
  const merged = (deltas: readonly WorldDelta[]) => Object.assign({}, ...deltas) as WorldDelta;

  test("who the next command will be, and which variables hold a token", async () => {
    const { run, world, simulation } = await boot();
    await run("T=$(vault token create -policy=default -field=token)");
    const { heldIn } = merged(world());
    const key =
      world()
        .flatMap((delta) => delta.tokens ?? [])
        .find((token) => !token.root)?.key ?? "";
    expect(heldIn?.[key]).toEqual(["T"]);
    await run("export VAULT_TOKEN=$T");
    expect(merged(world()).identities?.[1]).toMatchObject({
      source: "VAULT_TOKEN",
      tokenKey: key,
      hidden: { tokenKey: expect.any(String) },
    });
    await run("unset VAULT_TOKEN");
    expect(merged(world()).identities?.[1]).toMatchObject({ source: "token-helper" });
    expect(simulation.timeline.doneCount).toBe(3);
  });

  test("of a flood of tokens in few deltas", async () => {
    const { run, world } = await boot();
    await run("for i in $(seq 500); do vault token create -field=token >/dev/null; done");
    expect(world().length).toBeLessThan(60);
    expect(merged(world().filter((delta) => delta.lines)).lines?.[0]?.issuedCount).toBe(500);
  });
});

test("a line's record, and with it what explains it, comes after all that the line printed", async () => {
  const { run, sent } = await boot();
  await run("vault token lookup; vault secrets list; vault read nowhere/x");
  const record = sent.findIndex((message) => message.kind === "world" && message.delta.lines !== undefined);
  expect(record).toBeGreaterThan(sent.findLastIndex(({ kind }) => kind === "output"));
});

test("a check sees the shell, the last line and the history, and changes nothing", async () => {
  const { simulation, run, sent, until } = await boot();
  await run("S=secret; echo out; false");
  const before = simulation.stateHash();
  const done = until("checked");
  simulation.receive({
    kind: "check",
    requestId: 7,
    script:
      'echo "$S|$LAST_EXIT|$LAST_COMMAND|$LAST_OUTPUT|$(tail -1 ~/.bash_history)"; vault token create >/dev/null; S=x; rm ~/.vault-token; sleep 99; exit 4',
  });
  await done;
  const checked = sent.find((message) => message.kind === "checked");
  expect(checked).toMatchObject({ requestId: 7, exitCode: 4 });
  expect(checked).toHaveProperty("output", "secret|1|S=secret; echo out; false|out|S=secret; echo out; false\n");
  expect(simulation.stateHash().split(" ")[0]).toBe(before.split(" ")[0]);
  expect(await run("echo $S; cat ~/.vault-token | wc -c; ls -A")).toBe("secret\r\n28\r\n.vault-token\r\n");
});

test("a check sees of what was typed what led to the world as it is, and names the moment", async () => {
  const { simulation, run, sent, until } = await boot();
  const check = async () => {
    const done = until("checked");
    simulation.receive({ kind: "check", requestId: 8, script: "cat ~/.bash_history; echo; cat ~/.bash_succeeded" });
    await done;
    return sent.findLast((message) => message.kind === "checked");
  };
  await run("echo one");
  await run(" echo kept to myself");
  await run("echo two; false");
  expect(await check()).toMatchObject({ output: "echo one\necho two; false\n\necho one\n", moment: 3, line: 2 });
  await run("undo");
  expect(await check()).toMatchObject({ output: "echo one\n\necho one\n", moment: 2, line: 1 });
  await run("echo three");
  expect(await check()).toMatchObject({ output: "echo one\necho three\n\necho one\necho three\n", moment: 4, line: 2 });
});

test("exit gives a fresh shell and says so", async () => {
  const { run } = await boot();
  await run("X=1");
  expect(await run("exit")).toMatch(/^exit\r\nA fresh shell/);
  expect(await run("echo [$X]")).toBe("[]\r\n");
});

test("an interrupt that comes too late does not stop the next line", async () => {
  const { run, interrupt } = await boot();
  await run("echo done");
  interrupt();
  expect(await run("echo next")).toBe("next\r\n");
});

test("without shared memory an interrupt still stops a loop, at its next breath", async () => {
  const first = await boot(undefined, "seed", false);
  first.start("while :; do X=1; done");
  await first.time.turn();
  const prompt = first.until("prompt");
  first.time.pass(100);
  first.simulation.receive({ kind: "interrupt" });
  await prompt;
  expect(first.text()).toContain("^C");
});

test("a page that says what it shows is not sent faster than it shows", async () => {
  const { simulation, sent, start, time, until, text, interrupt } = await boot();
  simulation.receive({ kind: "shown", characters: 0 });
  start("yes");
  for (let turns = 0; turns < 200; turns++) {
    time.pass(40);
    await time.turn();
  }
  expect(text().length).toBeLessThan(600_000);
  const before = text().length;
  simulation.receive({ kind: "shown", characters: before });
  for (let turns = 0; turns < 50; turns++) {
    time.pass(40);
    await time.turn();
  }
  expect(text().length).toBeGreaterThan(before);
  const prompt = until("prompt");
  interrupt();
  await prompt;
  expect(sent.at(-1)?.kind).toBe("prompt");
});

test("a page that answers is waited for, and not past an interrupt", async () => {
  const { simulation, sent, run, start, time, until, interrupt } = await boot();
  const breaths = () => sent.filter(({ kind }) => kind === "breath").length;
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn++) {
      time.pass(40);
      await time.turn();
    }
  };
  time.pass(1000);
  await run("vault token lookup");
  expect(breaths(), "a line that ends soon asks nothing").toBe(0);
  start("while :; do X=1; done");
  await turns(20);
  expect(breaths(), "one that never answered is asked once, and the line goes on").toBe(1);
  simulation.receive({ kind: "go-on" });
  await turns(20);
  expect(breaths()).toBe(2);
  simulation.receive({ kind: "go-on" });
  await turns(20);
  expect(breaths()).toBe(3);
  const prompt = until("prompt");
  interrupt();
  await prompt;
});

test("thousands of lines leave nothing behind but their records", async () => {
  const { simulation, run } = await boot();
  for (let count = 0; count < 3000; count++) await run(`A=${count % 10}`);
  expect(simulation.timeline.doneCount).toBe(500);
  expect(await run("echo $A")).toBe("9\r\n");
  const used = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  for (let count = 0; count < 3000; count++) await run(`A=${count % 10}`);
  expect(used() - before).toBeLessThan(20_000_000);
});

test("a completion behind a check waits its turn and is answered", async () => {
  const { simulation, sent, until } = await boot();
  const completed = until("completions");
  simulation.receive({ kind: "check", requestId: 1, script: "vault token lookup >/dev/null" });
  simulation.receive({ kind: "complete", requestId: 2, text: "vault tok", cursor: 9 });
  await completed;
  const answer = sent.find((message) => message.kind === "completions");
  expect(answer?.completion.candidates.map(({ text }) => text)).toContain("token");
});

test("a line that comes while something is completed keeps its effects", async () => {
  const { simulation, run, until } = await boot();
  const prompt = until("prompt");
  simulation.receive({ kind: "complete", requestId: 1, text: "vault policy read d", cursor: 19 });
  simulation.receive({ kind: "line", text: "T=$(vault token create -policy=default -field=token)" });
  await prompt;
  expect(await run("vault token lookup $T >/dev/null && echo alive")).toBe("alive\r\n");
});

test("what a header holds goes over the wire as its UTF-8, whatever the machine's fetch takes", async () => {
  const { run } = await boot();
  await run("vault token create -id=ž🐎 -policy=root >/dev/null 2>&1");
  expect(await run("VAULT_TOKEN=ž🐎 vault token lookup -format=json | jq -r .data.id")).toBe("ž🐎\r\n");
  expect(await run("curl -s -H 'X-Vault-Token: ž🐎' $VAULT_ADDR/v1/auth/token/lookup-self | jq -r .data.id")).toBe(
    "ž🐎\r\n",
  );
  expect(await run("VAULT_NAMESPACE=ž vault token lookup")).not.toContain("ByteString");
});
