import { describe, expect, test } from "vitest";
import type { WireExchange, WireHead } from "../world.ts";
import { curlOf, NO_FILTER, selectRows, withoutTokens, type Found, type WireFilter } from "./select.ts";

const head = (number: number, fields: Partial<WireHead> = {}): WireHead => ({
  number,
  mark: String(number),
  characters: 1,
  line: 0,
  lineText: "vault token lookup",
  sentMs: 0,
  tookMicroseconds: 1000,
  method: "GET",
  status: 200,
  target: "/v1/auth/token/lookup-self",
  ...fields,
});

const items = [
  head(0),
  head(1, { line: 2, lineText: "vault write a b=c", method: "PUT", target: "/v1/secret/a", status: 403 }),
  head(2, { line: 2, lineText: "vault write a b=c", target: "/v1/sys/internal", status: 500 }),
];
const select = (of: typeof items, filter: WireFilter, found?: Found) => selectRows(of, [], filter, found);
const shown = (...args: Parameters<typeof select>) =>
  select(...args).rows.map((row) => (row.kind === "line" ? row.text : row.head.number));

describe("rows of the wire", () => {
  test("stand below the line that made them", () => {
    expect(shown(items, NO_FILTER, undefined)).toEqual(["vault token lookup", 0, "vault write a b=c", 1, 2]);
    expect(select(items, NO_FILTER)).toMatchObject({ heads: [0, 2], shown: 3 });
  });
  test("say under their line how many of it, before those, are no longer kept", () => {
    const later = [head(0), head(8, { line: 2, lineText: "a loop" }), head(9, { line: 2, lineText: "a loop" })];
    const { rows } = selectRows(later, [{ from: 1, to: 8 }], NO_FILTER, undefined);
    expect(rows.map((row) => (row.kind === "line" ? [row.text, row.gone] : row.head.number))).toEqual([
      ["vault token lookup", 0],
      0,
      ["a loop", 7],
      8,
      9,
    ]);
  });
  test("are filtered by the class of the status", () => {
    expect(shown(items, { text: "", status: "4xx" }, undefined)).toEqual(["vault write a b=c", 1]);
    expect(shown(items, { text: "", status: "5xx" }, undefined)).toEqual(["vault write a b=c", 2]);
  });
  test("are filtered by path where the text begins with a slash", () => {
    expect(shown(items, { text: " /SYS", status: undefined }, undefined)).toEqual(["vault write a b=c", 2]);
  });
  test("are filtered by what was found in the bodies; until that has come, by what the list knows", () => {
    const filter = { text: "b=c", status: undefined };
    expect(shown(items, filter, { text: "b=c", numbers: [0] })).toEqual(["vault token lookup", 0]);
    expect(shown(items, filter, { text: "b=", numbers: [0] })).toEqual(["vault write a b=c", 1, 2]);
  });
});

const exchange: WireExchange = {
  ...head(7),
  url: "http://127.0.0.1:8200/v1/auth/token/create",
  method: "POST",
  lineText: "VAULT_TOKEN=hvs.CAESIJ0123456789 vault token create",
  requestHeaders: { "x-vault-request": "true", "x-vault-token": "hvs.CAESIJ0123456789" },
  requestBody: { text: `{"display_name":"it's"}\n`, characters: 24 },
  responseHeaders: { "content-type": "application/json" },
  responseBody: { text: '{"auth":{"client_token":"my-own"},"data":"my-own"}', characters: 50 },
  engine: undefined,
};

describe("one exchange", () => {
  test("as curl, quoted for a shell; the token is asked of the program where it is hidden", () => {
    expect(curlOf(exchange, true)).toBe(
      `curl -X POST -H 'X-Vault-Request: true' -H "X-Vault-Token: $(vault print token)" -d '{"display_name":"it'\\''s"}' http://127.0.0.1:8200/v1/auth/token/create`,
    );
    expect(curlOf(exchange, false)).toContain("-H 'X-Vault-Token: hvs.CAESIJ0123456789'");
    expect(curlOf({ ...exchange, method: "GET", requestBody: { text: "", characters: 0 } }, true)).not.toMatch(/-X|-d/);
  });
  test("is no curl command where its body was cut", () => {
    expect(curlOf({ ...exchange, requestBody: { text: "{", characters: 99_999 } }, true)).toBeUndefined();
  });
  test("can be shown without any token's value", () => {
    const hidden = JSON.stringify(withoutTokens(exchange));
    expect(hidden).not.toMatch(/CAESIJ|my-own/);
    expect(hidden).toContain("VAULT_TOKEN=hvs.•••••• vault token create");
  });
});
