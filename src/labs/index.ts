export { loadLab, loadLabIndex } from "./load.ts";
export type { ReadText } from "./load.ts";
export { LAB_LIMITS } from "./model.ts";
export type { Checked, Lab, LabChoice, LabCommand, LabIndex, LabIndexEntry, LabQuestion, LabStep } from "./model.ts";
export {
  answerQuestion,
  currentStep,
  isPassed,
  passStep,
  progressIn,
  reviveProgress,
  stepLines,
  typedCommands,
} from "./progress.ts";
export type { LabProgress, Passing, StepLines } from "./progress.ts";
