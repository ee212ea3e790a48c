import { expect, it } from "vitest";
import { parseJson } from "../wire/json.ts";
import { printYaml } from "./yaml.ts";

it.each([
  [
    "texts that would read as something else are quoted",
    '{"a":"1","b":"true","c":"y","d":"2026-11-23","e":"","f":"1:30","g":"null"}',
    'a: "1"\nb: "true"\nc: "y"\nd: "2026-11-23"\ne: ""\nf: "1:30"\ng: "null"',
  ],
  [
    "texts that would break the syntax are in single quotes",
    '{"a":"- x","b":"x: y","c":"it\'s #1","d":"#no","e":" sp"}',
    "a: '- x'\nb: 'x: y'\nc: 'it''s #1'\nd: '#no'\ne: ' sp'",
  ],
  ["lines become a block", '{"a":"x\\ny","b":"x\\n"}', "a: |-\n  x\n  y\nb: |\n  x"],
  [
    "a long line breaks at the first space past column 80",
    JSON.stringify({ a: `${"word ".repeat(20)}end` }),
    `a: ${"word ".repeat(15)}word\n  ${"word ".repeat(4)}end`,
  ],
  ["lists stand under their key", '{"l":[1,{"a":1,"b":[2]},[3]],"m":{}}', "l:\n- 1\n- a: 1\n  b:\n  - 2\n- - 3\nm: {}"],
  ["numbers in keys count as numbers", '{"v10":1,"v9":2}', "v9: 2\nv10: 1"],
  [
    "fractions lose what says nothing",
    '{"a":1.50,"b":12345678901234567890,"c":1e30}',
    "a: 1.5\nb: 12345678901234567890\nc: 1e+30",
  ],
])("%s", (_, json, yaml) => {
  expect(printYaml(parseJson(json))).toBe(yaml);
});
