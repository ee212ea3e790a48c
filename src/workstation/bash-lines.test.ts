import { describe, expect, test } from "vitest";
import { Workstation } from "./workstation.ts";

/** What a line prints, standard error with it, and the seconds that it waited. Nobody is there to press Ctrl-C. */
async function typed(line: string, stopAfter = Infinity) {
  let out = "";
  let nowNs = 1_700_000_000_000_000_000n;
  const waited: number[] = [];
  const workstation = new Workstation(
    {
      attached: stopAfter < Infinity,
      interrupts: { raised: () => waited.length >= stopAfter },
      output: (_stream, text) => {
        out += text;
      },
      ask: () => Promise.resolve(undefined),
      sleep: async (seconds) => {
        waited.push(seconds);
        nowNs += BigInt(Math.round(seconds * 1e9));
      },
      nowNs: () => nowNs,
      transport: async () => ({ status: 200, headers: {}, body: "{}" }),
      breathe: () => undefined,
      pause: () => Promise.resolve(),
      columns: () => 80,
    },
    { rootToken: "hvs.root" },
  );
  const { exitCode } = await workstation.run(line);
  workstation.dispose();
  return { out, exitCode, waited };
}

/** Each as GNU bash 5.2 and the programs of Debian 12 answer it. */
const LINES: readonly (readonly [line: string, prints: string])[] = [
  [`f() { for a; do echo "[$a]"; done; }; f "a b" c`, "[a b]\n[c]\n"],
  [String.raw`echo $'\U0001F600 \u00e9' '\U1' "$'\U41'"; echo a # $'\U42'`, "😀 é \\U1 $'\\U41'\na\n"],
  ["set -x; echo traced; set +x", "+ echo traced\ntraced\n+ set +x\n"],
  ["[ a = b c ]; [ x", "bash: [: too many arguments\nbash: [: missing `]'\n"],
  [
    "printf '%d\\n' abc; printf",
    "0\nbash: printf: abc: invalid number\nprintf: usage: printf [-v var] format [arguments]\n",
  ],
  ["touch a b; ls a b; mkdir d; ls a d", "a\nb\na\n\nd:\n"],
  ["printf 'a:b:c\\n' | cut -d: -f1,3 --output-delimiter=-; echo abc | cut -b2", "a-c\nb\n"],
  ["seq 1 2 7 | paste -sd,", "1,3,5,7\n"],
  [`echo "1 2 3" | xargs -I{} echo "<{}>"`, "<1 2 3>\n"],
  ["printf 'a\\n' | sed '1i\\top' | sed '$a\\end'", "top\na\nend\n"],
  ["expr abc : 'a\\(.\\)'; expr abc : 'x'; expr abc : 'a.*'", "b\n0\n3\n"],
  ["awk -F, -v OFS=- '{$1=$1}1' <<< a,b", "a-b\n"],
  ["jq -c unique <<< '[2,1,2]'; jq -c 'group_by(.k)|map(.[0].k)' <<< '[{\"k\":2},{\"k\":1}]'", "[1,2]\n[1,2]\n"],
  [
    "date -u -d '2024-01-31 +1 day' +%F; date -u -d '2024-01-15 +1 month' +%F; date -d 2024-02-30",
    "2024-02-01\n2024-02-15\ndate: invalid date ‘2024-02-30’\n",
  ],
  ["date -u -d '2024-01-01T00:00:00Z - 1 hour' +%FT%T; date -u -d 20240101 +%F", "2023-12-31T23:00:00\n2024-01-01\n"],
  [
    "echo hello | xxd; echo hello | xxd -p; echo 68656c6c6f0a | xxd -r -p",
    "00000000: 6865 6c6c 6f0a                           hello.\n68656c6c6f0a\nhello\n",
  ],
  [
    "printf abcdefghij | xxd -c 8; echo hi | xxd -b; echo hi | xxd -u | xxd -r; echo hello | xxd -s 2 -l 2; echo hi | xxd -i",
    "00000000: 6162 6364 6566 6768  abcdefgh\n00000008: 696a                 ij\n00000000: 01101000 01101001 00001010                             hi.\nhi\n00000002: 6c6c                                     ll\n  0x68, 0x69, 0x0a\n",
  ],
  [
    "kill; kill -l 9 TERM 137; kill 999999; kill -0 $$ && echo there; kill abc; kill %1; kill -NOPE 1",
    "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\nKILL\n15\nKILL\nbash: kill: (999999) - No such process\nthere\nbash: kill: abc: arguments must be process or job IDs\nbash: kill: %1: no such job\nbash: kill: NOPE: invalid signal specification\n",
  ],
  [
    "(exit 3) & wait $!; echo $?; wait 99999; echo $?; jobs; fg",
    "3\nbash: wait: pid 99999 is not a child of this shell\n127\nbash: fg: current: no such job\n",
  ],
  [
    "timeout 5 sh -c 'echo a; exit 3'; echo $?; timeout 1 nosuch; echo $?; timeout x ls; timeout",
    "a\n3\ntimeout: failed to run command ‘nosuch’: No such file or directory\n127\ntimeout: invalid time interval ‘x’\nTry 'timeout --help' for more information.\nTry 'timeout --help' for more information.\n",
  ],
  [
    "id; uname -s; nohup echo kept; nice -n 5 echo nice; echo all | less",
    "uid=1000(student) gid=1000(student) groups=1000(student)\nLinux\nkept\nnice\nall\n",
  ],
  ["seq 9 | shuf | sort | paste -sd' '", "1 2 3 4 5 6 7 8 9\n"],
];

test.each(LINES)("%s", async (line, prints) => {
  expect((await typed(line)).out).toBe(prints);
});

describe("what waits", () => {
  test("is ended by timeout when its time is up", async () => {
    const { out, waited } = await typed(
      "timeout 0.5 sleep 5; echo $?; timeout -s KILL 1 sh -c 'sleep 9; echo late'; echo $?",
    );
    expect(out).toBe("124\n137\n");
    expect(waited).toEqual([0.5, 1]);
  });

  test("does not hold up the shell in the background", async () => {
    expect(await typed("sleep 100 & echo on; wait")).toMatchObject({ out: "on\n", waited: [] });
  });

  test("is watched until Ctrl-C, and once where nobody could press it", async () => {
    expect(await typed("watch -n 3 echo seen", 3)).toMatchObject({ exitCode: 130, waited: [3, 3, 3] });
    const once = await typed("watch echo seen");
    expect(once).toMatchObject({ exitCode: 0, waited: [] });
    expect(once.out).toContain("Every 2.0s: echo seen");
  });
});

test("what is not simulated says so, and is never passed over in silence", async () => {
  for (const name of ["trap", "ulimit", "select x in a; do :; done", "coproc cat"]) {
    const { out, exitCode } = await typed(name);
    expect(out).toBe(`bash: ${name.split(" ")[0]}: not simulated here\n`);
    expect(exitCode).not.toBe(0);
  }
  expect(await typed("python3 -c 'print(1)'")).toMatchObject({ out: "python3: not simulated here\n", exitCode: 127 });
});
