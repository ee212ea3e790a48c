import { compareUtf8 } from "../../lib/index.ts";
import { expectArguments, type Command, type Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { httpOptions, outputOptions } from "../flags/common.ts";
import { printValue } from "../output/print.ts";
import { isList } from "../wire/value.ts";

export const tokenCapabilities: Command = {
  name: "token capabilities",
  synopsis: "Print capabilities of a token on a path",
  usage: "vault token capabilities [options] [TOKEN] PATH",
  about: `Shows what a token may do at a path. With the path alone, the token in use.

    $ vault token capabilities secret/data/app
    $ vault token capabilities hvs.CAESI... secret/data/app`,
  flags: [httpOptions, outputOptions("format")],
  arguments: ["path"],
  run: runTokenCapabilities,
};

async function runTokenCapabilities(call: Invocation): Promise<number> {
  const [first = "", second] = expectArguments(call, 1, 2, "1-2");
  const client = await call.client();
  const path = second ?? first;
  const token = second === undefined || first === "" ? client.token : first;
  const endpoint = token === client.token ? "sys/capabilities-self" : "sys/capabilities";
  const capabilities = await attempt("Error listing capabilities", async () => {
    const secret = await client.secret("POST", endpoint, { body: { path, token } });
    if (secret?.data === undefined) throw new Error("data from server response is empty");
    const atPath = secret.data[path];
    const list = isList(atPath) && atPath.length > 0 ? atPath : secret.data["capabilities"];
    return isList(list) ? list.map(String) : undefined;
  });
  if (capabilities === undefined) throw new Failure("No capabilities found", 1);
  if (call.ui.format !== "table") return printValue(call.ui, capabilities);
  call.ui.output(capabilities.sort(compareUtf8).join(", "));
  return 0;
}
