import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TimerQueue } from "./timer-queue.ts";

test("the next timer is the earliest of those that are set, whatever was set, taken away or restored before", () => {
  const timer = fc.record({ atNs: fc.bigInt(0n, 5n), leaseId: fc.constantFrom("a", "b", "c") });
  const step = fc.record({ kind: fc.constantFrom("add", "add", "remove", "snapshot", "restore"), timer });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const queue = new TimerQueue();
      let kept = queue.snapshot();
      for (const { kind, timer: at } of steps) {
        if (kind === "add") queue.add(at.atNs, at.leaseId);
        else if (kind === "remove") queue.remove(at.atNs, at.leaseId);
        else if (kind === "snapshot") kept = queue.snapshot();
        else queue.restore(kept);
        expect(queue.next()).toEqual(queue.all()[0]);
      }
    }),
  );
});
