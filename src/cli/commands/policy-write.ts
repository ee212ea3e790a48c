import { expectArguments, type Command } from "../command.ts";
import { attempt, Failure, messageOf } from "../failure.ts";
import { readTextFile } from "../files.ts";
import { httpOptions } from "../flags/common.ts";
import type { ProgramIo } from "../types.ts";

export const policyWrite: Command = {
  name: "policy write",
  synopsis: "Uploads a named policy from a file",
  usage: "vault policy write [options] NAME PATH",
  about: `Puts a policy on the server, from a file or, with "-", from standard input. One
of the same name is replaced, and tokens that have it follow at once.

    $ vault policy write web ./web.hcl
    $ echo 'path "secret/*" { capabilities = ["read"] }' | vault policy write web -`,
  flags: [httpOptions],
  arguments: ["policy", "file", "nothing"],
  run: async (call) => {
    const [typed = "", source = ""] = expectArguments(call, 2, 2);
    const client = await call.client();
    const name = typed.toLowerCase().trim();
    const file = source.trim();
    const rules = file === "-" ? await call.io.readStdin() : await readRules(call.io, file);
    await attempt("Error uploading policy", () =>
      client.send("PUT", `sys/policies/acl/${name}`, { body: { policy: rules } }),
    );
    if (typed !== name) call.ui.warn(`Policy name was converted from "${typed}" to "${name}"`);
    call.ui.output(`Success! Uploaded policy: ${name}`);
    return 0;
  },
};

async function readRules(io: ProgramIo, file: string): Promise<string> {
  try {
    return await readTextFile(io, file);
  } catch (error) {
    const why = messageOf(error);
    throw new Failure(`Error ${why.startsWith("read ") ? "reading policy" : "opening policy file"}: ${why}`, 2);
  }
}
