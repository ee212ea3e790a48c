import { beforeEach, describe, expect, test } from "vitest";
import { Workstation } from "./workstation.ts";

const ADDRESS = "http://127.0.0.1:8200";

function makeWorkstation(attached = false) {
  const printed = { stdout: "", stderr: "" };
  const requests: { method: string; url: string; token: string | null; body: string }[] = [];
  const waited: number[] = [];
  const answers: (string | undefined)[] = [];
  const workstation = new Workstation(
    {
      attached,
      interrupts: { raised: () => false },
      output: (stream, text) => {
        printed[stream] += text;
      },
      ask: () => Promise.resolve(answers.shift()),
      sleep: async (seconds) => void waited.push(seconds),
      nowNs: () => 1_700_000_000_000_000_000n,
      transport: async (request) => {
        requests.push({
          method: request.method,
          url: request.url,
          token: request.headers["x-vault-token"] ?? null,
          body: request.body,
        });
        return { status: 200, headers: {}, body: JSON.stringify({ data: { keys: ["ä"] } }) };
      },
      breathe: () => undefined,
      pause: () => Promise.resolve(),
      columns: () => 80,
    },
    { rootToken: "hvs.root" },
  );
  const run = async (line: string) => {
    printed.stdout = "";
    printed.stderr = "";
    const { exitCode } = await workstation.run(line);
    return { ...printed, exitCode };
  };
  return { workstation, run, requests, waited, answers };
}

let machine: ReturnType<typeof makeWorkstation>;
beforeEach(() => {
  machine = makeWorkstation();
});

describe("the student's machine", () => {
  test("begins with the root token, the server's address and nothing else of note", async () => {
    const { run } = machine;
    expect((await run("echo $VAULT_ADDR $ROOT_TOKEN $HOME $PWD; cat ~/.vault-token; echo; whoami; ls")).stdout).toBe(
      `${ADDRESS} hvs.root /home/student /home/student\nhvs.root\nstudent\n`,
    );
  });

  test("env and export -p show what is exported, and nothing else", async () => {
    const { run } = machine;
    await run("HIDDEN=1; export SHOWN=2");
    const { stdout } = await run("env; export -p");
    expect(stdout).toContain("\nSHOWN=2\n");
    expect(stdout).toContain('declare -x SHOWN="2"');
    expect(stdout).not.toContain("HIDDEN");
    expect((await run("env A=1 printenv A; printenv SHOWN NONE")).stdout).toBe("1\n2\n");
  });

  test("functions and aliases can be looked at", async () => {
    const { run } = machine;
    await run("f() { echo x; }; alias ll='ls -l'");
    expect((await run("declare -f f")).stdout).toBe("f () \n{ \n    echo x\n}\n");
    expect((await run("declare -F")).stdout).toBe("declare -f f\n");
    expect((await run("alias -p")).stdout).toBe("alias ll='ls -l'\n");
    expect((await run("type vault; which vault")).stdout).toBe("vault is /usr/bin/vault\n/usr/bin/vault\n");
  });

  test("what is exported reaches commands within commands, and what an interrupt or a snapshot left too", async () => {
    const { run, workstation, requests } = machine;
    await run("export VAULT_TOKEN=mine");
    workstation.restore(workstation.snapshot());
    await run("bash -c 'vault list a'; echo a | xargs vault list; env VAULT_TOKEN=given vault list a");
    expect(requests.filter(({ url }) => url.includes("/v1/a")).map(({ token }) => token)).toEqual([
      "mine",
      "mine",
      "given",
    ]);
  });

  test("a function that calls itself without end stops, and the shell goes on", async () => {
    const { run } = machine;
    expect((await run("f() { f; }; f")).stderr).toBe("bash: f: maximum function nesting level exceeded (500)\n");
    expect((await run("echo on")).stdout).toBe("on\n");
  });

  test("history keeps what was typed", async () => {
    const { run } = machine;
    await run("echo 1");
    await run(" echo unseen");
    expect((await run("history")).stdout).toBe("    1  echo 1\n    2  history\n");
    expect((await run("history -c; history")).stdout).toBe("");
  });

  test("sleep waits on the given clock", async () => {
    const { run, waited } = machine;
    await run("sleep 1.5 1m 2h");
    expect(waited).toEqual([7261.5]);
    expect((await run("sleep soon")).stderr).toContain("sleep: invalid time interval ‘soon’");
  });

  test("a file cannot be written where no directory is, and keeps its permissions", async () => {
    const { run } = machine;
    expect(await run("echo x > none/f")).toMatchObject({
      stderr: "bash: none/f: No such file or directory\n",
      exitCode: 1,
    });
    expect((await run("echo new > ~/.vault-token; stat -c %a ~/.vault-token")).stdout).toBe("600\n");
  });

  test("yes feeds what reads it", async () => {
    expect((await machine.run("yes no | head -2")).stdout).toBe("no\nno\n");
  });
});

describe("the library's commands", () => {
  test("jq deletes several paths, and gives an empty text its line", async () => {
    const { run } = machine;
    const input = `echo '{"a":1,"b":2,"c":{"d":""},"e":[1,2]}'`;
    expect((await run(`${input} | jq -c 'del(.a, .e[0], .c.d)'`)).stdout).toBe('{"b":2,"c":{},"e":[2]}\n');
    expect((await run(`${input} | jq -c 'del(.a,.b) | keys'`)).stdout).toBe('["c","e"]\n');
    expect((await run(`${input} | jq -r .c.d; ${input} | jq -r '.none // empty'`)).stdout).toBe("\n");
  });

  test("jq says what is wrong as the real one does", async () => {
    const { run } = machine;
    const said = async (line: string): Promise<unknown[]> => {
      const { stdout, stderr, exitCode } = await run(line);
      return [stdout + stderr, exitCode];
    };
    expect(await said("echo Key Value | jq .")).toEqual([
      "parse error: Invalid numeric literal at line 1, column 4\n",
      4,
    ]);
    expect(await said('jq .a.b <<< \'{"a":"x"}\'')).toEqual([
      'jq: error (at <stdin>:1): Cannot index string with string "b"\n',
      5,
    ]);
    expect(await said("jq -n '.a | nope'")).toEqual([
      "jq: error: nope/0 is not defined at <top-level>, line 1:\n.a | nope\njq: 1 compile error\n",
      3,
    ]);
    expect(await said("jq . none.json")).toEqual([
      "jq: error: Could not open file none.json: No such file or directory\n",
      2,
    ]);
    expect(await said(`jq -rn '["a","b\\"c",1,null]|@csv'`)).toEqual(['"a","b""c",1,\n', 0]);
    expect(await said("echo '\"a\"' | jq -j .")).toEqual(["a", 0]);
  });

  test.each([
    ["sort f | uniq -c", "      1 a\n      2 b\n"],
    ["cat f | wc", "      3       3       6\n"],
    ["wc -l f g", " 3 f\n 3 g\n 6 total\n"],
    ["wc -l < f", "3\n"],
    ["head -n -1 f", "b\na\n"],
    ["tail none", "tail: cannot open 'none' for reading: No such file or directory\n"],
    ["head -1 none", "head: cannot open 'none' for reading: No such file or directory\n"],
    ["sed p none", "sed: can't read none: No such file or directory\n"],
    ["sort none", "sort: cannot read: none: No such file or directory\n"],
    ["ls none", "ls: cannot access 'none': No such file or directory\n"],
    ["grep -n -e a -e c f g", "f:2:a\ng:1:a\ng:2:c\n"],
    ["grep -F -e . -e a f", "a\n"],
    ["grep -vE -e 'a|c' g", "d\n"],
    ["grep -ve b f", "a\n"],
    ["xargs -n1 echo - < f", "- b\n- a\n- b\n"],
    ["xargs -I{} echo '<{}>' < f", "<b>\n<a>\n<b>\n"],
    ["diff f g", "1d0\n< b\n3c2,3\n< b\n---\n> c\n> d\n"],
    ["diff /dev/null g", "0a1,3\n> a\n> c\n> d\n"],
    ["echo gone > /dev/null; cat /dev/null", ""],
    ["ls -l ~/.vault-token | cut -c1-10", "-rw-------\n"],
    ["chmod 750 f; ls -l | grep ' f$' | cut -c1-10", "-rwxr-x---\n"],
  ])("%s is as GNU's", async (line, text) => {
    await machine.run("printf 'b\\na\\nb\\n' > f; printf 'a\\nc\\nd\\n' > g");
    const { stdout, stderr } = await machine.run(line);
    expect(stdout + stderr).toBe(text);
  });

  test("od puts bytes under each other as it should", async () => {
    expect((await machine.run("printf ' ab' | od -c")).stdout).toBe("0000000       a   b\n0000003\n");
  });
});

describe("curl", () => {
  test("reaches the server through the wire", async () => {
    const { run, requests } = machine;
    const { stdout } = await run(
      `curl -sS -H "X-Vault-Token: $ROOT_TOKEN" -X POST -d '{"a":"ü"}' $VAULT_ADDR/v1/x | jq -r '.data.keys[0]'`,
    );
    expect(stdout).toBe("ä\n");
    expect(requests).toEqual([{ method: "POST", url: `${ADDRESS}/v1/x`, token: "hvs.root", body: '{"a":"ü"}' }]);
    expect((await run("curl -sko /dev/null -w '%{http_code}' 127.0.0.1:8200/v1/y")).stdout).toBe("200");
  });

  test("cannot reach anything else, and says so as curl does", async () => {
    const { run, requests } = machine;
    expect(await run("curl http://example.com/")).toMatchObject({
      exitCode: 6,
      stderr: "curl: (6) Could not resolve host: example.com\n",
    });
    expect(await run("curl -s http://127.0.0.1:9/")).toMatchObject({ exitCode: 7, stderr: "" });
    expect(requests).toEqual([]);
  });
});

describe("vault", () => {
  test("is given exported variables alone", async () => {
    const { run, requests } = machine;
    await run("VAULT_TOKEN=shell; vault list a");
    await run("export VAULT_TOKEN; vault list a");
    await run("VAULT_TOKEN=once vault list a");
    expect(requests.filter((request) => request.url.includes("/v1/a")).map((request) => request.token)).toEqual([
      "hvs.root",
      "shell",
      "once",
    ]);
  });

  test("keeps its token in the home that it is given", async () => {
    const { run, requests } = machine;
    await run("mkdir other; echo -n theirs > other/.vault-token; HOME=~/other vault list a");
    expect(requests[0]?.token).toBe("theirs");
  });

  test("knows a terminal from a pipe, a file and a shell within a command", async () => {
    const { run } = makeWorkstation(true);
    const coloured = (await run("vault list -format=table a")).stdout.includes("\u001B[");
    expect(coloured).toBe(true);
    for (const line of [
      "vault list a | cat",
      "vault list a > f; cat f",
      'echo "$(vault list a)"',
      "bash -c 'vault list a'",
    ]) {
      expect((await run(line)).stdout, line).not.toContain("\u001B[");
    }
  });

  test("reaches the one server and nothing else", async () => {
    const { run, requests } = machine;
    expect((await run("vault list -address=http://127.0.0.1:1 a")).stderr).toContain("connect: connection refused");
    expect((await run("VAULT_ADDR=http://vault.example:8200 vault list a")).stderr).toContain("no such host");
    expect((await run("VAULT_ADDR=https://127.0.0.1:8200 vault list a")).stderr).toContain(
      'Get "https://127.0.0.1:8200/v1/a?list=true": http: server gave HTTP response to HTTPS client',
    );
    expect((await run("VAULT_ADDR= vault list a")).stderr).toContain("HTTP response to HTTPS client");
    expect(requests).toEqual([]);
    expect((await run("VAULT_ADDR=http://localhost:8200 vault list a")).exitCode).toBe(0);
    expect(requests.length).toBe(1);
  });

  test("asks at a terminal, hidden", async () => {
    const { run, answers, requests } = makeWorkstation(true);
    answers.push("typed");
    expect((await run("vault login -no-print")).stdout).toContain("Token (will be hidden): ");
    expect(requests.at(0)?.token).toBe("typed");
  });
});

test("completion offers commands, files, variables and functions", async () => {
  const { workstation, run } = machine;
  await run("fetch_it() { :; }; TOKEN_A=1; mkdir dir; touch 'a b.txt' app.hcl; alias vv=vault");
  const at = async (text: string) => {
    const { candidates, from } = await workstation.complete(text, text.length);
    return candidates.map((candidate) => text.slice(0, from) + candidate.text);
  };
  expect(await at("fetch_")).toEqual(["fetch_it"]);
  expect(await at("echo $TOK")).toEqual(["echo $TOKEN_A"]);
  expect(await at('echo "${TOKEN')).toEqual(['echo "${TOKEN_A}']);
  expect(await at("cat a")).toEqual(["cat a\\ b.txt", "cat app.hcl"]);
  expect(await at("cd d")).toEqual(["cd dir/"]);
  expect(await at("X=1 vv")).toEqual(["X=1 vv"]);
  expect(await at("ls | whoa")).toEqual(["ls | whoami"]);
  expect(await at("vault policy write p @a")).toContain("vault policy write p @app.hcl");
});
