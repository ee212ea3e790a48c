/** The Vault server: the engine's only door. */
export { VaultServer } from "./server.ts";
export type { RestorableRandom, VaultServerOptions, VaultSnapshot } from "./server.ts";
export type { HttpAnswer, HttpRequest } from "./http/handle-http.ts";
export type {
  Auth,
  LogicalFailure,
  LogicalRequest,
  LogicalResponse,
  Operation,
  Outcome,
  Secret,
  WrapInfo,
} from "./logical/types.ts";
export type { StorageCounts } from "./storage/barrier.ts";
export type { Decision, RequestTrace, ServerEvent, StorageOperation, TokenState, TokenView } from "./inspect/types.ts";
