import type { AuditDevice } from "../../vault/index.ts";
import type { AuditLine } from "../records/audit-feed.ts";
import type { LogNews, ReadSoFar } from "../records/bounded-log.ts";
import type { Records } from "../records/records.ts";
import type { InspectedServer } from "../server.ts";

/** Questions about audit devices, and what they wrote. */
export interface AuditInspections {
  /** The devices that are enabled, and the lines that a reader does not have yet. */
  readonly audit: {
    readonly question: { readonly read?: ReadSoFar | undefined };
    readonly answer: LogNews<AuditLine> & { readonly devices: readonly AuditDevice[] };
  };
}

type Answers = {
  readonly [Name in keyof AuditInspections]: (
    question: AuditInspections[Name]["question"],
    parts: { readonly server: InspectedServer; readonly records: Records },
  ) => AuditInspections[Name]["answer"];
};

export const auditAnswers: Answers = {
  audit: ({ read }, { server, records }) => ({ ...records.audit.log.since(read), devices: server.auditDevices() }),
};
