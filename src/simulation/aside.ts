import type { SeededRandom } from "../lib/index.ts";
import type { ServerPlace } from "./server-place.ts";
import type { VirtualTime } from "./virtual-time.ts";
import type { WorldModel } from "./world-model.ts";

/** What work on the side could change. */
export interface AsideParts {
  readonly server: ServerPlace;
  readonly time: VirtualTime;
  readonly latency: SeededRandom;
  readonly chance: SeededRandom;
  readonly world: WorldModel;
}

/** Does work that leaves no trace: the server, the clock and chance are put back, and the page hears nothing of it. */
export async function aside<T>(parts: AsideParts, work: () => Promise<T>): Promise<T> {
  const { server, time, latency, chance, world } = parts;
  const before = {
    server: server.snapshot(),
    nowNs: time.clock.nowNs(),
    rate: time.rate,
    latency: latency.state(),
    chance: chance.state(),
  };
  world.mute(true);
  try {
    return await work();
  } finally {
    time.clock.restore(before.nowNs);
    time.rate = before.rate;
    server.restore(before.server);
    latency.restore(before.latency);
    chance.restore(before.chance);
    world.mute(false);
  }
}
