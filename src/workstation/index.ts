export { HOME, Workstation } from "./workstation.ts";
export type { WorkstationHost, WorkstationSnapshot } from "./workstation.ts";
export type { InterruptSource } from "./interrupt.ts";
export type { RunEvent } from "./vault-program.ts";
export type { LineOutcome } from "./shell.ts";
export { installVirtualGlobals } from "./virtual-globals.ts";
