import { quoteGo } from "../../../lib/index.ts";
import { isWithinAny } from "../../core/cidr.ts";

/** Why a list is none of address blocks; a lone address will not do. */
export function whyNotBlocks(blocks: readonly string[]): string | undefined {
  const stray = blocks.find((block) => !isAddressBlock(block.trim()));
  return stray === undefined ? undefined : `invalid CIDR address: ${stray}`;
}

/** Why a secret ID may not have its blocks: each must lie in one of the role's, where that has any. */
export function whyNotSubset(ofRole: readonly string[], ofSecretId: readonly string[]): string | undefined {
  if (ofRole.length === 0 || ofSecretId.length === 0) return undefined;
  const outer = ofRole.map((block) => (block.includes("/") ? block : `${block}/32`));
  if (ofSecretId.every((block) => outer.some((other) => liesIn(block, other)))) return undefined;
  return `failed to verify subset relationship between CIDR blocks on the role ${quoteAll(outer)} and CIDR blocks on the secret ID ${quoteAll(ofSecretId)}: %!w(<nil>)`;
}

function isAddressBlock(block: string): boolean {
  const [network = "", length = "", ...rest] = block.split("/");
  if (rest.length > 0 || !/^\d{1,3}$/.test(length)) return false;
  return Number(length) <= (network.includes(":") ? 128 : 32) && isWithinAny([network], network);
}

function liesIn(inner: string, outer: string): boolean {
  const [network = "", length] = inner.split("/");
  return Number(length) >= Number(outer.split("/")[1]) && isWithinAny([outer], network);
}

function quoteAll(texts: readonly string[]): string {
  return `[${texts.map(quoteGo).join(" ")}]`;
}
