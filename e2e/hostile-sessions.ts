/** Links, files and sessions that nobody should have made, and what is said of each. */
import { gzipSync } from "node:zlib";
import { ended, journal, link, linkOf, session, START_MS } from "./session-links.ts";

const at = (entry: object) => ({ atMs: START_MS, ...entry });
const withEntry = (entry: unknown) => link(session([...ended("echo before"), entry]));
const withJournal = (more: object) => link(session([], { journal: journal([], more) }));

/** What each is refused for. */
export const WRONG_LINKS: readonly (readonly [title: string, fragment: string, says: RegExp])[] = [
  ["nothing", "session=", /link is empty/],
  ["one byte", "session=AQ", /checksum does not fit/],
  ["a word", "session=hello", /characters in it/],
  ["a word that is base64", "session=hellohellohello1", /version 133/],
  ["markup", "session=<img src=x onerror=alert(1)>", /characters in it/],
  ["percent signs", "session=%00%ff", /characters in it/],
  ["a script address", "session=javascript:alert(1)", /characters in it/],
  ["padding", "session=AQAAAAA=", /characters in it/],
  [
    "a version that is to come",
    linkOf("{}", { version: 2 }),
    /version 2; this version of Glassvault reads links of version 1/,
  ],
  ["version 0", linkOf("{}", { version: 0 }), /version 0/],
  ["version 255", linkOf("{}", { version: 255 }), /version 255/],
  ["a wrong checksum", linkOf("{}", { checksum: false }), /cut or changed/],
  ["a link cut in the middle", link(session(ended("echo a", "echo b"))).slice(0, 120), /cut or changed|characters/],
  ["what does not unpack", linkOf("", { packed: Buffer.from("not deflate at all") }), /does not unpack/],
  ["gzip in a link's place", linkOf("", { packed: gzipSync("{}") }), /does not unpack/],
  ["half of what was packed", linkOf("", { packed: Buffer.from([0x4b]) }), /does not unpack/],
  ["what unpacks to 20 MB", linkOf("x".repeat(20_000_000)), /unpacks to more than 16,000,000 bytes/],
  ["what unpacks to 20 MB of lists", linkOf("[".repeat(20_000_000)), /unpacks to more than 16,000,000 bytes/],
  ["a link too long", `session=${"A".repeat(40_000)}`, /40,008 characters; 32,000 are allowed/],
  ["no JSON", linkOf("hello"), /no JSON/],
  ["an empty text", linkOf(""), /no JSON/],
  ["a million open brackets", linkOf("[".repeat(1_000_000)), /no JSON/],
  ["a million nested lists", linkOf(`${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}`), /no object|no JSON/],
  ["null", linkOf("null"), /no object/],
  ["a number", linkOf("1e999"), /no object/],
  ["a list", linkOf("[]"), /no object/],
  ["no format", link({}), /no session of Glassvault/],
  ["another format", link(session([], { format: "elsewhere" })), /no session of Glassvault/],
  ["a version of sessions that is to come", link(session([], { version: 2 })), /session is of version 2/],
  ["a version that is text", link(session([], { version: "1" })), /“version” is no number/],
  ["a name that is a list", link(session([], { name: [] })), /“name” is no text/],
  ["a name of 10,000 characters", link(session([], { name: "x".repeat(10_000) })), /10,000 characters; 80 are allowed/],
  ["a time before time", link(session([], { savedMs: -1 })), /“savedMs” is -1/],
  ["a time after time", link(session([], { savedMs: 1e15 })), /“savedMs” is 1000000000000000/],
  ["a field that nobody asked for", link(session([], { onload: "alert(1)" })), /“onload” that is not known/],
  [
    "a prototype",
    linkOf(JSON.stringify(session()).replace("{", '{"__proto__":{"a":1},')),
    /“__proto__” that is not known/,
  ],
  ["no journal", link(session([], { journal: null })), /journal is no object/],
  ["a journal of version 2", withJournal({ version: 2 }), /journal is of version 2/],
  ["a seed that is a number", withJournal({ seed: 7 }), /“seed” is no text/],
  ["a seed of 10,000 characters", withJournal({ seed: "x".repeat(10_000) }), /128 are allowed/],
  ["a start that is no number", withJournal({ startMs: "now" }), /“startMs” is no number/],
  ["a start of half a millisecond", withJournal({ startMs: 0.5 }), /no multiple of 1/],
  ["entries that are an object", withJournal({ entries: { length: 1e9 } }), /“entries” is no list/],
  [
    "more in a journal than belongs there",
    withJournal({ scrollback: "\x1b]52;c;YQ==\x07" }),
    /“scrollback” that is not known/,
  ],
  [
    "60,000 entries",
    link(session(Array.from({ length: 60_000 }, () => at({ kind: "end" })))),
    /60,000 entries; 50,000 are allowed/,
  ],
  ["an entry that is text", withEntry("vault status"), /Entry 3 of 3 is no object/],
  ["an entry that is null", withEntry(null), /Entry 3 of 3 is no object/],
  ["an entry without an instant", withEntry({ kind: "end" }), /no “atMs”/],
  ["an entry of no kind", withEntry(at({})), /no “kind”/],
  ["an entry of a kind that is to come", withEntry(at({ kind: "teleport" })), /“teleport”, which this version/],
  ["an entry called constructor", withEntry(at({ kind: "constructor" })), /“constructor”, which this version/],
  ["an entry called __proto__", withEntry(at({ kind: "__proto__" })), /“__proto__”, which this version/],
  ["a kind that turns writing around", withEntry(at({ kind: "\u202Edne" })), /“\ufffddne”/],
  ["a kind with markup", withEntry(at({ kind: "<b>x</b>" })), /“<b>x<\/b>”/],
  ["a line that is a number", withEntry(at({ kind: "line", text: 1 })), /“text” is no text/],
  [
    "a line of 200,000 characters",
    withEntry(at({ kind: "line", text: "x".repeat(200_000) })),
    /200,000 characters; 100,000/,
  ],
  [
    "an answer of 200,000 characters",
    withEntry(at({ kind: "answer", text: "x".repeat(200_000) })),
    /200,000 characters/,
  ],
  ["a line with more than a text", withEntry(at({ kind: "line", text: "a", run: true })), /“run” that is not known/],
  ["an interrupt at no step", withEntry(at({ kind: "interrupt" })), /no “step”/],
  ["an interrupt at a third of a step", withEntry(at({ kind: "interrupt", step: 0.33 })), /no multiple of 0.5/],
  ["an interrupt before the first step", withEntry(at({ kind: "interrupt", step: -5 })), /“step” is -5/],
  ["a terminal without columns", withEntry(at({ kind: "resize", size: { columns: 0, rows: 24 } })), /“columns” is 0/],
  [
    "a terminal of a billion columns",
    withEntry(at({ kind: "resize", size: { columns: 1e9, rows: 24 } })),
    /1 and 2,000/,
  ],
  ["a terminal that is a list", withEntry(at({ kind: "resize", size: [80, 24] })), /“size”, is no object/],
  [
    "a clock that goes back",
    withEntry(at({ kind: "clock", action: { kind: "advance", seconds: -60 } })),
    /“seconds” is -60/,
  ],
  [
    "a clock that goes on for ever",
    withEntry(at({ kind: "clock", action: { kind: "advance", seconds: 1e300 } })),
    /must lie/,
  ],
  ["a clock at no known rate", withEntry(at({ kind: "clock", action: { kind: "run", rate: 61 } })), /cannot run at 61/],
  ["an unknown move of the clock", withEntry(at({ kind: "clock", action: { kind: "rewind" } })), /“rewind”/],
];

export const WRONG_FILES: readonly (readonly [title: string, bytes: Buffer, says: RegExp])[] = [
  ["an empty file", Buffer.alloc(0), /no JSON/],
  ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]), /no UTF-8/],
  ["a page", Buffer.from("<script>window.ran = true</script>"), /no JSON/],
  ["a file of 9 MB", Buffer.alloc(9_000_000, 32), /9,000,000 bytes; 8,000,000 are allowed/],
  ["a file that unpacks to 1 GB", gzipSync(gzipBomb()), /unpacks to more than 16,000,000 bytes/],
  ["half a packed file", gzipSync(JSON.stringify(session())).subarray(0, 60), /does not unpack/],
  ["a packed text that is none", gzipSync("hello"), /no JSON/],
  ["a link in a file", Buffer.from(link(session())), /no JSON/],
];

function gzipBomb(): Buffer {
  return Buffer.alloc(1_000_000_000 / 10);
}

/** Well-formed, and meant ill: shown as what they are, and opened without harm. */
export const ILL_MEANT: readonly (readonly [title: string, value: object, shows: RegExp])[] = [
  [
    "markup in a name and a line",
    session(ended("echo '<img src=x onerror=alert(1)>'"), { name: "<b>bold</b>" }),
    /<b>bold<\/b>/,
  ],
  ["a line that turns writing around", session(ended("echo \u202Elotsip # harmless")), /\ufffdlotsip/],
  ["a line that moves the cursor", session(ended("echo \x1b[2J\x1b]0;owned\x07\x1b[999A gone")), /\ufffd\[2J/],
  [
    "output that asks the terminal for things",
    session(ended("printf '\\e]52;c;YQ==\\a\\e[6n\\e[c\\e]8;;https://example.com\\a\\e[?1049h'")),
    /printf/,
  ],
  ["a line of 100,000 characters", session(ended(`echo ${"x".repeat(99_990)}`)), /99,995 characters/],
  ["200,000 lines of output", session(ended("seq 200000")), /seq/],
  ["endless recursion", session(ended("f() { f; }; f", "echo after")), /f\(\)/],
  [
    "an answer that nobody asked for",
    session([...ended("true"), at({ kind: "answer", text: "secret" }), at({ kind: "end-of-input" })]),
    /1 typed answer/,
  ],
  ["ends without beginnings", session(Array.from({ length: 500 }, () => at({ kind: "end" }))), /no lines yet/],
  [
    "interrupts without lines",
    session(Array.from({ length: 500 }, () => at({ kind: "interrupt", step: 5 }))),
    /no lines yet/,
  ],
  [
    "a clock that jumps ten thousand years",
    session([
      ...ended("vault token create -ttl=1h"),
      at({ kind: "clock", action: { kind: "advance", seconds: 3e11 } }),
    ]),
    /1 move of the clock/,
  ],
  ["a line that sleeps for a year", session(ended("sleep 31536000; echo awake")), /sleep/],
  [
    "a line that waits for an answer that does not come",
    session(ended("vault login", "read X; echo [$X]")),
    /vault login/,
  ],
  [
    "instants that go back",
    session([at({ kind: "line", text: "date", atMs: START_MS + 5000 }), at({ kind: "end" })]),
    /1 line/,
  ],
  ["2,500 lines", session(ended(...Array.from({ length: 2500 }, () => "true"))), /And 500 more/],
];
