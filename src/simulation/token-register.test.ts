import { expect, test } from "vitest";
import type { TokenView } from "../vault/index.ts";
import { boot } from "./simulation-fixture.ts";
import { TokenRegister } from "./token-register.ts";

/** Tokens as a server makes them. */
async function someTokens(): Promise<readonly TokenView[]> {
  const { run, sent } = await boot();
  const tokens = new Map<string, TokenView>();
  await run("for i in 1 2 3 4 5 6; do vault token create -ttl=1h >/dev/null; done");
  for (const message of sent)
    if (message.kind === "world") for (const token of message.delta.tokens ?? []) tokens.set(token.key, token);
  return [...tokens.values()];
}

test("two moments have their first tokens in common, up to where their ways parted", async () => {
  const [a, b, c, d, e] = await someTokens();
  if (!a || !b || !c || !d || !e) throw new Error("there are too few");
  const register = new TokenRegister();
  for (const token of [a, b]) register.put(token);
  const start = register.snapshot();
  for (const token of [c, { ...a, usesLeft: 1 }]) register.put(token);
  const oneWay = register.snapshot();
  expect(register.changesTo(start)).toEqual({ kept: 2, tokens: [a] });
  register.restore(start);
  for (const token of [d, e, c]) register.put(token);
  expect(register.all()).toEqual([a, b, d, e, c]);
  expect(register.changesTo(oneWay), "seen again on another way it is another").toEqual({
    kept: 2,
    tokens: [{ ...a, usesLeft: 1 }, c],
  });
  register.restore(oneWay);
  expect(register.get(d.key)).toBeUndefined();
  expect(register.keyOf(c.token)).toBe(c.key);
  register.clear();
  register.put(a);
  expect(register.changesTo(oneWay)).toEqual({ kept: 0, tokens: [{ ...a, usesLeft: 1 }, b, c] });
});
