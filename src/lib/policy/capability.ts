/** What a rule may grant, in the order that `sys/capabilities` would find them before it sorts. */
export const CAPABILITIES = [
  "deny",
  "create",
  "read",
  "update",
  "delete",
  "list",
  "sudo",
  "patch",
  "subscribe",
] as const;
export type Capability = (typeof CAPABILITIES)[number];

const bits: ReadonlyMap<string, number> = new Map(CAPABILITIES.map((name, index) => [name, 1 << index]));

/** One bit a capability; undefined for a name that is none. */
export function capabilityBit(name: string): number | undefined {
  return bits.get(name);
}

export const DENY_BIT = 1 << CAPABILITIES.indexOf("deny");
export const SUDO_BIT = 1 << CAPABILITIES.indexOf("sudo");

/** The names of the bits that are set. */
export function capabilityNames(bitmap: number): Capability[] {
  return CAPABILITIES.filter((_, index) => (bitmap & (1 << index)) !== 0);
}
