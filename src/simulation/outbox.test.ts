import { expect, test } from "vitest";
import type { FromSimulation } from "./protocol.ts";
import { Outbox } from "./outbox.ts";

function opened() {
  const posted: FromSimulation["kind"][][] = [];
  const outbox = new Outbox((messages) => posted.push(messages.map(({ kind }) => kind)));
  return { posted, outbox };
}

const output: FromSimulation = { kind: "output", text: "Key\n" };
const prompt: FromSimulation = { kind: "prompt", promptText: "$ ", directory: "/", exitCode: 0 };
const world = (tokens: number): FromSimulation => ({
  kind: "world",
  delta: { tokens: Array.from({ length: tokens }, () => Object.create(null)) },
});

test("what one piece of work says crosses as one message, and what comes later as another", async () => {
  const { posted, outbox } = opened();
  for (const message of [output, world(1), prompt]) outbox.send(message);
  expect(posted).toEqual([]);
  await Promise.resolve();
  outbox.send(output);
  await Promise.resolve();
  expect(posted).toEqual([["output", "world", "prompt"], ["output"]]);
});

test("what is not drawn is sent at once, and in its turn: what comes next may never end", () => {
  const { posted, outbox } = opened();
  outbox.send(output);
  outbox.send({ kind: "journal", entries: [] });
  expect(posted).toEqual([["output", "journal"]]);
});

test("a piece of a large world is not held up until the others are there", () => {
  const { posted, outbox } = opened();
  outbox.send(world(2500));
  outbox.send(world(2500));
  expect(posted).toEqual([["world"], ["world"]]);
});
