import { formatGoValue } from "../../lib/index.ts";
import { expectArguments, type Invocation } from "../command.ts";
import { attempt, Failure } from "../failure.ts";
import { withTrailingSlash } from "../paths.ts";
import { isObject } from "../wire/value.ts";

const pollSeconds = 10;

/** Moves a mount, and waits until the server says that it is done. */
export async function moveMount(call: Invocation, what: string): Promise<number> {
  const [first = "", second = ""] = expectArguments(call, 2, 2);
  const [from, to] = [withTrailingSlash(first), withTrailingSlash(second)];
  const client = await call.client();
  const started = await attempt(`Error moving ${what} ${from} to ${to}`, async () => {
    const secret = await client.secret("POST", "sys/remount", { body: { from, to } });
    return secret?.data?.["migration_id"] ?? "";
  });
  const id = formatGoValue(started);
  const suffix = `${what} ${from} to ${to}, with migration ID ${id}`;
  call.ui.output(`Started moving ${suffix}`);
  for (;;) {
    const status = await attempt(`Error checking migration status of ${what} ${from} to ${to}`, async () => {
      const info = (await client.secret("GET", `sys/remount/status/${id}`))?.data?.["migration_info"];
      return isObject(info) ? info["status"] : undefined;
    });
    if (status === "success") {
      call.ui.output(`Success! Finished moving ${suffix}`);
      return 0;
    }
    if (status === "failure") throw new Failure(`Failure! Error encountered moving ${suffix}`, 0);
    if (call.io.signal.aborted) return 1;
    call.ui.output(`Waiting for terminal status in migration of ${suffix}`);
    await call.io.sleep(pollSeconds);
  }
}
