export { raiseInterrupt } from "./interrupts.ts";
export { Simulation } from "./simulation.ts";
export type { Moment, SimulationConfig } from "./simulation.ts";
export type { RealTime } from "./real-time.ts";
export { threadTime } from "./real-time.ts";
export type { MakeServer, ServerParts, SimulatedServer } from "./server.ts";
export { secondsNs, VirtualTime } from "./virtual-time.ts";
export type {
  ClockAction,
  ClockRate,
  ClockView,
  Completion,
  CompletionCandidate,
  FromSimulation,
  Identity,
  Journal,
  JournalEntry,
  LineRecord,
  TerminalSize,
  ToSimulation,
  WorldDelta,
} from "./protocol.ts";
