export { Simulation } from "./simulation.ts";
export { ServerPlace } from "./server-place.ts";
export { threadTime } from "./real-time.ts";
export { secondsNs, VirtualTime } from "./virtual-time.ts";
export type { Differences, MomentDifference, TokenDifference } from "./difference.ts";
export type { Answer, InspectionName, Inspections, MomentName, Question } from "./inspections.ts";
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
  Step,
  TerminalSize,
  ToSimulation,
  TravelTarget,
  WorldDelta,
} from "./protocol.ts";
