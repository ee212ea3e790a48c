/** A thousand random and mutated tokens, paths, bodies, policies and lines: never a throw, never a success that is not due. */
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { declaredProgram, runVault } from "../../src/cli/index.ts";
import { fakeProgramIo } from "../../src/cli/fake-program-io.ts";
import { OpenVault } from "../../src/vault/testing/open-vault.ts";

let vault: OpenVault;
/** What each kind of token looks like; the wrapped one may only be unwrapped. */
let tokens: readonly string[];
/** May read below `secret/data/mine/`, and no more than `default` beside it. */
let narrow: string;

beforeAll(() => {
  vault = new OpenVault();
  vault.succeedOrNothing("update", "sys/policies/acl/mine", {
    policy: 'path "secret/data/mine/*" { capabilities = ["read"] }',
  });
  const batch = { type: "batch", policies: ["default"] };
  narrow = vault.create({ policies: ["mine"] });
  tokens = [vault.root, vault.create(), vault.create({ policies: ["default"] }), vault.create(batch), narrow];
});

function send(method: string, path: string, token: string, body = "") {
  const answer = vault.server.handleHttp({ method, url: `/v1/${path}`, headers: { "x-vault-token": token }, body });
  if (answer.body !== "" && answer.headers["Content-Type"] === "application/json") JSON.parse(answer.body);
  expect(answer.status).toBeLessThan(600);
  return answer;
}

const odd = fc.constantFrom(
  "a",
  "Z",
  "0",
  "_",
  "-",
  ".",
  "=",
  "/",
  "+",
  " ",
  "\0",
  "é",
  "😀",
  "s",
  "hvs.",
  "hvb.",
  "CAES",
);

interface Mutation {
  readonly kind: "replace" | "insert" | "remove" | "cut" | "double" | "upper" | "around";
  readonly at: number;
  readonly text: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom("replace", "insert", "remove", "cut", "double", "upper", "around"),
  at: fc.nat(400),
  text: odd,
});

function mutate(text: string, { kind, at, text: added }: Mutation): string {
  const place = at % (text.length + 1);
  const [before, after] = [text.slice(0, place), text.slice(place)];
  switch (kind) {
    case "replace":
      return before + added + after.slice(1);
    case "insert":
      return before + added + after;
    case "remove":
      return before + after.slice(1);
    case "cut":
      return before;
    case "double":
      return text + text;
    case "upper":
      return before + after.toUpperCase();
    default:
      return added + text + added;
  }
}

/** The bytes that a token stands for; its last character may hold bits that stand for nothing. */
const bytesOf = (token: string): string => token.slice(0, 4) + Buffer.from(token.slice(4), "base64url").toString("hex");
const which = fc.nat(4);

describe("whatever is sent", () => {
  test("a mutated token is no token", () => {
    fc.assert(
      fc.property(which, fc.array(mutation, { minLength: 1, maxLength: 3 }), (index, mutations) => {
        const token = tokens[index] ?? "";
        const mutated = mutations.reduce(mutate, token);
        if (mutated === "" || tokens.includes(mutated) || tokens.some((one) => bytesOf(one) === bytesOf(mutated)))
          return;
        const { status, body } = send("GET", "auth/token/lookup-self", mutated);
        // What cannot even be looked for is the server's trouble: no base64, or of a namespace that is not there.
        if (status === 500) expect(body).toMatch(/error performing token check|internal error/);
        else expect([mutated, status]).toEqual([mutated, 403]);
        expect(send("POST", "auth/token/lookup", vault.root, JSON.stringify({ token: mutated })).status).not.toBe(200);
      }),
      { numRuns: 300 },
    );
  });

  test("a path opens nothing that no policy names", () => {
    const part = fc.oneof(
      fc.constantFrom("secret", "data", "mine", "sys", "auth", "token", "mounts", "policies", "acl", "root", "raw"),
      fc.constantFrom("..", ".", "", "%2e%2e", "%2F", "%00", "*", "+", "mine/../yours", "create", "secret/data/mine"),
      fc.string({ maxLength: 6 }),
    );
    const methods = fc.constantFrom("GET", "POST", "PUT", "DELETE", "LIST", "PATCH", "HEAD", "OPTIONS", "TRACE");
    fc.assert(
      fc.property(methods, fc.array(part, { maxLength: 6 }), fc.boolean(), (method, parts, hasToken) => {
        const path = parts.join("/");
        const keys = vault.keys();
        const { status } = send(method, path, hasToken ? narrow : "", "{}");
        expect(status === 404 || status < 500).toBe(true);
        expect(vault.keys().filter((key) => !/cubbyhole/.test(key)).length).toBeGreaterThanOrEqual(keys.length);
        if (status < 300 && !hasToken) expect(path).toMatch(/^sys\/(?:health|seal-status|leader|init)$/);
        if (status < 300 && method !== "GET" && method !== "HEAD") {
          expect(path).toMatch(/^(?:auth\/token\/|sys\/|cubbyhole\/|identity\/)/);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("half a body is refused, a changed one does no harm", () => {
    const whole = JSON.stringify({ policies: ["a"], meta: { k: "v" }, ttl: "1h", num_uses: 3, type: "service" });
    const path = fc.constantFrom(
      "auth/token/create",
      "secret/data/x",
      "sys/mounts/y",
      "sys/policies/acl/z",
      "sys/remount",
    );
    fc.assert(
      fc.property(path, fc.nat(whole.length), mutation, (where, length, change) => {
        if (length > 0 && length < whole.length) {
          expect(send("POST", where, vault.root, whole.slice(0, length)).status).toBe(400);
        }
        send("POST", where, vault.root, mutate(whole, change));
      }),
      { numRuns: 150 },
    );
  });

  test("any JSON may come as any field", () => {
    const fields = fc.dictionary(
      fc.constantFrom("policies", "meta", "ttl", "num_uses", "type", "token", "path", "policy", "data", "period", "id"),
      fc.jsonValue({ maxDepth: 3 }),
    );
    const path = fc.constantFrom(
      "auth/token/lookup",
      "auth/token/renew",
      "auth/token/roles/r",
      "sys/capabilities",
      "sys/policies/acl/z",
      "secret/data/x",
      "sys/leases/lookup",
      "sys/wrapping/wrap",
      "identity/entity",
    );
    fc.assert(
      fc.property(path, fields, (where, data) => {
        expect(send("POST", where, vault.root, JSON.stringify(data)).status).toBeLessThan(501);
      }),
      { numRuns: 150 },
    );
  });

  test("names that every object has are kept as they are", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      const meta = JSON.stringify({ [name]: "x" });
      const { body } = send("POST", "auth/token/create", vault.root, `{"meta":${meta}}`);
      expect(JSON.parse(body).auth.metadata).toEqual(JSON.parse(meta));
      send("POST", "identity/entity", vault.root, `{"name":"${name}","metadata":["${name}=x"]}`);
      expect(send("GET", `identity/entity/name/${name}`, vault.root).body).toContain(`"metadata":${meta}`);
      const path = JSON.stringify({ paths: [name] });
      expect(send("POST", "sys/capabilities-self", vault.root, path).body).toContain(`"${name}":["root"]`);
    }
    expect(Reflect.get({}, "x")).toBeUndefined();
  });

  test("a mutated policy grants nothing that it does not name", () => {
    const text =
      'path "secret/data/a" {\n  capabilities = ["read", "list"]\n}\n# a word\npath "b" { policy = "write" }\n';
    const holder = vault.create({ policies: ["mutated"] });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const policy = mutations.reduce(mutate, text).replaceAll("+", "");
        const { status } = send("PUT", "sys/policies/acl/mutated", vault.root, JSON.stringify({ policy }));
        expect([204, 400]).toContain(status);
        expect(send("POST", "sys/mounts/evil", holder, '{"type":"kv"}').status).toBe(403);
        expect(send("GET", "secret/data/other", holder).status).toBe(403);
      }),
      { numRuns: 100 },
    );
  });
});

describe("whatever is typed", () => {
  const commands = declaredProgram().commands.filter((command) => !command.isGroup);
  /** These two look at none of their words, as the real ones. */
  const readers = commands.filter(({ name }) => name !== "print token" && name !== "version");
  const word = fc.oneof(
    fc.constantFrom("-format=json", "-format=nope", "-field=id", "--", "-", "-x", "=", "a=b", "@", "@nope", "a=@nope"),
    fc.constantFrom("secret/a", "/", "..", "-ttl=1h", "-ttl=x", "-policy", "-wrap-ttl=-1", "-output-curl-string", ""),
    fc.string({ maxLength: 8 }),
  );

  async function run(args: readonly string[], token: string): Promise<number> {
    const { io } = fakeProgramIo(args, { env: { VAULT_TOKEN: token }, stdin: "" });
    return runVault({ ...io, transport: async (request) => vault.server.handleHttp(request) });
  }

  test("a flag that no command has ends the run with 1", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...readers), fc.array(word, { maxLength: 2 }), async (command, words) => {
        const code = await run([...command.name.split(" "), "-zzz", ...words], vault.root);
        if (!words.some((each) => /^--?(?:h|help|v|version|output|format)/.test(each)))
          expect([command.name, code]).toEqual([command.name, 1]);
      }),
      { numRuns: 100 },
    );
  });

  test("whatever follows a command, it ends, and without a token it changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...commands), fc.array(word, { maxLength: 4 }), async (command, words) => {
        const before = vault.keys();
        const code = await run([...command.name.split(" "), ...words], "hvs.nothing");
        expect([0, 1, 2, 127]).toContain(code);
        expect(vault.keys()).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });
});
