/** What a dev server is started with: as `vault server -dev` would take it from its flags and its configuration file. */
export interface ServerConfig {
  /** Of the mount at `secret/`. */
  readonly kvVersion: "1" | "2";
  /** Every mount of type kv keeps plain values, and leases what is read. */
  readonly leasedKv: boolean;
  /** What the seal's state names as storage. */
  readonly storageType: string;
}

export const defaultServerConfig: ServerConfig = {
  kvVersion: "2",
  leasedKv: false,
  storageType: "inmem",
};
