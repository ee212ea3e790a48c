export { Simulation } from "./simulation.ts";
export { threadTime } from "./real-time.ts";
export { secondsNs, VirtualTime } from "./virtual-time.ts";
export { cleanName, writeDocument } from "./journal/document.ts";
export type { SessionDocument } from "./journal/document.ts";
export { Unreadable, visible } from "./journal/fields.ts";
export { SESSION_LIMITS } from "./journal/limits.ts";
export { isSessionLink, packLink, readFileBytes, readLink } from "./journal/packing.ts";
export { readEntries } from "./journal/read-journal.ts";
export type { Answer, Fingerprint, InspectionName, Inspections, Question } from "./inspections.ts";
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
