import type { Command } from "../command.ts";
import { httpOptions } from "../flags/common.ts";
import { moveMount } from "../mounts/move.ts";

export const authMove: Command = {
  name: "auth move",
  synopsis: "Move an auth method to a new path",
  usage: "vault auth move [options] SOURCE DESTINATION",
  about: `Moves an auth method to another path; both begin with auth/. The tokens it handed
out are revoked. Waits until the move is done.

    $ vault auth move auth/userpass/ auth/staff/`,
  flags: [httpOptions],
  arguments: ["auth-mount", "nothing"],
  run: (call) => moveMount(call, "auth method"),
};
