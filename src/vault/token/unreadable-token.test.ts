import { expect, test } from "vitest";
import { OpenVault } from "../testing/open-vault.ts";
import { whyUnreadable } from "./unreadable-token.ts";

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

test("a token that names the root namespace is the token", () => {
  const vault = new OpenVault();
  const token = vault.create({ type: "batch", policies: ["default"], ttl: "5m" });
  expect(vault.works(`${token}.root`)).toBe(true);
});
