/** The audit devices of a server, as kept at `core/audit`. */
import { encodeUtf8 } from "../../lib/index.ts";
import type { AuditDevice } from "../mounts/sys/services.ts";
import type { Barrier } from "../storage/barrier.ts";
import type { StorageValue } from "../storage/types.ts";
import { KeyedDigest } from "../token/keyed-digest.ts";

interface StoredDevice extends AuditDevice {
  readonly salt: string;
  readonly uuid: string;
}

interface StoredDevices {
  readonly entries: readonly StoredDevice[];
}

const keys = { shared: "core/audit", local: "core/local-audit" } as const;

export class AuditTable {
  private readonly barrier: Barrier;

  constructor(barrier: Barrier) {
    this.barrier = barrier;
  }

  list(): readonly AuditDevice[] {
    return this.stored();
  }

  add(device: AuditDevice, salt: string, uuid: string): void {
    this.save([...this.stored(), { ...device, salt, uuid }]);
  }

  remove(path: string): void {
    this.save(this.stored().filter((device) => device.path !== path));
  }

  /** What the device writes in place of a text. */
  hash(path: string, input: string): string | undefined {
    const device = this.stored().find((each) => each.path === path);
    return device === undefined ? undefined : `hmac-sha256:${new KeyedDigest(encodeUtf8(device.salt)).hexOf(input)}`;
  }

  private stored(): readonly StoredDevice[] {
    return Object.values(keys).flatMap((key) => {
      const table = this.barrier.peekOne(key);
      return isDevices(table) ? table.entries : [];
    });
  }

  private save(devices: readonly StoredDevice[]): void {
    const shared = devices.filter((device) => !device.local);
    const local = devices.filter((device) => device.local);
    this.barrier.put(keys.shared, { entries: shared } satisfies StoredDevices);
    this.barrier.put(keys.local, { entries: local } satisfies StoredDevices);
  }
}

function isDevices(value: StorageValue | undefined): value is StoredDevices {
  return typeof value === "object" && "entries" in value;
}
