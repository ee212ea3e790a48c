import { quoteGo } from "../../../lib/index.ts";
import { refusal } from "../../logical/outcomes.ts";
import type { LogicalFailure } from "../../logical/types.ts";
import type { MountTable } from "../../routing/mount-entry.ts";

/** Types that earlier servers had. */
const removed: Readonly<Record<MountTable, ReadonlySet<string>>> = {
  mounts: new Set(["cassandra", "mongodb", "mssql", "mysql", "postgresql"]),
  auth: new Set(["app-id"]),
};

/** What enabling an unknown type answers. */
export function unknownType(table: MountTable, type: string): LogicalFailure {
  return removed[table].has(type)
    ? refusal(`could not mount ${quoteGo(type)}: mount entry associated with removed builtin`)
    : refusal(`plugin not found in the catalog: ${type}`);
}
