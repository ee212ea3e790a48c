/** The barrier's encryption keys: which one is in use, and a new one. */
import { formatRfc3339Nano } from "../../../lib/index.ts";
import type { PathDeclaration } from "../../framework/types.ts";
import { response } from "../../logical/outcomes.ts";
import type { SysServices } from "./services.ts";

/** After so many uses a key is rotated by itself. */
const mostOperations = 3_865_470_566;

export function keyPaths(services: SysServices): PathDeclaration[] {
  return [
    {
      path: "key-status",
      operations: {
        read: () => {
          const { term, installTimeNs, encryptions } = services.keys.status();
          return response({ term, install_time: formatRfc3339Nano(installTimeNs), encryptions });
        },
      },
      synopsis: "Shows the encryption key in use: its term, not the key.",
    },
    {
      path: "rotate",
      operations: {
        update: () => {
          services.keys.rotate();
          return undefined;
        },
      },
      synopsis: "Puts a new encryption key in use; what older ones sealed still opens.",
    },
    {
      path: "rotate/config",
      operations: { read: () => response({ max_operations: mostOperations, enabled: true, interval: 0 }) },
      absent: ["update"],
      synopsis: "Shows when keys are rotated by themselves.",
    },
  ];
}
