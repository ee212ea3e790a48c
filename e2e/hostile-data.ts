/** Policy texts, names and metadata that nobody should have made. */

/** A word of the shell that comes to the text, whatever is in it. */
export function shellWord(text: string): string {
  const escaped = Array.from(text, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (char === "\\" || char === "'") return `\\${char}`;
    if (code >= 32 && code < 127) return char;
    // The simulated shell knows no \\U; what lies so far out goes as it is.
    return code > 0xffff ? char : `\\u${code.toString(16).padStart(4, "0")}`;
  });
  return `$'${escaped.join("")}'`;
}

/** `text` so many times over, made by the shell. */
const times = (count: number, text: string): string => `yes ${shellWord(text)} | head -${count} | tr -d '\\n'`;
const rows = (count: number, text: string): string => `yes ${shellWord(text)} | head -${count}`;
const text = (whole: string): string => `printf %s ${shellWord(whole)}`;
const within = (inner: string): string => `(printf 'path "a" {'; ${inner}; printf '}')`;

const TAKEN = /Success! Uploaded policy/;
const REFUSED = /failed to parse policy/;

/** What makes the text, and what the server says of it. */
export const POLICY_TEXTS: readonly (readonly [title: string, made: string, says: RegExp])[] = [
  ["nothing", text(""), /'policy' parameter not supplied or empty|Success/],
  ["blanks", text("  \n\t\n"), /Success|empty/],
  ["NUL", "printf 'path \\000 {}'", /illegal character|null character|failed to parse/],
  ["bytes that are no letters", "printf '\\377\\376\\200'", REFUSED],
  ["a mark of byte order", text('\ufeffpath "a" {}'), /Success|failed to parse/],
  ["writing turned around", text('path "a" {} # \u202e} nuller {'), TAKEN],
  ["writing turned around in a path", text('path "\u2067\u202etoor/terces" { capabilities = ["read"] }'), TAKEN],
  ["letters of no width", text('path "a\u200b\u200d\u2060b" { capabilities = ["read"] }'), TAKEN],
  ["letters that look like others", text('path "sеcret/*" { capabilities = ["read"] }'), TAKEN],
  ["marks without end", `(printf 'path "z'; ${times(20_000, "\u0301")}; printf '" {}')`, TAKEN],
  ["markup", text('path "<img src=x onerror=hacked=1>" { capabilities = ["read"] }'), TAKEN],
  ["markup for a key", text("<script>hacked=1</script> = 1"), REFUSED],
  ["an end of the page", text('path "</pre></script><script>hacked=1</script>" {}'), TAKEN],
  ["a template that is open", text('path "{{identity.entity.id" {}'), /unbalanced templating/],
  ["a template in a template", text('path "{{ {{identity.entity.id}} }}" {}'), /unbalanced templating/],
  [
    "templates of scripts",
    text("path \"{{constructor.constructor('hacked=1')()}}/${hacked=1}\" {}"),
    /Success|failed to parse/,
  ],
  ["a template of __proto__", text('path "{{identity.entity.metadata.__proto__}}" { capabilities = ["read"] }'), TAKEN],
  ["10,000 templates", `(printf 'path "'; ${times(10_000, "{{a}}")}; printf '" {}')`, TAKEN],
  ["a path called __proto__", text('path "__proto__" { capabilities = ["read"] }'), TAKEN],
  ["a path called constructor", text('path "constructor/prototype" { capabilities = ["read"] }'), TAKEN],
  [
    "parameters called __proto__",
    text('path "a" { allowed_parameters = { "__proto__" = ["1"] "constructor" = [] } }'),
    TAKEN,
  ],
  ["a key called __proto__", text("__proto__ = 1"), /invalid key "__proto__"/],
  ["JSON with a prototype", text('{"__proto__":{"hacked":1},"path":{}}'), /invalid key "__proto__"|Success/],
  [
    "a capability called constructor",
    text('path "a" { capabilities = ["constructor"] }'),
    /invalid capability "constructor"/,
  ],
  ["an old policy called toString", text('path "a" { policy = "toString" }'), /invalid policy "toString"/],
  ["an expression that backtracks", text('path "(a+)+$" { capabilities = ["read"] }'), TAKEN],
  ["wildcards on wildcards", text('path "+/+*" {}'), /forbidden/],
  ["20,000 wildcards", `(printf 'path "'; ${times(20_000, "+/")}; printf '" { capabilities = ["read"] }')`, TAKEN],
  ["stars without end", `(printf 'path "'; ${times(20_000, "*")}; printf '" { capabilities = ["read"] }')`, TAKEN],
  ["5,000 paths", times(5000, 'path "p" { capabilities = ["read"] }'), TAKEN],
  ["50,000 unknown keys", rows(50_000, "a=1"), /errors occurred/],
  ["50,000 unknown blocks", rows(50_000, "a {}"), /errors occurred/],
  ["50,000 rows of comments", rows(50_000, "# <b>x</b>"), TAKEN],
  ["a comment that never ends", `(printf '/*'; ${times(50_000, "x")})`, REFUSED],
  ["100,000 open braces", times(100_000, "a {"), /nested too deeply/],
  ["100,000 open lists", within(`printf 'capabilities = '; ${times(100_000, "[")}`), /nested too deeply/],
  ["JSON nested without end", times(100_000, '{"path":'), /nested too deeply|failed to parse/],
  [
    "one block with 100,000 keys",
    within(`printf 'allowed_parameters '; ${times(100_000, "k ")}; printf '{}'`),
    /nested too deeply/,
  ],
  [
    "the same key 30,000 times",
    within(`printf 'allowed_parameters {\\n'; ${rows(30_000, "a=[1]")}; printf '}'`),
    TAKEN,
  ],
  ["a capability 30,000 times", within(`printf 'capabilities = ['; ${times(30_000, '"read",')}; printf ']'`), TAKEN],
  ["quotes without end", times(100_000, '"'), REFUSED],
  ["a string that never ends", `(printf 'path "'; ${times(100_000, "x")})`, /not terminated/],
  ["interpolations without end", `(printf 'path "'; ${times(50_000, "${")}; printf '"')`, /not terminated/],
  ["a here-document that never ends", `(printf 'path <<E\\n'; ${rows(50_000, "x")})`, /heredoc not terminated/],
  ["a number of 100,000 digits", within(`printf 'min_wrapping_ttl = '; ${times(100_000, "9")}`), /value out of range/],
  [
    "a hexadecimal number of 100,000 digits",
    within(`printf 'min_wrapping_ttl = 0x'; ${times(100_000, "f")}`),
    /value out of range/,
  ],
  ["a span that is none", text('path "a" { min_wrapping_ttl = "-1y" }'), /error parsing min_wrapping_ttl/],
  ["escapes that are none", text('path "\\ud800\\x41\\q" {}'), REFUSED],
  ["orders to the terminal", "printf 'path \"a\\033]0;owned\\007\\033[6n\" {}'", /Success|failed to parse/],
];

/** Names and metadata, to be put wherever a person may put one. */
export const HOSTILE_TEXTS: readonly (readonly [title: string, text: string])[] = [
  ["an image with a script", "<img src=x onerror=hacked=1>"],
  ["a script", "<script>hacked=1</script>"],
  ["an end of an attribute", `"><svg onload=hacked=1>`],
  ["an end of a style", "</style><style>*{display:none}"],
  ["an address of a script", "javascript:hacked=1"],
  ["an address of a page", "data:text/html,<script>hacked=1</script>"],
  ["templates", "{{7*7}}${hacked=1}<%= hacked=1 %>#{7*7}"],
  ["what every object has: __proto__", "__proto__"],
  ["what every object has: constructor", "constructor"],
  ["writing turned around", "a\u202eb\u2067c\u200f"],
  ["letters of no width", "\u200b\u200d\u2060\ufeffx"],
  ["marks without end", `z${"\u0301".repeat(1500)}`],
  ["one long word", "W".repeat(5000)],
  ["an end of JSON", `","root":true,"x":"`],
  ["orders to the shell", "$(touch hacked); `touch hacked`; touch hacked | x && touch hacked"],
  ["orders to the terminal", "\u001b]0;owned\u0007\u001b[6n\u001b[2J\u009b6n"],
  ["rows and tabs", "one\ntwo\tthree\rfour"],
  ["orders to printf", "%s%n%x%99999999d"],
  ["an expression that backtracks", "(a+)+$"],
  ["a family, and a flag", "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
];
