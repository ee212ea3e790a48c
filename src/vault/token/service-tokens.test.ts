import { describe, expect, test } from "vitest";
import { OpenVault } from "../testing/open-vault.ts";
import { innerIdOf } from "./signed-token.ts";

const own = { policies: ["default"], ttl: "1h" };

describe("the form of a service token", () => {
  test("a root token is handed out as its inner id, hvs. and 24 characters", () => {
    const vault = new OpenVault();
    expect(vault.root).toMatch(/^hvs\.[0-9A-Za-z]{24}$/);
    expect(vault.create()).toMatch(/^hvs\.[0-9A-Za-z]{24}$/);
  });

  test("any other is signed around its inner id", () => {
    const token = new OpenVault().create(own);
    expect(token).toMatch(/^hvs\.CAESI[\w-]{86}$/);
    expect(innerIdOf(token)).toMatch(/^hvs\.[0-9A-Za-z]{24}$/);
  });

  test("the inner id works as the signed form does", () => {
    const vault = new OpenVault();
    expect(vault.works(innerIdOf(vault.create(own)) ?? "")).toBe(true);
  });

  test("a changed character is refused, anywhere beyond the version number, which is not signed", () => {
    const vault = new OpenVault();
    const token = vault.create(own);
    for (let at = "hvs.CAE".length; at < token.length - 1; at++) {
      const changed = token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
      expect(vault.refusal("read", "auth/token/lookup-self", {}, changed)).toBe("403 permission denied");
    }
  });

  test("a given root token id is the root token, made by another that is gone", () => {
    const vault = new OpenVault({ rootTokenId: "dev-only" });
    expect(vault.root).toBe("dev-only");
    expect(vault.lookup("dev-only")).toMatchObject({ id: "dev-only", path: "auth/token/create", policies: ["root"] });
  });
});

describe("given ids", () => {
  test("the id is the token, with a warning about its hash", () => {
    const vault = new OpenVault();
    const answer = vault.succeed("update", "auth/token/create", { ...own, id: "mine" });
    expect(answer.auth?.clientToken).toBe("mine");
    expect(answer.warnings?.[0]).toContain("weaker SHA1 hashing");
    expect(vault.works("mine")).toBe(true);
  });

  test.each([
    ["hvs.mine", "custom token ID cannot have the 'hvs.' prefix"],
    ["s.mine", "custom token ID cannot have the 's.' prefix"],
    ["with.dot", "custom token ID cannot have a '.' in the value"],
    ["twice", "cannot create a token with a duplicate ID"],
  ])("%s is refused", (id, error) => {
    const vault = new OpenVault();
    vault.create({ ...own, id: "twice" });
    expect(vault.refusal("update", "auth/token/create", { ...own, id })).toBe(`400 ${error}`);
  });

  test("an id without sudo is refused", () => {
    const vault = new OpenVault();
    vault.succeed("update", "auth/token/create", { id: "plain", policies: ["creator"], ttl: "1h" });
    expect(vault.refusal("update", "auth/token/create", { id: "x" }, "plain")).toContain("403");
  });
});

describe("use limits", () => {
  test("each request counts; the last one sees -1 and ends the token", () => {
    const vault = new OpenVault();
    const token = vault.create({ ...own, num_uses: 2 });
    const uses = () => vault.succeed("read", "auth/token/lookup-self", {}, token).data?.["num_uses"];
    expect(vault.lookup(token)["num_uses"]).toBe(2);
    expect(uses()).toBe(1);
    expect(uses()).toBe(-1);
    expect(vault.works(token)).toBe(false);
    expect(vault.refusal("update", "auth/token/lookup", { token })).toBe("403 bad token");
  });

  test("a refused request counts too", () => {
    const vault = new OpenVault();
    const token = vault.create({ ...own, num_uses: 2 });
    vault.refusal("read", "sys/mounts", {}, token);
    expect(vault.lookup(token)["num_uses"]).toBe(1);
  });

  test("a token with limited uses makes no children", () => {
    const vault = new OpenVault();
    const token = vault.create({ policies: ["root"], ttl: "1h", num_uses: 5 });
    const refusal = vault.refusal("update", "auth/token/create", {}, token);
    expect(refusal).toBe("400 restricted use token cannot generate child tokens");
  });

  test("a negative limit is refused", () => {
    const refusal = new OpenVault().refusal("update", "auth/token/create", { num_uses: -1 });
    expect(refusal).toBe("400 number of uses cannot be negative");
  });
});

describe("policies of a child", () => {
  test("none asked for: those of the parent", () => {
    const vault = new OpenVault();
    expect(vault.lookup(vault.create())["policies"]).toEqual(["root"]);
  });

  test("root adds default, unless told not to", () => {
    const vault = new OpenVault();
    expect(vault.lookup(vault.create({ policies: ["b", "A"] }))["policies"]).toEqual(["a", "b", "default"]);
    const bare = vault.create({ policies: ["a"], no_default_policy: true });
    expect(vault.lookup(bare)["policies"]).toEqual(["a"]);
  });

  test.each([["response-wrapping"], ["control-group"]])("%s is nobody's to give", (policy) => {
    const refusal = new OpenVault().refusal("update", "auth/token/create", { policies: [policy] });
    expect(refusal).toBe(`400 cannot assign policy "${policy}"`);
  });

  test("an expiring root token makes no root token that never expires", () => {
    const vault = new OpenVault();
    const refusal = vault.refusal("update", "auth/token/create", {}, vault.create({ ttl: "1h" }));
    expect(refusal).toBe("400 expiring root tokens cannot create non-expiring root tokens");
  });
});

describe("names", () => {
  test.each([
    [undefined, "token"],
    ["web", "token-web"],
    ["ci runner", "token-ci-runner"],
    ["end!", "token-end"],
    ["a_b.c", "token-a-b-c"],
  ])("display name %s shows as %s", (name, shown) => {
    const vault = new OpenVault();
    const data = name === undefined ? own : { ...own, display_name: name };
    expect(vault.lookup(vault.create(data))["display_name"]).toBe(shown);
  });
});

describe("the time of a token", () => {
  test("asked for beyond the maximum, it is capped with a warning", () => {
    const answer = new OpenVault().succeed("update", "auth/token/create", { ttl: "1000h" });
    expect(answer.auth?.ttlSeconds).toBe(768 * 3600);
    expect(answer.warnings).toEqual([
      'TTL of "1000h" exceeded the effective max_ttl of "768h"; TTL value is capped accordingly',
    ]);
  });

  test("an explicit maximum caps it, at creation and at every renewal", () => {
    const vault = new OpenVault();
    const token = vault.create({ policies: ["default"], ttl: "1h", explicit_max_ttl: "90m" });
    vault.pass(600);
    const renewed = vault.succeed("update", "auth/token/renew", { token, increment: "3h" });
    expect(renewed.auth?.ttlSeconds).toBe(80 * 60);
    expect(renewed.warnings).toEqual([
      'TTL of "3h" exceeded the effective max_ttl of "1h20m"; TTL value is capped accordingly',
    ]);
  });

  test("a period is what each renewal gives, whatever is asked for", () => {
    const vault = new OpenVault();
    const token = vault.create({ policies: ["default"], period: "30m" });
    for (let round = 0; round < 5; round++) {
      vault.pass(1700);
      expect(vault.succeed("update", "auth/token/renew", { token, increment: "5h" }).auth?.ttlSeconds).toBe(1800);
    }
  });

  test("it works until its time is over, and not a moment after", () => {
    const vault = new OpenVault();
    const token = vault.create(own);
    vault.pass(3599.999);
    expect(vault.works(token)).toBe(true);
    vault.pass(0.001);
    expect(vault.works(token)).toBe(false);
    expect(vault.keys("sys/expire/")).toEqual([]);
  });

  test.each([
    [{ ttl: "-5m" }, "ttl must be positive"],
    [{ ttl: "xx" }, 'time: invalid duration "xx"'],
    [{ period: "-1s" }, "period must be positive"],
    [{ explicit_max_ttl: "-1s" }, "explicit_max_ttl must be positive"],
    [{ type: "bogus" }, "invalid 'token_type' value"],
  ])("%o is refused", (data, error) => {
    expect(new OpenVault().refusal("update", "auth/token/create", data)).toBe(`400 ${error}`);
  });

  test("what cannot be renewed says why", () => {
    const vault = new OpenVault();
    const fixed = vault.create({ ...own, renewable: false });
    expect(vault.refusal("update", "auth/token/renew", { token: fixed })).toBe("400 lease is not renewable");
    expect(vault.refusal("update", "auth/token/renew-self")).toBe("400 invalid lease ID");
    expect(vault.refusal("update", "auth/token/renew", { token: "nope" })).toBe("400 token not found");
  });
});

describe("accessors", () => {
  test("look up, renew and revoke without telling the token", () => {
    const vault = new OpenVault();
    const token = vault.create(own);
    const accessor = vault.accessorOf(token);
    expect(vault.succeed("update", "auth/token/lookup-accessor", { accessor }).data?.["id"]).toBe("");
    expect(vault.succeed("update", "auth/token/renew-accessor", { accessor }).auth?.clientToken).toBe("");
    expect(vault.request("update", "auth/token/revoke-accessor", { accessor })).toBeUndefined();
    expect(vault.works(token)).toBe(false);
  });

  test("one that is of no token is refused, or revoked with a warning", () => {
    const vault = new OpenVault();
    const refusal = vault.refusal("update", "auth/token/lookup-accessor", { accessor: "nope" });
    expect(refusal).toBe("400 1 error occurred:\n\t* invalid accessor\n\n");
    const answer = vault.succeed("update", "auth/token/revoke-accessor", { accessor: "nope" });
    expect(answer.warnings).toEqual(["No token found with this accessor"]);
  });

  test("the list has one for each stored token, and none for a batch token", () => {
    const vault = new OpenVault();
    vault.create(own);
    vault.create({ ...own, type: "batch" });
    expect(vault.succeed("list", "auth/token/accessors/").data?.["keys"]).toHaveLength(2);
  });
});

test("a role is bound to addresses, blocks and sockets alone, and shows the shortest form", () => {
  const vault = new OpenVault();
  const stray = (text: string): string =>
    `error parsing address "${text}": Unable to convert "${text}" to an IPv4 or IPv6 address, or a UNIX Socket`;
  expect(vault.refusal("update", "auth/token/roles/r", { token_bound_cidrs: "127.0.0.1,wat" })).toBe(
    `400 error parsing role fields: ${stray("wat")}`,
  );
  expect(vault.refusal("update", "auth/token/roles/r", { bound_cidrs: "127.0.0.01" })).toBe(
    `400 error parsing bound_cidrs: ${stray("127.0.0.01")}`,
  );
  vault.succeedOrNothing("update", "auth/token/roles/r", {
    token_bound_cidrs: "127.0.0.1/32,10.0.0.0/8",
    bound_cidrs: "x",
  });
  expect(vault.succeed("read", "auth/token/roles/r").data?.["token_bound_cidrs"]).toEqual(["127.0.0.1", "10.0.0.0/8"]);
});
