import { expect, onTestFinished, test } from "vitest";
import { VaultServer } from "../vault/index.ts";
import type { FromSimulation } from "./protocol.ts";
import { Simulation } from "./simulation.ts";

async function boot() {
  let printed = "";
  let prompted: (() => void) | undefined;
  let now = 0;
  const simulation = new Simulation({
    seed: "seed",
    startMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    size: { columns: 80, rows: 24 },
    time: {
      nowMs: () => (now += 0.01),
      after: () => () => undefined,
      turn: () => new Promise((resolve) => void setImmediate(resolve)),
    },
    makeServer: (parts) => new VaultServer(parts),
    send(message: FromSimulation) {
      if (message.kind === "broken") throw new Error(message.message);
      if (message.kind === "output") {
        printed += message.text;
        setImmediate(() => simulation.receive({ kind: "shown", characters: message.text.length }));
      }
      if (message.kind === "prompt") prompted?.();
    },
  });
  onTestFinished(() => simulation.dispose());
  await simulation.boot();
  const run = async (line: string): Promise<string> => {
    printed = "";
    const done = new Promise<void>((resolve) => (prompted = resolve));
    simulation.receive({ kind: "line", text: line });
    await done;
    return printed.replaceAll("\r", "");
  };
  const check = async (script: string): Promise<void> => {
    simulation.receive({ kind: "check", requestId: 1, script });
    simulation.receive({ kind: "complete", requestId: 2, text: "vault read secret/", cursor: 18 });
    await run("true");
  };
  return { run, check, simulation };
}

test("a file device writes on the student's machine, where jq can read it", async () => {
  const { run } = await boot();
  await run("vault audit enable file file_path=/home/student/audit.log");
  await run("vault token create -ttl=5m >/dev/null");
  expect(await run("jq -r '.type+\" \"+.request.path' audit.log")).toBe(
    ["request sys/audit/test", "response sys/audit/file", "request auth/token/create", "response auth/token/create"]
      .join("\n")
      .concat("\n"),
  );
  expect(await run("cat audit.log | grep -c hvs.")).toBe("0\n");
  expect(await run("stat -c %a audit.log")).toBe("600\n");
});

test("a relative path leads from the student's home, and the directories on the way are made", async () => {
  const { run } = await boot();
  await run("cd /tmp; vault audit enable file file_path=logs/deep/vault.log");
  expect(await run("wc -l < ~/logs/deep/vault.log")).toBe("2\n");
  expect(await run("vault audit enable -path=b file file_path=/tmp; echo $?")).toContain("open /tmp: is a directory");
});

test("a log that was emptied or removed goes on from its beginning", async () => {
  const { run } = await boot();
  await run("vault audit enable file file_path=audit.log");
  await run("> audit.log; vault token lookup >/dev/null");
  expect(await run("wc -l < audit.log")).toBe("2\n");
  await run("rm audit.log; vault token lookup >/dev/null");
  expect(await run("wc -l < audit.log")).toBe("2\n");
});

test("`stdout` is the terminal that the server was started from", async () => {
  const { run } = await boot();
  expect(await run("vault audit enable file file_path=stdout >/dev/null")).toContain('"path":"sys/audit/test"');
  expect(await run("X=$(vault token lookup -format=json); echo ${#X}")).toContain('"type":"response"');
});

test("where no log can be written nothing is answered", async () => {
  const { run } = await boot();
  await run("vault audit enable file file_path=/dev/full skip_test=true");
  expect(await run("vault token lookup")).toContain("* internal error");
  expect(await run("vault status")).toContain("Sealed ");
});

test("checks and completions leave no line in the log, and going back takes lines away", async () => {
  const { run, check, simulation } = await boot();
  await run("vault audit enable file file_path=audit.log");
  await check("vault token lookup >/dev/null");
  expect(await run("wc -l < audit.log")).toBe("2\n");
  await run("vault token lookup >/dev/null");
  simulation.receive({ kind: "travel", to: { steps: -1 } });
  expect(await run("wc -l < audit.log")).toBe("2\n");
});
