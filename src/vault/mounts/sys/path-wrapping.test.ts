import { expect, test } from "vitest";
import { SysFixture } from "./sys-fixture.ts";

function wrapped(sys: SysFixture, seconds = 60): string {
  const outcome = sys.ask("update", "sys/wrapping/wrap", { a: "b" }, sys.server.rootToken, seconds);
  return outcome?.ok === true ? (outcome.wrapInfo?.token ?? "") : "";
}

const gone = ["wrapping token is not valid or does not exist"];

test("what is wrapped is given out once, to whoever has the token", () => {
  const sys = new SysFixture();
  const token = wrapped(sys);
  const first = sys.write("sys/wrapping/unwrap", { token });
  expect(first?.ok === true && JSON.parse(first.raw?.body ?? "{}")).toMatchObject({ data: { a: "b" } });
  expect(sys.refused("update", "sys/wrapping/unwrap", { token })).toEqual(gone);
});

test("a wrapping token unwraps itself, once", () => {
  const sys = new SysFixture();
  const token = wrapped(sys);
  const first = sys.write("sys/wrapping/unwrap", {}, token);
  expect(first?.ok === true && JSON.parse(first.raw?.body ?? "{}")).toMatchObject({ data: { a: "b" } });
  expect(sys.refused("update", "sys/wrapping/unwrap", {}, token)).toEqual(gone);
});

test("a look at a wrapped answer's origin leaves it wrapped", () => {
  const sys = new SysFixture();
  const token = wrapped(sys, 90);
  const facts = {
    creation_path: "sys/wrapping/wrap",
    creation_time: "2023-11-14T22:13:20Z",
    creation_ttl: 90,
  };
  expect(sys.write("sys/wrapping/lookup", { token }, "")?.data).toEqual(facts);
  expect(sys.write("sys/wrapping/lookup", { token }, "")?.data).toEqual(facts);
});

test("rewrapped, it is behind the new token and no longer behind the old", () => {
  const sys = new SysFixture();
  const token = wrapped(sys);
  const again = sys.write("sys/wrapping/rewrap", { token });
  const fresh = again?.ok === true ? (again.wrapInfo?.token ?? "") : "";
  expect(sys.refused("update", "sys/wrapping/unwrap", { token })).toEqual(gone);
  const opened = sys.write("sys/wrapping/unwrap", { token: fresh });
  expect(opened?.ok === true && JSON.parse(opened.raw?.body ?? "{}")).toMatchObject({ data: { a: "b" } });
});

test("a wrapped answer is lost when its time is over", () => {
  const sys = new SysFixture();
  const token = wrapped(sys, 5);
  sys.clock.advance(6_000_000_000n);
  expect(sys.refused("update", "sys/wrapping/unwrap", { token })).toEqual(gone);
});

test("wrapping needs to be asked for", () => {
  expect(new SysFixture().refused("update", "sys/wrapping/wrap", { a: 1 })).toEqual([
    "endpoint requires response wrapping to be used",
  ]);
});

test("an answer with a body and a status of its own comes out of its wrapping as it was", () => {
  const sys = new SysFixture();
  const ask = (wrapSeconds?: number) => sys.ask("read", "secret/nowhere", {}, sys.server.rootToken, wrapSeconds);
  const plain = ask();
  const hidden = ask(60);
  const token = hidden?.ok === true ? (hidden.wrapInfo?.token ?? "") : "";
  const opened = sys.write("sys/wrapping/unwrap", { token });
  expect(opened).toMatchObject({ ok: true, status: 404, raw: { contentType: "application/json" } });
  const warnings = (outcome: typeof plain) => outcome?.ok === true && JSON.parse(outcome.raw?.body ?? "{}").warnings;
  expect(warnings(opened)).toEqual(warnings(plain));
});
