import type { Command } from "../command.ts";
import { buildTree, type CommandTree } from "../command-tree.ts";
import { deletion } from "./delete.ts";
import { list } from "./list.ts";
import { login } from "./login.ts";
import { read } from "./read.ts";
import { token } from "./token.ts";
import { tokenCapabilities } from "./token-capabilities.ts";
import { tokenCreate } from "./token-create.ts";
import { tokenLookup } from "./token-lookup.ts";
import { tokenRenew } from "./token-renew.ts";
import { tokenRevoke } from "./token-revoke.ts";
import { patch, write } from "./write.ts";

const commands: readonly Command[] = [
  deletion,
  list,
  login,
  patch,
  read,
  token,
  tokenCapabilities,
  tokenCreate,
  tokenLookup,
  tokenRenew,
  tokenRevoke,
  write,
];

/** Every command of the program. */
export const commandTree: CommandTree = buildTree(commands);
