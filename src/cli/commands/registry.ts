import type { Command } from "../command.ts";
import { buildTree, type CommandTree } from "../command-tree.ts";
import { audit, auditDisable, auditEnable, auditList } from "./audit.ts";
import { authDisable } from "./auth-disable.ts";
import { authEnable } from "./auth-enable.ts";
import { authHelp } from "./auth-help.ts";
import { authList } from "./auth-list.ts";
import { authMove } from "./auth-move.ts";
import { authTune } from "./auth-tune.ts";
import { auth } from "./auth.ts";
import { deletion } from "./delete.ts";
import { kvDelete } from "./kv-delete.ts";
import { kvEnableVersioning } from "./kv-enable-versioning.ts";
import { kvGet } from "./kv-get.ts";
import { kvList } from "./kv-list.ts";
import { kvMetadataDelete } from "./kv-metadata-delete.ts";
import { kvMetadataGet } from "./kv-metadata-get.ts";
import { kvMetadataPatch, kvMetadataPut } from "./kv-metadata-write.ts";
import { kvPatch } from "./kv-patch.ts";
import { kvPut } from "./kv-put.ts";
import { kvRollback } from "./kv-rollback.ts";
import { kvDestroy, kvUndelete } from "./kv-versions.ts";
import { kv, kvMetadata } from "./kv.ts";
import { lease, leaseLookup, leaseRenew, leaseRevoke } from "./lease.ts";
import { list } from "./list.ts";
import { login } from "./login.ts";
import {
  namespace,
  namespaceCreate,
  namespaceDelete,
  namespaceList,
  namespaceLookup,
  namespacePatch,
} from "./namespace.ts";
import { notSimulated } from "./not-simulated.ts";
import {
  operator,
  operatorKeyStatus,
  operatorMembers,
  operatorRotate,
  operatorSeal,
  operatorStepDown,
  operatorUnseal,
} from "./operator.ts";
import { operatorGenerateRoot } from "./operator-generate-root.ts";
import { operatorInit } from "./operator-init.ts";
import { operatorRekey } from "./operator-rekey.ts";
import { pathHelp } from "./path-help.ts";
import { plugin, pluginInfo, pluginList } from "./plugin.ts";
import { policyDelete } from "./policy-delete.ts";
import { policyFmt } from "./policy-fmt.ts";
import { policyList } from "./policy-list.ts";
import { policyRead } from "./policy-read.ts";
import { policyWrite } from "./policy-write.ts";
import { policy } from "./policy.ts";
import { print, printToken } from "./print.ts";
import { read } from "./read.ts";
import { secretsDisable } from "./secrets-disable.ts";
import { secretsEnable } from "./secrets-enable.ts";
import { secretsList } from "./secrets-list.ts";
import { secretsMove } from "./secrets-move.ts";
import { secretsTune } from "./secrets-tune.ts";
import { secrets } from "./secrets.ts";
import { server } from "./server.ts";
import { status } from "./status.ts";
import { tokenCapabilities } from "./token-capabilities.ts";
import { tokenCreate } from "./token-create.ts";
import { tokenLookup } from "./token-lookup.ts";
import { tokenRenew } from "./token-renew.ts";
import { tokenRevoke } from "./token-revoke.ts";
import { token } from "./token.ts";
import { unwrap } from "./unwrap.ts";
import { versionHistory } from "./version-history.ts";
import { version } from "./version.ts";
import { patch, write } from "./write.ts";

const commands: readonly Command[] = [
  audit,
  auditEnable,
  auditDisable,
  auditList,
  authDisable,
  authEnable,
  authHelp,
  authList,
  authMove,
  authTune,
  auth,
  deletion,
  kvDelete,
  kvEnableVersioning,
  kvGet,
  kvList,
  kvMetadataDelete,
  kvMetadataGet,
  kvMetadataPut,
  kvMetadataPatch,
  kvPatch,
  kvPut,
  kvRollback,
  kvDestroy,
  kvUndelete,
  kv,
  kvMetadata,
  lease,
  leaseLookup,
  leaseRenew,
  leaseRevoke,
  list,
  login,
  namespace,
  namespaceList,
  namespaceLookup,
  namespaceCreate,
  namespacePatch,
  namespaceDelete,
  ...notSimulated,
  operator,
  operatorSeal,
  operatorUnseal,
  operatorKeyStatus,
  operatorRotate,
  operatorStepDown,
  operatorMembers,
  operatorInit,
  operatorGenerateRoot,
  operatorRekey,
  plugin,
  pluginInfo,
  pluginList,
  pathHelp,
  policyDelete,
  policyFmt,
  policyList,
  policyRead,
  policyWrite,
  policy,
  print,
  printToken,
  read,
  secretsDisable,
  secretsEnable,
  secretsList,
  secretsMove,
  secretsTune,
  secrets,
  server,
  status,
  tokenCapabilities,
  tokenCreate,
  tokenLookup,
  tokenRenew,
  tokenRevoke,
  token,
  unwrap,
  version,
  versionHistory,
  write,
  patch,
];

/** Every command of the program. */
export const commandTree: CommandTree = buildTree(commands);
