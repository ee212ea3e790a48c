import { expect, test } from "vitest";
import { OpenVault } from "../testing/open-vault.ts";
import { whyForeignWrapsNothing, whyUnreadable } from "./unreadable-token.ts";

const noNamespace = "failed to look up namespace from the token: no namespace";

test.each([
  ["hvb.", undefined],
  ["hvb.A", "illegal base64 data at input byte 0"],
  ["hvb.AAAAA", "illegal base64 data at input byte 4"],
  ["hvb.AAAA AAAA", "illegal base64 data at input byte 4"],
  ["hvb.AA=A", "illegal base64 data at input byte 2"],
  ["hvb.AAAAA$", "illegal base64 data at input byte 5"],
  ["b.AAAAA", "illegal base64 data at input byte 4"],
  ["hvb.AAAAA.ns", "illegal base64 data at input byte 4"],
  ["hvb.AAAA.ns", undefined],
  ["s.AAAA", undefined],
  ["a.", undefined],
  ["a.root", undefined],
  ["a.b", noNamespace],
  ["a/b.c", noNamespace],
  ["hvs.AAAA.BBBB", noNamespace],
])("%s is looked up, or it is said why it cannot be: %s", (token, why) => {
  expect(whyUnreadable(token)).toBe(why);
});

const unsigned = "signature could not be validated: go-jose/go-jose: error in cryptographic primitive";

test.each([
  ["aaaa.bbbb.cccc", "could not be parsed: invalid character 'i' looking for beginning of value"],
  ["eyJh.bbbb.cccc", "could not be parsed: unexpected end of JSON input"],
  ["a!aa.bbbb.cccc", "could not be parsed: illegal base64 data at input byte 1"],
  ["e30K.bbbb.c!cc", "could not be parsed: illegal base64 data at input byte 1"],
  ["W10K.bbbb.cccc", "could not be parsed: json: cannot unmarshal array into Go value of type jose.rawHeader"],
  ["IDEK.bbbb.cccc", "could not be parsed: json: cannot unmarshal number into Go value of type jose.rawHeader"],
  ["e30K..", unsigned],
])("%s, signed elsewhere, wraps nothing here: %s", (token, why) => {
  expect(whyForeignWrapsNothing(token)).toBe(`wrapping token ${why}`);
});

test("a token that names the root namespace is the token", () => {
  const vault = new OpenVault();
  const token = vault.create({ type: "batch", policies: ["default"], ttl: "5m" });
  expect(vault.works(`${token}.root`)).toBe(true);
});
