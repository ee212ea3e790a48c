/** The audit devices of a server as they are stored: the table at `core/audit`, a device's salt below `audit/`. */
import { randomUuid, type Random } from "../../lib/index.ts";
import type { AuditDevice } from "../mounts/sys/services.ts";
import { newAccessor } from "../routing/mount-entry.ts";
import type { Barrier } from "../storage/barrier.ts";
import type { StorageValue } from "../storage/types.ts";

export interface StoredDevice extends AuditDevice {
  readonly uuid: string;
  readonly accessor: string;
}

interface StoredDevices {
  readonly entries: readonly StoredDevice[];
}

/** Whether the values of a request header are hashed where they are written. */
export interface HeaderSetting {
  readonly hmac: boolean;
}

export type HeaderSettings = Readonly<Record<string, HeaderSetting>>;

const keys = { shared: "core/audit", local: "core/local-audit" } as const;
const headersKey = "sys/audited-headers-config/audited-headers";

export class DeviceTable {
  private readonly barrier: Barrier;
  private readonly random: Random;

  constructor(barrier: Barrier, random: Random) {
    this.barrier = barrier;
    this.random = random;
  }

  entries(): readonly StoredDevice[] {
    return Object.values(keys).flatMap((key) => {
      const table = this.barrier.peekOne(key);
      return isDevices(table) ? table.entries : [];
    });
  }

  add(device: AuditDevice): StoredDevice {
    const entry: StoredDevice = {
      ...device,
      uuid: randomUuid(this.random),
      accessor: newAccessor("mounts", `audit_${device.type}`, this.random),
    };
    this.save([...this.entries(), entry], device.local);
    return entry;
  }

  remove(path: string): void {
    const entries = this.entries();
    const entry = entries.find((device) => device.path === path);
    if (entry !== undefined) {
      this.save(
        entries.filter((device) => device !== entry),
        entry.local,
      );
    }
  }

  /** Made when it is first needed. */
  saltOf(device: StoredDevice): string {
    const key = `audit/${device.uuid}/salt`;
    const stored = this.barrier.peekOne(key);
    if (typeof stored === "string") return stored;
    const salt = randomUuid(this.random);
    this.barrier.put(key, salt);
    return salt;
  }

  headers(): HeaderSettings {
    const stored = this.barrier.peekOne(headersKey);
    return isHeaders(stored) ? stored.headers : {};
  }

  saveHeaders(headers: HeaderSettings): void {
    this.barrier.put(headersKey, { headers });
  }

  private save(devices: readonly StoredDevice[], onlyLocal: boolean): void {
    const entries = (local: boolean): StoredDevices => ({ entries: devices.filter((each) => each.local === local) });
    if (!onlyLocal) this.barrier.put(keys.shared, entries(false));
    this.barrier.put(keys.local, entries(true));
  }
}

function isDevices(value: StorageValue | undefined): value is StoredDevices {
  return typeof value === "object" && "entries" in value;
}

function isHeaders(value: StorageValue | undefined): value is { readonly headers: HeaderSettings } {
  return typeof value === "object" && "headers" in value;
}
