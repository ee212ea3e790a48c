/** Random requests of every kind of token, with clock moves, and what must always hold checked after every step. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { World, type Step } from "./world.ts";

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom<Step["kind"]>(
      "create",
      "create",
      "create",
      "role",
      "role",
      "userpass",
      "approle",
      "use",
      "write",
      "lease",
      "wrap",
      "unwrap",
      "renew",
      "revoke",
      "revoke-self",
      "revoke-accessor",
      "revoke-orphan",
      "revoke-prefix",
      "tidy",
      "pass",
    ),
    which: fc.nat(40),
    minutes: fc.integer({ min: 1, max: 120 }),
    explicitMaxMinutes: fc.constantFrom(0, 0, 50),
    uses: fc.constantFrom(0, 0, 0, 1, 3),
    batch: fc.boolean(),
    orphan: fc.boolean(),
  }),
  { minLength: 15, maxLength: 50 },
);

/** What a real server keeps, too: the salt of an audit device that was disabled, and a bucket that held an entity. */
const kept = /^audit\/|\/packer\/buckets\//;

test("no token works that must not, every one works that must; deny wins, batch tokens write nothing, nothing leaks", () => {
  fc.assert(
    fc.property(steps, (all) => {
      const world = new World();
      for (const step of all) {
        world.run(step);
        world.check();
      }
      expect(world.unpaired()).toEqual([]);
      expect(world.leaks()).toEqual([]);
    }),
    { numRuns: 100, interruptAfterTimeLimit: 10_000 },
  );
});

test("when all is taken away again, storage has the keys of an empty server", () => {
  fc.assert(
    fc.property(steps, (all) => {
      const world = new World();
      for (const step of all) world.run(step);
      world.clear();
      expect(world.vault.keys().filter((key) => !kept.test(key))).toEqual(world.emptyKeys);
    }),
    { numRuns: 80, interruptAfterTimeLimit: 5000 },
  );
});
