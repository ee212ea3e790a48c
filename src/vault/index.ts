/** The Vault server: the engine's only door. */
export { VaultServer } from "./server.ts";
export type { VaultServerOptions, VaultSnapshot } from "./server.ts";
export type { ServerConfig } from "./core/server-config.ts";
export { declaredApi } from "./declared-api.ts";
export type { DeclaredApi, DeclaredMount, DeclaredPath } from "./declared-api.ts";
export { whyNotCustomId } from "./token/token-store.ts";
export type { HowChanged, NamedChange, StorageDifference } from "./inspect/compare.ts";
export { standardOutput } from "./audit/audit-sink.ts";
export { portableAesGcm } from "./token/aes-gcm.ts";
export type { AesGcm } from "./token/aes-gcm.ts";
export type { AuditSink } from "./audit/audit-sink.ts";
export type { AuditDevice } from "./mounts/sys/services.ts";
export type { Grant } from "./inspect/grants.ts";
export type { HttpAnswer, HttpRequest } from "../lib/index.ts";
export type { LogicalRequest, Operation, Outcome } from "./logical/types.ts";
export type { AccessAnswer, AccessQuestion, PolicySource, SourceRule } from "./inspect/access.ts";
export type { BytePart, TokenAnatomy } from "./inspect/anatomy.ts";
export type { HeldLease, NamedPolicy, TokenBounds, TokenInspection } from "./inspect/inspect-token.ts";
export type { BatchLimit, Notice, NotRenewable, TtlBound } from "./inspect/notice.ts";
export type {
  Decision,
  HttpExchange,
  RequestTrace,
  ServerEvent,
  StorageOperation,
  TokenState,
  TokenView,
} from "./inspect/types.ts";
