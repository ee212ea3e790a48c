/** What the last command did, in words large enough for the back row, and the panel that shows it. Pure. */
import type { TokenView, World } from "../../panels/index.ts";
import type { PanelName } from "../panel-names.ts";

export interface Caption {
  readonly title: string;
  readonly text: string;
  readonly spotlight: PanelName;
}

const START: Caption = {
  title: "A fresh server",
  text: "One token, the root token, and you hold it. Type a command.",
  spotlight: "tree",
};

/** The caption of a world's last line. */
export function captionOf(world: Pick<World, "lines" | "tokens">): Caption {
  const line = world.lines.at(-1);
  if (line === undefined) return START;
  const cost = `The server wrote ${keys(line.keysWritten)}${line.keysDeleted > 0 ? ` and deleted ${line.keysDeleted}` : ""}.`;
  const known = (key: string) => world.tokens.get(key);
  const issued = line.issued.map(known).find((token) => token !== undefined);
  const ended = line.ended.map(known).find((token) => token !== undefined);
  if (issued !== undefined) return issuedCaption(issued, line.issuedCount, cost);
  if (ended !== undefined) return endedCaption(ended, line.endedCount);
  if (line.refused !== undefined && line.exitCode !== 0) {
    const { operation, path, status } = line.refused;
    return { title: "Refused", text: `To ${operation} ${path} was answered with ${status}.`, spotlight: "tokens" };
  }
  if (line.keysWritten + line.keysDeleted > 0) return { title: "It is stored", text: cost, spotlight: "storage" };
  return { title: "Only asked", text: "Nothing changed on the server.", spotlight: "tokens" };
}

function issuedCaption(token: TokenView, count: number, cost: string): Caption {
  if (count > 1) return { title: `${count} tokens created`, text: cost, spotlight: "tree" };
  if (token.type === "batch") {
    return token.orphan
      ? {
          title: "It stands on its own",
          text: `No parent to fall with, no accessor to hold it by. ${cost}`,
          spotlight: "tree",
        }
      : {
          title: "It hangs on its parent",
          text: `It stops working with it; there is no accessor. ${cost}`,
          spotlight: "tree",
        };
  }
  if (token.root)
    return { title: "Another root token", text: `It may do everything, and never ends. ${cost}`, spotlight: "tree" };
  return token.orphan
    ? { title: "A service token, an orphan", text: `It outlives who made it. ${cost}`, spotlight: "tree" }
    : { title: "A service token", text: `It has an accessor, and falls with its parent. ${cost}`, spotlight: "tree" };
}

function endedCaption(ended: TokenView, count: number): Caption {
  const others = count - 1;
  const expired = ended.state === "expired";
  const title = expired ? "Its time is over" : "Revoked";
  if (others === 0) return { title, text: "Nothing hung from it.", spotlight: "tree" };
  return { title, text: `${others} more ${others === 1 ? "token" : "tokens"} went with it.`, spotlight: "tree" };
}

function keys(count: number): string {
  return count === 1 ? "1 key" : `${count} keys`;
}
