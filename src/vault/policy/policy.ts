export type { Policy } from "../../lib/index.ts";
