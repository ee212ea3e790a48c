import { expect, test } from "vitest";
import { hideTokens, namedTokens } from "./hide-tokens.ts";

test("every token is hidden, its prefix stays", () => {
  expect(hideTokens("login hvs.CAESIJ_-x hvb.AAAAAQabc; hvs.short")).toBe("login hvs.•••••• hvb.••••••; hvs.short");
});
test("a token of a chosen name is hidden wherever it stands", () => {
  const body = '{"auth":{"client_token": "my-own"},"data":{"token":"hmac-sha256:ab"}}';
  expect(namedTokens(body)).toEqual(["my-own"]);
  expect(hideTokens(`vault login my-own`, namedTokens(body))).toBe("vault login ••••••");
});
