import { expect, test } from "vitest";
import { SeededRandom } from "../lib/index.ts";
import { VaultServer, type TokenView } from "../vault/index.ts";
import { VirtualTime } from "./virtual-time.ts";
import { WorldModel } from "./world-model.ts";

const START_MS = 1_795_471_925_000;

function world() {
  const time = new VirtualTime(START_MS);
  const model = new WorldModel();
  const server = new VaultServer({
    clock: time.clock,
    random: new SeededRandom("batch"),
    onEvent: (event) => model.onEvent(event),
  });
  time.attach(server);
  time.attach(model);
  const create = (data: Record<string, string | boolean>, clientToken = server.rootToken): string => {
    const outcome = server.handle({
      operation: "update",
      path: "auth/token/create",
      data: { policies: ["default"], ...data },
      clientToken,
    });
    return (outcome?.ok === true && outcome.auth?.clientToken) || "";
  };
  const view = (token: string): TokenView | undefined => model.whole().tokens?.find((one) => one.token === token);
  return { time, model, server, create, view };
}

test("a batch token ends when its time has come, at its own instant, though the server says nothing of it", () => {
  const { time, create, view } = world();
  const token = create({ type: "batch", ttl: "1h" });
  time.act({ kind: "next-expiry" });
  expect(time.nowMs).toBe(START_MS + 3_600_000);
  expect(view(token)).toMatchObject({ state: "expired", ended: { cause: "expired", atMs: START_MS + 3_600_000 } });
});

test("a batch token stops working with its parent; an orphan does not", () => {
  const { server, create, view } = world();
  const parent = create({ policies: "root", ttl: "2h" });
  const child = create({ type: "batch", ttl: "1h" }, parent);
  const orphan = create({ type: "batch", ttl: "1h", no_parent: true }, parent);
  server.handle({
    operation: "update",
    path: "auth/token/revoke",
    data: { token: parent },
    clientToken: server.rootToken,
  });
  expect(view(child)).toMatchObject({ state: "revoked", ended: { cause: "parent" } });
  expect(view(orphan)?.state).toBe("live");
});

test("going back brings a batch token back, and its end with it", () => {
  const { time, model, create, view } = world();
  const token = create({ type: "batch", ttl: "1h" });
  const before = model.snapshot();
  const at = time.clock.nowNs();
  time.act({ kind: "advance", seconds: 7200 });
  expect(view(token)?.state).toBe("expired");
  model.restore(before);
  time.clock.restore(at);
  expect(view(token)?.state).toBe("live");
  time.act({ kind: "next-expiry" });
  expect(view(token)?.state).toBe("expired");
});
