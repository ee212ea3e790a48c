/** The audit devices that are enabled: each writes a line of every request and of every answer. */
import { encodeUtf8, formatRfc3339Nano, quoteGo, randomUuid, type Json, type Random } from "../../lib/index.ts";
import type { AuditDevice } from "../mounts/sys/services.ts";
import type { Barrier } from "../storage/barrier.ts";
import { KeyedDigest } from "../token/keyed-digest.ts";
import { writeRecord, type AuditRecord, type Data } from "./audit-record.ts";
import type { AuditSink } from "./audit-sink.ts";
import { discard, readFileOptions, type FileDeviceOptions } from "./device-options.ts";
import { DeviceTable, type HeaderSettings, type StoredDevice } from "./device-table.ts";
import { hashRecord, type HashRules } from "./hash-record.ts";

/** What goes with a record: request headers as they came, and what the mount says about hashing. */
export interface RecordContext extends Omit<HashRules, "hash" | "hmacAccessor"> {
  readonly headers: Readonly<Record<string, string>>;
}

interface ActiveDevice {
  readonly entry: StoredDevice;
  readonly options: FileDeviceOptions;
  digest: KeyedDigest | undefined;
}

export class AuditDevices {
  private readonly table: DeviceTable;
  private readonly random: Random;
  private readonly sink: AuditSink;
  private active: readonly ActiveDevice[] = [];
  private headerSettings: HeaderSettings = {};

  constructor(barrier: Barrier, random: Random, sink: AuditSink) {
    this.table = new DeviceTable(barrier, random);
    this.random = random;
    this.sink = sink;
  }

  /** Whether anything is to be written at all. */
  get isOn(): boolean {
    return this.active.length > 0;
  }

  /** Takes the devices from storage, as after a restore. */
  load(): void {
    this.active = this.table.entries().flatMap((entry) => {
      const options = readFileOptions(entry.options);
      return "error" in options ? [] : [{ entry, options, digest: undefined }];
    });
    this.headerSettings = this.table.headers();
  }

  list(): readonly AuditDevice[] {
    return this.table.entries();
  }

  /** What keeps a device from being enabled, in Vault's words. */
  enable(device: AuditDevice, nowNs: bigint): string | undefined {
    const options = readFileOptions(device.options);
    if ("error" in options) return options.error;
    const problem = this.tryOut(options, nowNs);
    if (problem !== undefined) return problem;
    this.table.add(device);
    this.load();
    return undefined;
  }

  disable(path: string): void {
    this.table.remove(path);
    this.load();
  }

  /** What a device writes in place of a text. */
  hash(path: string, input: string): string | undefined {
    const device = this.active.find((each) => each.entry.path === path);
    return device === undefined ? undefined : this.hasherOf(device)(input);
  }

  headers(): HeaderSettings {
    return this.headerSettings;
  }

  setHeader(name: string, hmac: boolean): void {
    this.saveHeaders({ ...this.headerSettings, [name.toLowerCase()]: { hmac } });
  }

  removeHeader(name: string): void {
    const { [name.toLowerCase()]: _, ...others } = this.headerSettings;
    this.saveHeaders(others);
  }

  /** False where not one device could write: then the request must not go on. */
  write(record: AuditRecord, context: RecordContext): boolean {
    let written = false;
    for (const device of this.active) {
      const { filePath, prefix } = device.options;
      if (filePath === discard || this.sink.append(filePath, prefix + this.lineOf(device, record, context))) {
        written = true;
      }
    }
    return written || !this.isOn;
  }

  private lineOf(device: ActiveDevice, record: AuditRecord, context: RecordContext): string {
    const { options } = device;
    const hash = this.hasherOf(device);
    const request = { ...record.request, headers: this.headersOf(context.headers, hash) };
    const { response } = record;
    const elides = options.elideListResponses && request.operation === "list" && response?.data !== undefined;
    const whole = {
      ...record,
      request,
      ...(elides ? { response: { ...response, data: elide(response.data) } } : {}),
    };
    if (options.logRaw) return writeRecord(whole);
    return writeRecord(hashRecord(whole, { ...context, hash, hmacAccessor: options.hmacAccessor }));
  }

  private headersOf(sent: RecordContext["headers"], hash: HashRules["hash"]): Record<string, string[]> | undefined {
    let audited: Record<string, string[]> | undefined;
    for (const [name, { hmac }] of Object.entries(this.headerSettings)) {
      const value = sent[name];
      if (value !== undefined) (audited ??= {})[name] = [hmac ? hash(value) : value];
    }
    return audited;
  }

  private hasherOf(device: ActiveDevice): HashRules["hash"] {
    const digest = (device.digest ??= new KeyedDigest(encodeUtf8(this.table.saltOf(device.entry))));
    return (text) => `hmac-sha256:${digest.hexOf(text)}`;
  }

  private saveHeaders(headers: HeaderSettings): void {
    this.headerSettings = headers;
    this.table.saveHeaders(headers);
  }

  /** Opens the file and writes a first line to it. */
  private tryOut(options: FileDeviceOptions, nowNs: bigint): string | undefined {
    const { filePath, prefix, skipTest } = options;
    if (filePath === discard) return undefined;
    if (!this.sink.append(filePath, "")) {
      const path = quoteGo(filePath);
      return `file sink creation failed for path ${path}: event.NewFileSink: sanity check failed; unable to open ${path} for writing: event.(FileSink).open: unable to open file for sink: open ${filePath}: is a directory`;
    }
    const probe: AuditRecord = {
      time: formatRfc3339Nano(nowNs),
      type: "request",
      auth: { token_type: "default" },
      request: {
        id: randomUuid(this.random),
        operation: "update",
        namespace: { id: "root" },
        path: "sys/audit/test",
      },
    };
    if (skipTest || this.sink.append(filePath, prefix + writeRecord(probe))) return undefined;
    return `audit backend failed test message: event.(FileSink).Process: error writing file for sink: event.(FileSink).log: unable to re-write to file for sink: write ${filePath}: no space left on device`;
  }
}

/** How many there are in place of what they are. */
function elide(data: Data): Data {
  const counted: Record<string, Json> = { ...data };
  const { keys, key_info: info } = data;
  if (Array.isArray(keys)) counted["keys"] = keys.length;
  if (typeof info === "object" && info !== null && !Array.isArray(info)) counted["key_info"] = Object.keys(info).length;
  return counted;
}
