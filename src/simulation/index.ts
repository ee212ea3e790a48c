export { FIRST_TERMINAL } from "../workstation/index.ts";
export { Simulation } from "./simulation.ts";
export { ServerPlace } from "./server-place.ts";
export { threadTime } from "./real-time.ts";
export { goesOnWithWorld } from "./world-pieces.ts";
export { secondsNs, VirtualTime } from "./virtual-time.ts";
export type { Differences, MomentDifference, TokenDifference } from "./difference.ts";
export type { Why, WhyCause, WhyRequest } from "./why.ts";
export type { AuditLine } from "./records/audit-feed.ts";
export type { LogGap, LogItem, LogNews, ReadSoFar } from "./records/bounded-log.ts";
export type { KeptBody, WireExchange, WireHead } from "./records/wire-log.ts";
export type { IssuedToken, LineStorage, StorageMeter } from "./records/storage-ledger.ts";
export type { LineStorageHead, StorageLevel } from "./inspections/storage.ts";
export type { RequestTrace } from "../vault/index.ts";
export { writeDocument } from "./journal/document.ts";
export type { SessionDocument } from "./journal/document.ts";
export { Unreadable } from "./journal/fields.ts";
export { cleanName, cleanTerminalName, terminalNames } from "./journal/names.ts";
export { SESSION_LIMITS } from "./journal/limits.ts";
export { isSessionLink, packLink, readFileBytes, readLink } from "./journal/packing.ts";
export { readEntries } from "./journal/read-journal.ts";
export type { Answer, Fingerprint, InspectionName, Inspections, MomentName, Question } from "./inspections.ts";
export type {
  CheckAnswer,
  ClockAction,
  ClockRate,
  ClockView,
  Completion,
  CompletionCandidate,
  FromSimulation,
  Identities,
  Identity,
  Journal,
  JournalEntry,
  LineRecord,
  Step,
  TerminalAction,
  TerminalSize,
  ToSimulation,
  TravelTarget,
  WorldDelta,
} from "./protocol.ts";
