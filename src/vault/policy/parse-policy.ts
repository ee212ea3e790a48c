export { parsePolicy } from "../../lib/index.ts";
