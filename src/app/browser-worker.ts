import type { FromSimulation } from "../simulation/index.ts";
// The build looks for `new Worker(new URL(…))` by that name.
import { OwnWorker as Worker } from "./own-scripts.ts";
import type { SimulationWorker } from "./simulation-host.ts";

/** Starts the simulation's Worker. Its script begins to load with this call. */
export function spawnSimulation(): SimulationWorker {
  const worker = new Worker(new URL("../simulation/worker.ts", import.meta.url), { type: "module" });
  return {
    send: (message) => worker.postMessage(message, { transfer: [] }),
    terminate: () => worker.terminate(),
    listen(onMessage, onFailure) {
      worker.addEventListener("message", ({ data }: MessageEvent<readonly FromSimulation[]>) => {
        for (const message of data) onMessage(message);
      });
      worker.addEventListener("messageerror", () => onFailure("a message could not be read"));
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        onFailure(event.message || "its script did not load");
      });
    },
  };
}
