export { HOME, tokenIn, Workstation } from "./workstation.ts";
export { FIRST_TERMINAL } from "./shells.ts";
export type { NewServer, WorkstationHost, WorkstationSnapshot } from "./workstation.ts";
export type { TimeTravel } from "./time-programs.ts";
export type { InterruptSource } from "./interrupt.ts";
export type { RunEvent } from "./vault-program.ts";
export type { LineOutcome } from "./shell.ts";
export type { WantedServer } from "../cli/index.ts";
export { installVirtualGlobals } from "./virtual-globals.ts";
