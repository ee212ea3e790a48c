import { formatHcl, parsePolicy } from "../../lib/index.ts";
import { oneArgument, type Command, type Invocation } from "../command.ts";
import { Failure, messageOf } from "../failure.ts";
import { expandHome, readTextFile, resolveFile } from "../files.ts";
import { httpOptions } from "../flags/common.ts";

export const policyFmt: Command = {
  name: "policy fmt",
  synopsis: "Formats a policy on disk",
  usage: "vault policy fmt [options] PATH",
  about: `Lays out a policy file in the usual way, in place. One that is not a policy is
left as it is, with a word on why.

    $ vault policy fmt web.hcl`,
  flags: [httpOptions],
  arguments: ["file", "nothing"],
  run: runPolicyFmt,
};

async function runPolicyFmt(call: Invocation): Promise<number> {
  const path = expandHome(call.io, oneArgument(call).trim());
  const text = await step("Error reading source file", () => readTextFile(call.io, path));
  const parsed = parsePolicy(text, "");
  if (!parsed.ok) throw new Failure(parsed.error, 1);
  const formatted = formatHcl(text);
  if (!formatted.ok) throw new Failure(`Error printing result: ${formatted.error}`, 1);
  await step("Error writing result", () => call.io.files.write(resolveFile(call.io, path), formatted.text, 0o644));
  call.ui.output(`Success! Formatted policy: ${path}`);
  return 0;
}

async function step<T>(prefix: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new Failure(`${prefix}: ${messageOf(error)}`, 1);
  }
}
