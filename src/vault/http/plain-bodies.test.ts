import { expect, test } from "vitest";
import { SysFixture } from "../mounts/sys/sys-fixture.ts";

const unfit = (problem: string) => `failed to parse JSON input: ${problem}`;
const shares = "invalid seal configuration: shares must be at least one";

test.each([
  ["sys/init", "", "EOF"],
  ["sys/init", "{", unfit("unexpected EOF")],
  ["sys/init", "x", unfit("invalid character 'x' looking for beginning of value")],
  ["sys/init", "[]", unfit("json: cannot unmarshal array into Go value of type http.InitRequest")],
  ["sys/init", "3", unfit("json: cannot unmarshal number into Go value of type http.InitRequest")],
  ["sys/init", "null", shares],
  ["sys/init", "{} x", shares],
  ["sys/init", '{"SECRET_SHARES":{}}', unfit(intField("object"))],
  ["sys/init", '{"secret_shares":1e2}', unfit(intField("number 1e2"))],
  ["sys/init", '{"secret_shares":99999999999999999999}', unfit(intField("number 99999999999999999999"))],
  ["sys/init", '{"pgp_keys":"a"}', unfit(keysField("string", "[]string"))],
  ["sys/init", '{"pgp_keys":[1]}', unfit(keysField("number", "string"))],
  ["sys/rekey/init", "{", unfit("unexpected EOF")],
  ["sys/unseal", "[]", unfit("json: cannot unmarshal array into Go value of type http.UnsealRequest")],
  [
    "sys/unseal",
    '{"KEY":1}',
    unfit("json: cannot unmarshal number into Go struct field UnsealRequest.Key of type string"),
  ],
  ["sys/unseal", '{"key":null}', "'key' must be specified in request body as JSON, or 'reset' set to true"],
  ["sys/generate-root/update", "{", "error parsing JSON"],
  ["sys/generate-root/update", "", "EOF"],
  ["sys/generate-root/update", "{}", "'key' must be specified in request body as JSON"],
])("%s of %s is refused: %s", (path, body, error) => {
  const answer = new SysFixture().http("PUT", path, body, "");
  expect([answer.status, JSON.parse(answer.body).errors]).toEqual([400, [error]]);
});

test("a new root token can be asked for without a body", () => {
  expect(JSON.parse(new SysFixture().http("PUT", "sys/generate-root/attempt", "", "").body)).toMatchObject({
    started: true,
  });
});

function intField(got: string): string {
  return `json: cannot unmarshal ${got} into Go struct field InitRequest.secret_shares of type int`;
}

function keysField(got: string, type: string): string {
  return `json: cannot unmarshal ${got} into Go struct field InitRequest.pgp_keys of type ${type}`;
}
