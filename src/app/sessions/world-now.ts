import type { World } from "../../panels/index.ts";
import type { WorldDelta } from "../../simulation/index.ts";

/** A world as the delta that makes it from nothing. A new field of deltas must be named here: the compiler asks for it. */
export function worldNow(world: World): WorldDelta {
  const whole: Required<Omit<WorldDelta, "instead" | "keptFrom">> = {
    reset: true,
    tokens: [...world.tokens.list],
    identities: world.identities,
    heldIn: world.heldIn,
    policies: world.policies,
    clock: world.clock,
    lines: world.lines,
    steps: world.steps,
    undone: world.undone,
  };
  return whole;
}
