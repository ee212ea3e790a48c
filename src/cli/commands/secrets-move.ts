import type { Command } from "../command.ts";
import { httpOptions } from "../flags/common.ts";
import { moveMount } from "../mounts/move.ts";

export const secretsMove: Command = {
  name: "secrets move",
  synopsis: "Move a secrets engine to a new path",
  usage: "vault secrets move [options] SOURCE DESTINATION",
  about: `Moves a secrets engine to another path. What it handed out is revoked; what it
keeps goes along. Waits until the move is done.

    $ vault secrets move apps/ team/apps/`,
  flags: [httpOptions],
  arguments: ["secret-mount", "nothing"],
  run: (call) => moveMount(call, "secrets engine"),
};
