export type { Clock, Json, Random, Transport } from "./types.ts";
