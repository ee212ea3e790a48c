import type { Ui } from "../ui.ts";
import { printMap } from "../output/print.ts";
import type { JsonObject } from "../wire/value.ts";
import type { Invocation } from "../command.ts";
import { printField, printSecret } from "../output/print.ts";
import type { Secret } from "../wire/secret.ts";

/** A path under a heading as wide as it. */
export function printPath(ui: Ui, path: string, title: string): void {
  ui.output(rule(title, byteLength(path)));
  ui.output(path);
  ui.output("");
}

/** A map under a heading as wide as its first column. */
export function printTitledMap(ui: Ui, title: string, map: JsonObject, lead = ""): void {
  ui.output(lead + mapHeading(title, map));
  printMap(ui, map);
}

export function mapHeading(title: string, map: JsonObject): string {
  return rule(title, Math.max(0, ...Object.keys(map).map(byteLength)) + 4 + 5);
}

function rule(title: string, width: number): string {
  let signs = width - (title.length + 2);
  if (signs <= 0) signs = 4;
  const half = "=".repeat(Math.ceil(signs / 2));
  return `${half} ${title} ${half}`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** What `kv put` and `kv patch` print of the version they made. */
export function printWritten(call: Invocation, secret: Secret | undefined, path: string): number {
  if (secret === undefined) {
    if (call.ui.format === "table") call.ui.output(`Success! Data written to: ${path}`);
    return 0;
  }
  const field = call.flags.text("field");
  if (field !== "") return printField(call.ui, secret, field);
  if (secret.wrapInfo !== undefined && secret.wrapInfo.ttlSeconds !== 0) return printSecret(call.ui, secret);
  if (call.ui.format !== "table") return printSecret(call.ui, secret);
  printPath(call.ui, path, "Secret Path");
  printTitledMap(call.ui, "Metadata", secret.data ?? {});
  return 0;
}

/** What the commands print that only tell that it worked. */
export function printDone(call: Invocation, secret: Secret | undefined, message: string): number {
  if (secret !== undefined) return printSecret(call.ui, secret);
  if (call.ui.format === "table") call.ui.output(message);
  return 0;
}
