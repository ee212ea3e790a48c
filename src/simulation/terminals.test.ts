/** Several terminals on one workstation: a shell each, and one world. */
import { describe, expect, test } from "vitest";
import { terminalNames } from "./journal/names.ts";
import { readEntries } from "./journal/read-journal.ts";
import { boot, expectReplay } from "./simulation-fixture.ts";
import type { Identities, JournalEntry } from "./protocol.ts";

/** What a terminal was given to show. */
function printedIn(world: Awaited<ReturnType<typeof boot>>, terminal: number): string {
  return world.sent
    .map((sent) => (sent.kind === "output" && (sent.terminal ?? 1) === terminal ? sent.text : ""))
    .join("");
}

/** Who the student is in the terminals of which the page was told. */
function identities(world: Awaited<ReturnType<typeof boot>>): Identities {
  return Object.assign({}, ...world.world().map((delta) => delta.identities));
}

describe("a second terminal", () => {
  test("has a shell of its own on the same machine and the same server", async () => {
    const world = await boot();
    await world.run("X=first; greet() { echo hello; }; cd /tmp; echo shared > f; vault kv put secret/app a=1");
    world.terminal("open", 2);
    expect(world.sent.find(({ kind }) => kind === "prompt")).toMatchObject({ terminal: 2, promptText: "$ " });
    expect(await world.run("echo [$X] $PWD; cat /tmp/f; vault kv get -field=a secret/app | cat", 2)).toBe(
      "[] /home/student\r\nshared\r\n1",
    );
    expect(await world.run("greet", 2)).toContain("greet: command not found");
    await world.run("X=second; echo more >> /tmp/f", 2);
    expect(await world.run("echo $X $PWD; tail -1 f")).toBe("first /tmp\r\nmore\r\n");
    expect(await world.run("echo $X $$", 2)).toBe("second 4243\r\n");
  });

  test("lists what was typed in it, and no other's", async () => {
    const world = await boot();
    await world.run("echo one");
    world.terminal("open", 2);
    await world.run("echo two", 2);
    expect(await world.run("history", 2)).toBe("    1  echo two\r\n    2  history\r\n");
    expect(await world.run("history -c; history", 2)).toBe("");
    expect(await world.run("history")).toBe("    1  echo one\r\n    2  history\r\n");
  });

  test("has a VAULT_TOKEN of its own over the file that both share", async () => {
    const world = await boot();
    await world.run("vault token create -policy=default -field=token > app");
    world.terminal("open", 2);
    expect(identities(world)).toEqual({ 2: expect.objectContaining({ source: "token-helper" }) });
    await world.run("export VAULT_TOKEN=$(cat app)", 2);
    expect(identities(world), "what did not change is not told again").toEqual({
      2: expect.objectContaining({ source: "VAULT_TOKEN", hidden: expect.anything() }),
    });
    expect(await world.run("vault token lookup -format=json | jq -c .data.policies")).toContain('["root"]');
    expect(await world.run("vault token lookup -format=json | jq -c .data.policies", 2)).toContain('["default"]');
    expect(identities(world)).toEqual({});
    await world.run("vault login -no-print $(cat app)");
    expect(identities(world), "who logs in does so for all").toMatchObject({
      1: { source: "token-helper" },
      2: { source: "VAULT_TOKEN" },
    });
    const again = await boot(world.journalOf());
    expect(identities(again)).toMatchObject({ 1: { source: "token-helper" }, 2: { source: "VAULT_TOKEN" } });
  });

  test("prints where it was typed, and the line says which one that was", async () => {
    const world = await boot();
    world.terminal("open", 3);
    await world.run("echo three", 3);
    expect(printedIn(world, 3)).toBe("three\r\n");
    expect(printedIn(world, 1)).toBe("");
    expect(world.world().flatMap(({ lines = [] }) => lines)).toMatchObject([{ text: "echo three", terminal: 3 }]);
  });

  test("that holds a token in a variable of the same name adds no second one to it", async () => {
    const world = await boot();
    world.terminal("open", 2);
    await world.run("echo", 2);
    const held = world.world().flatMap(({ heldIn }) => (heldIn === undefined ? [] : Object.values(heldIn)));
    const second = await boot(world.journalOf());
    for (const names of [...held, ...second.world().flatMap(({ heldIn = {} }) => Object.values(heldIn))]) {
      expect(names).toEqual(["ROOT_TOKEN"]);
    }
    expect(second.world().some(({ heldIn }) => heldIn !== undefined)).toBe(true);
  });

  test("completes from its own shell", async () => {
    const world = await boot();
    world.terminal("open", 2);
    await world.run("MINE_TOO=1", 2);
    world.simulation.receive({ kind: "complete", requestId: 7, text: "echo $MINE", cursor: 10, terminal: 2 });
    await world.until("completions");
    expect(world.sent.find(({ kind }) => kind === "completions")).toMatchObject({
      terminal: 2,
      completion: { candidates: [{ text: "$MINE_TOO" }] },
    });
  });

  test("is closed by exit; the first one gets a fresh shell instead", async () => {
    const world = await boot();
    world.terminal("open", 2);
    expect(await world.run("exit", 2)).toBe("exit\r\n");
    expect(world.sent.at(-1)).toEqual({ kind: "terminals", open: [1] });
    expect(await world.run("X=1; exit")).toContain("A fresh shell");
    expect(await world.run("echo [$X]")).toBe("[]\r\n");
  });

  test("can be brought back as it was, or opened anew", async () => {
    const world = await boot();
    world.terminal("open", 2);
    await world.run("X=kept", 2);
    world.terminal("close", 2);
    world.terminal("reopen", 2);
    expect(await world.run("echo [$X]", 2)).toBe("[kept]\r\n");
    world.terminal("close", 2);
    world.terminal("open", 2);
    expect(await world.run("echo [$X]; history", 2)).toBe("[]\r\n    1  echo [$X]; history\r\n");
  });

  test("is one of eight at most, and the first stays", async () => {
    const world = await boot();
    for (const number of [2, 3, 4, 5, 6, 7, 8, 9, 0, -1, 1.5]) world.terminal("open", number);
    world.terminal("close", 1);
    expect(world.simulation.journal.map((entry) => entry.kind === "terminal" && entry.terminal)).toEqual([
      2, 3, 4, 5, 6, 7, 8,
    ]);
  });
});

describe("time travel", () => {
  test("takes the shells of all terminals along, and says so in each", async () => {
    const world = await boot();
    world.terminal("open", 2);
    await world.run("X=one", 2);
    await world.run("X=two; export VAULT_TOKEN=abc", 2);
    await world.run("undo");
    expect(printedIn(world, 1)).toContain("Undone: X=two");
    expect(printedIn(world, 2)).toContain("Undone: X=two");
    expect(identities(world)).toEqual({ 2: expect.objectContaining({ source: "token-helper" }) });
    expect(await world.run("echo $X", 2)).toBe("one\r\n");
    expect(identities(world)).toEqual({});
  });

  test("opens and closes no terminal: one that was not there then has a fresh shell", async () => {
    const world = await boot();
    await world.run("X=before");
    world.terminal("open", 2);
    await world.run("X=two; cd /tmp", 2);
    world.simulation.receive({ kind: "travel", to: { steps: -2 } });
    expect(world.sent.findLast(({ kind }) => kind === "travelled")).toMatchObject({
      terminal: 2,
      directory: "/home/student",
    });
    expect(await world.run("echo [$X] $PWD", 2)).toBe("[] /home/student\r\n");
    expect(await world.run("echo [$X]")).toBe("[]\r\n");
  });

  test("to look at a moment shows who the student was in each terminal that is open now", async () => {
    const world = await boot();
    world.terminal("open", 2);
    await world.run("export VAULT_TOKEN=abc", 2);
    await world.run("echo", 1);
    await world.run("unset VAULT_TOKEN", 2);
    world.terminal("open", 3);
    const helper = { source: "token-helper" };
    for (const [moment, second] of [
      [0, helper],
      [1, { source: "VAULT_TOKEN", token: "abc" }],
      [3, helper],
    ]) {
      world.simulation.receive({
        kind: "inspect",
        requestId: 1,
        question: { about: "moment", moment: Number(moment) },
      });
      expect(world.sent.at(-1)).toMatchObject({
        answer: { world: { identities: { 1: helper, 2: second, 3: helper } } },
      });
    }
  });
});

describe("a name", () => {
  test("is kept in the journal, told, and there again when that is read", async () => {
    const world = await boot();
    await world.run("X=1; L=(a b); echo a > f");
    world.terminal("open", 2);
    for (const [terminal, name] of [
      [1, "root"],
      [2, "app"],
      [2, "the app"],
    ] as const) {
      world.simulation.receive({ kind: "name", terminal, name });
    }
    const told = { kind: "terminals", open: [1, 2], names: { 1: "root", 2: "the app" } };
    expect(world.sent.findLast(({ kind }) => kind === "terminals")).toEqual(told);
    expect(terminalNames(world.simulation.journal)).toEqual(told.names);
    const second = await expectReplay(world);
    await second.run("undo 3");
    second.simulation.receive({ kind: "name", terminal: 1, name: "" });
    expect(second.sent.at(-1)).toEqual({ ...told, names: { 2: "the app" } });
    second.terminal("close", 2);
    second.terminal("open", 2);
    expect(terminalNames(second.simulation.journal)).toEqual({});
  });

  test("that comes in while a line runs, waits and asks stands in its midst, and is no part of it", async () => {
    const world = await boot();
    const asked = world.until("ask");
    world.start("sleep 1; read X; sleep 2; echo $X $SECONDS");
    const name = (name: string) => world.simulation.receive({ kind: "name", terminal: 1, name });
    name("asleep");
    await asked;
    name("asked");
    const prompt = world.until("prompt");
    world.simulation.receive({ kind: "answer", text: "said" });
    name("asleep again");
    await prompt;
    expect(world.text()).toContain("said");
    expect(world.simulation.journal.map(({ kind }) => kind)).toEqual(["line", "name", "name", "answer", "name", "end"]);
    const second = await expectReplay(world);
    expect(terminalNames(second.simulation.journal)).toEqual({ 1: "asleep again" });
  });

  test("is one line of 40 characters that shows as what it is, and belongs to an open terminal", async () => {
    const world = await boot();
    world.simulation.receive({ kind: "name", terminal: 1, name: "  a\u202eb\n\u0000 c  " });
    expect(terminalNames(world.simulation.journal)).toEqual({ 1: "a b c" });
    world.simulation.receive({ kind: "name", terminal: 1, name: "a b c" });
    world.simulation.receive({ kind: "name", terminal: 2, name: "none" });
    expect(world.simulation.journal).toHaveLength(1);
    const read = (entry: object) =>
      readEntries({ seed: "s", startMs: 0 }, [{ atMs: 0, kind: "name", terminal: 1, ...entry }]).problem;
    expect(read({ name: "x".repeat(40) })).toBeUndefined();
    expect(read({ name: "x".repeat(41) })).toBe("Entry 1 of 1: “name” has 41 characters; 40 are allowed");
    expect(read({ name: "x", terminal: 3 })).toBe("Entry 1 of 1: “terminal” is 3, and no such terminal is open");
  });
});

describe("a journal", () => {
  test("with several terminals replays to the same bytes", async () => {
    const world = await boot();
    await world.run("X=1; L=(a b); echo a > f");
    world.terminal("open", 2);
    await world.run("export VAULT_TOKEN=$(vault token create -policy=default -field=token); cd /tmp; Y=$RANDOM", 2);
    await world.run("vault token lookup; echo $SECONDS $RANDOM", 2);
    world.terminal("open", 3);
    await world.run("sleep 2; exit", 3);
    world.terminal("close", 2);
    world.terminal("reopen", 2);
    await world.run("undo 2");
    await world.run("echo $Y $PWD; history", 2);
    const second = await expectReplay(world);
    expect(second.sent.findLast(({ kind }) => kind === "terminals")).toBeUndefined();
    expect(await second.run("echo $Y $PWD $VAULT_TOKEN; history", 2)).toBe(
      await world.run("echo $Y $PWD $VAULT_TOKEN; history", 2),
    );
  });

  test("of one terminal names none", async () => {
    const world = await boot();
    await world.run("echo");
    expect(world.simulation.journal.every((entry) => !("terminal" in entry))).toBe(true);
  });

  test("that is read again tells which terminals are open, and where each stands", async () => {
    const world = await boot();
    world.terminal("open", 2);
    await world.run("cd /tmp", 2);
    world.terminal("open", 4);
    world.terminal("close", 4);
    const second = await boot(world.journalOf());
    expect(second.sent.findLast(({ kind }) => kind === "terminals")).toEqual({ kind: "terminals", open: [1, 2] });
    expect(second.sent.filter(({ kind }) => kind === "prompt")).toMatchObject([
      { promptText: "$ " },
      { promptText: "/tmp $ ", terminal: 2 },
    ]);
    expect(printedIn(second, 2)).toContain("cd /tmp");
  });
});

describe("lines of two terminals", () => {
  test("run one after the other, in the order that they came in", async () => {
    const world = await boot();
    world.terminal("open", 2);
    world.sent.length = 0;
    world.simulation.receive({ kind: "line", text: "sleep 1; echo a >> f" });
    world.simulation.receive({ kind: "line", text: "echo b >> f; cat f", terminal: 2 });
    await world.until("prompt");
    await world.until("prompt");
    expect(printedIn(world, 2)).toBe("a\r\nb\r\n");
    await expectReplay(world);
  });

  test("a server in the foreground gives way to a line of another terminal, and runs on", async () => {
    const world = await boot();
    world.terminal("open", 2);
    world.start("vault server -dev -dev-root-token-id=other");
    await world.until("world");
    const prompt = world.until("prompt");
    world.simulation.receive({ kind: "give-way" });
    await prompt;
    expect(printedIn(world, 1)).toContain("The server runs on in the background");
    expect(await world.run("VAULT_TOKEN=other vault token lookup -format=json | jq -r .data.id", 2)).toBe("other\r\n");
    await expectReplay(world);
  });

  test("nothing gives way that waits for something else", async () => {
    const world = await boot();
    world.simulation.receive({ kind: "give-way" });
    expect(await world.run("sleep 1; echo done")).toBe("done\r\n");
    const entries: readonly JournalEntry[] = world.simulation.journal;
    expect(entries.some(({ kind }) => kind === "interrupt")).toBe(false);
  });
});
