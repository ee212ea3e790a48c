/** Whether an address lies in one of the blocks (`10.0.0.0/8`, `::1/128`, or a lone address). */
export function isWithinAny(blocks: readonly string[], address: string): boolean {
  const bits = addressBits(address);
  return bits !== undefined && blocks.some((block) => isWithin(block, bits));
}

/** Whether a text can stand in a list of blocks; one with a slash or a leading dot passes for a socket's path. */
export function isBlock(text: string): boolean {
  return text.includes("/") || text.startsWith(".") || addressBits(text) !== undefined;
}

function isWithin(block: string, address: string): boolean {
  const [network = "", length] = block.split("/");
  const bits = addressBits(network);
  if (bits === undefined || bits.length !== address.length) return false;
  const kept = length === undefined ? bits.length : Number(length);
  return bits.slice(0, kept) === address.slice(0, kept);
}

/** 32 or 128 characters of 0 and 1. */
function addressBits(address: string): string | undefined {
  return address.includes(":") ? ipv6Bits(address) : ipv4Bits(address);
}

function ipv4Bits(address: string): string | undefined {
  const parts = address.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.map((part) => Number(part).toString(2).padStart(8, "0")).join("");
}

function ipv6Bits(address: string): string | undefined {
  const [head = "", tail, ...rest] = address.split("::");
  if (rest.length > 0) return undefined;
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = 8 - left.length - right.length;
  if (tail === undefined ? gap !== 0 : gap < 1) return undefined;
  const groups = [...left, ...Array.from({ length: gap }, () => "0"), ...right];
  if (!groups.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0")).join("");
}
