export { Simulation } from "./simulation.ts";
export { threadTime } from "./real-time.ts";
export { secondsNs, VirtualTime } from "./virtual-time.ts";
export type { Why, WhyCause, WhyRequest } from "./why.ts";
export type { Answer, InspectionName, Inspections, Question } from "./inspections.ts";
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
