/** The Worker's entry: messages in, messages out, and the clock and chance of the whole thread given to the simulation. */
import { VaultServer } from "../vault/index.ts";
import { installVirtualGlobals } from "../workstation/index.ts";
import { Outbox } from "./outbox.ts";
import type { FromSimulation, ToSimulation } from "./protocol.ts";
import { threadTime } from "./real-time.ts";
import { Simulation } from "./simulation.ts";

const time = threadTime();
const early: ToSimulation[] = [];
let simulation: Simulation | undefined;

const outbox = new Outbox((messages) => self.postMessage(messages, []));
const send = (message: FromSimulation): void => outbox.send(message);

async function boot(message: Extract<ToSimulation, { kind: "boot" }>): Promise<void> {
  let world: Simulation | undefined;
  installVirtualGlobals({
    nowMs: () => world?.nowMs() ?? message.startMs,
    fraction: () => world?.fraction() ?? 0.5,
  });
  try {
    world = new Simulation({ ...message, time, send, makeServer: (parts) => new VaultServer(parts) });
    await world.boot();
    simulation = world;
    for (const waiting of early.splice(0)) world.receive(waiting);
  } catch (error) {
    send({ kind: "broken", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

self.addEventListener("message", ({ data }: MessageEvent<ToSimulation>) => {
  if (data.kind === "boot") void boot(data);
  else if (simulation) simulation.receive(data);
  else early.push(data);
});
