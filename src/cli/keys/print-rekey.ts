/** What the program says of new unseal keys. */
import { formatGoValue } from "../../lib/index.ts";
import type { Invocation } from "../command.ts";
import { printRows, printValue } from "../output/print.ts";
import { wrapText } from "../output/wrap.ts";
import { isList, type JsonObject } from "../wire/value.ts";

const text = (from: JsonObject, name: string): string => formatGoValue(from[name] ?? "");

/** How far an attempt is; `isVerification` where it is about the proof that the new shares were received. */
export function printRekeyStatus(call: Invocation, status: JsonObject, isVerification: boolean): number {
  const rows = isVerification ? verificationRows(status) : attemptRows(status);
  const value = isVerification ? status : { ...status, verification_nonce: status["verification_nonce"] ?? "" };
  return printRows(call.ui, ["Key | Value", ...rows], value, [""]);
}

function attemptRows(status: JsonObject): string[] {
  const rows = [`Nonce | ${text(status, "nonce")}`, `Started | ${text(status, "started")}`];
  if (status["started"] !== true) return rows;
  const [progress, required] = [text(status, "progress"), text(status, "required")];
  const nonce = text(status, "verification_nonce");
  return [
    ...rows,
    `Rekey Progress | ${progress}/${required}${progress === required ? " (verification in progress)" : ""}`,
    `New Shares | ${text(status, "n")}`,
    `New Threshold | ${text(status, "t")}`,
    `Verification Required | ${text(status, "verification_required")}`,
    ...(nonce === "" ? [] : [`Verification Nonce | ${nonce}`]),
  ];
}

function verificationRows(status: JsonObject): string[] {
  return [
    `Started | ${text(status, "started")}`,
    `New Shares | ${text(status, "n")}`,
    `New Threshold | ${text(status, "t")}`,
    `Verification Nonce | ${text(status, "nonce")}`,
    `Verification Progress | ${text(status, "progress")}/${text(status, "t")}`,
  ];
}

/** The new shares, with how the attempt stood before the last old one. What is to be said of a proof comes after. */
export function printNewKeys(call: Invocation, status: JsonObject, made: JsonObject): void {
  const { ui } = call;
  if (ui.format !== "table") {
    printValue(ui, made, [""]);
    return;
  }
  const keys = isList(made["keys_base64"]) ? made["keys_base64"] : [];
  ui.output("");
  for (const [index, key] of keys.entries()) ui.output(`Key ${index + 1}: ${formatGoValue(key)}`);
  ui.output("");
  ui.output(`Operation nonce: ${text(made, "nonce")}`);
  ui.output("");
  const [shares, threshold] = [text(status, "n"), text(status, "t")];
  const handOut = `Please securely distribute the key shares printed above. When Vault is re-sealed, restarted, or stopped, you must supply at least ${threshold} of these keys to unseal it before it can start servicing requests.`;
  if (status["verification_required"] !== true) {
    ui.output(
      wrapText(`Vault unseal keys rekeyed with ${shares} key shares and a key threshold of ${threshold}. ${handOut}`),
    );
    return;
  }
  ui.output(
    wrapText(
      `Vault has created a new unseal key, split into ${shares} key shares and a key threshold of ${threshold}. These will not be active until after verification is complete. ${handOut}`,
    ),
  );
  ui.output("");
  ui.warn(
    wrapText(
      "Again, these key shares are _not_ valid until verification is performed. Do not lose or discard your current key shares until after verification is complete or you will be unable to unseal Vault. If you cancel the rekey process or seal Vault before verification is complete the new shares will be discarded and the current shares will remain valid.",
    ),
  );
  ui.output("");
  ui.warn(wrapText("The current verification status, including initial nonce, is shown below."));
  ui.output("");
}
