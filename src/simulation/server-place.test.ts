import { expect, test } from "vitest";
import { boot, expectReplay } from "./simulation-fixture.ts";

type World = Awaited<ReturnType<typeof boot>>;

/** Starts a server that holds the terminal, and waits until it has said all it says. */
async function serve(world: World, line: string): Promise<void> {
  world.start(line);
  while (!world.text().includes("should NOT be used")) await world.time.turn();
}

async function stop(world: World): Promise<string> {
  const prompt = world.until("prompt");
  world.interrupt();
  await prompt;
  return world.text();
}

test("a dev server holds the terminal until Ctrl-C, and what stands after it on the line still runs", async () => {
  const world = await boot();
  await serve(world, "vault server -dev -dev-root-token-id=root; echo $? after");
  expect(await stop(world)).toMatch(/\^C\r\n.*==> Vault shutdown triggered\S*\r\n0 after\r\nThe server runs on/s);
  expect(await world.run("vault read -field=id auth/token/lookup-self | cat")).toBe("root");
  expect(await world.run("vault server -dev -dev-root-token-id=two &")).toContain("Root Token: two");
  expect(await world.run("cat ~/.vault-token; vault read -field=id auth/token/lookup-self | cat")).toBe("twotwo");
  await expectReplay(world);
});

test("it replays to the same bytes: with what fell due meanwhile, and with a Ctrl-C that stops the line after it", async () => {
  const first = await boot();
  await serve(first, "vault server -dev; vault token create -ttl=1h >/dev/null; while :; do X=$((X+1)); done");
  first.simulation.receive({ kind: "clock", action: { kind: "advance", seconds: 7200 } });
  await first.time.turn();
  first.interrupt();
  while (!first.text().includes("shutdown triggered")) await first.time.turn();
  for (let turns = 0; turns < 5; turns++) await first.time.turn();
  await stop(first);
  const x = await first.run("echo $X");
  const second = await expectReplay(first);
  expect(await second.run("echo $X")).toBe(x);
});

test("what was shown of the server before is gone, and its batch tokens end no more", async () => {
  const { run, simulation, world } = await boot();
  await run("vault token create -type=batch -policy=default -ttl=10m; vault policy write p - <<< 'path \"a\" {}'");
  await run("vault server -dev -dev-root-token-id=root &");
  const reset = world().find((delta) => delta.reset);
  expect(reset?.tokens?.map(({ token }) => token)).toEqual(["root"]);
  expect(reset?.policies).toEqual(["default", "root"]);
  expect(
    world()
      .flatMap((delta) => delta.lines ?? [])
      .map(({ index }) => index),
  ).toContain(1);
  expect(world().at(-1)?.identities?.[1] ?? reset?.identities?.[1]).toMatchObject({
    source: "token-helper",
    token: "root",
  });
  expect(world().at(-1)?.clock?.nextExpiryMs).toBeUndefined();
  const after = world().length;
  simulation.receive({ kind: "clock", action: { kind: "advance", seconds: 7200 } });
  expect(
    world()
      .slice(after)
      .flatMap((delta) => delta.tokens ?? []),
  ).toEqual([]);
});

test("going back before it was started brings the other server back, where that listened", async () => {
  const { simulation, run } = await boot();
  await run("vault kv put secret/a b=c");
  const moment = simulation.timeline.current?.step.moment ?? -1;
  const hash = simulation.stateHash();
  await run("vault server -dev -dev-listen-address=127.0.0.1:8300 &");
  expect(await run("vault status")).toContain("connection refused");
  expect(await run("VAULT_ADDR=http://127.0.0.1:8300 vault kv list secret")).toContain("No value found");
  simulation.receive({ kind: "travel", to: { moment } });
  expect(simulation.stateHash()).toBe(hash);
  expect(await run("vault kv get -field=b secret/a | cat")).toBe("c");
});

test("a check that starts one leaves the student's running", async () => {
  const { simulation, run, until, sent } = await boot();
  await run("vault kv put secret/a b=c");
  const done = until("checked");
  simulation.receive({ kind: "check", requestId: 1, script: "vault server -dev >/dev/null; vault kv get secret/a" });
  await done;
  expect(sent.find((message) => message.kind === "checked")).toMatchObject({ exitCode: 2 });
  expect(await run("vault kv get -field=b secret/a | cat")).toBe("c");
});

test("two started in turn are not the same", async () => {
  const { run } = await boot();
  await run("vault server -dev & ");
  const one = await run("cat ~/.vault-token");
  await run("vault server -dev &");
  expect(await run("cat ~/.vault-token")).not.toBe(one);
});
