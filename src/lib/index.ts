export type { Clock, HttpAnswer, HttpHeaders, HttpRequest, Json, Random, Transport } from "./types.ts";

export {
  compareUtf8,
  concatBytes,
  decodeHex,
  decodeUtf8,
  encodeHex,
  encodeUtf8,
  equalBytes,
  wellFormed,
} from "./bytes.ts";
export { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url, illegalBase64UrlAt } from "./base64.ts";
export { basicAuth, headerBytes, headerOf, headerText, httpHeaders, isHeaderName, isHeaderValue } from "./headers.ts";
export { randomBase62, randomUuid } from "./random-ids.ts";
export { SeededRandom } from "./seeded-random.ts";
export type { SeededRandomState } from "./seeded-random.ts";
export { ManualClock } from "./manual-clock.ts";
export { hmacSha256WithKey } from "./keyed-hmac.ts";

export {
  formatGoDuration,
  formatHumanSeconds,
  NS_PER_SECOND,
  parseGoDuration,
  parseVaultDuration,
  parseVaultSeconds,
} from "./go-duration.ts";
export { parseGoInt } from "./go-int.ts";
export { formatGoTime, formatRfc3339, formatRfc3339Nano, parseRfc3339 } from "./go-time.ts";
export { formatGoValue, quoteGo } from "./go-strings.ts";
export { exactNumberText, numberText } from "./exact-number.ts";
export { parseGoJson } from "./go-json-parse.ts";
export { writeGoJson } from "./go-json-write.ts";
export { formatMultierror } from "./multierror.ts";
export { ProtobufWriter, protobufSigned, readProtobuf, readProtobufStringEntry } from "./protobuf.ts";
export type { ProtobufField } from "./protobuf.ts";

export { parseHcl } from "./hcl/parse-hcl.ts";
export { formatHcl } from "./hcl/print-hcl.ts";
export type { HclItem, HclNode, HclObjectList } from "./hcl/ast.ts";
export { decodeHcl, decodeHclText, decodeHclValue, hclFieldNodes, hclTokenText } from "./hcl/decode.ts";
export type { HclValue } from "./hcl/decode.ts";
export { compareText, createOrderedMap, eachDifference } from "./ordered-map.ts";
export type { OrderedMap } from "./ordered-map.ts";
export { parsePolicy } from "./policy/parse-policy.ts";
export { pathPattern } from "./policy/policy.ts";
export type { PathPattern, PathRule, Permissions, Policy, PolicyResult } from "./policy/policy.ts";
export { CAPABILITIES, capabilityBit, capabilityNames, DENY_BIT, SUDO_BIT } from "./policy/capability.ts";
export type { Capability } from "./policy/capability.ts";
export { splitTemplate } from "./policy/template.ts";
export { reasonPhrases } from "./reason-phrases.ts";
export { visible } from "./visible.ts";
