import { expect, test } from "vitest";
import { jqInputError } from "./jq-input.ts";

test.each([
  "",
  "\n",
  '{"a":[1,2.5e3,null,true,"x\\"y"]}',
  '1 2\n"x"',
  '{"a":1}{"b":2}',
  "[1][2]",
  '1"x"',
  "true",
  "nan",
])("%j is input", (text) => {
  expect(jqInputError(text)).toBeUndefined();
});

test.each([
  ["bad\n", "Invalid numeric literal at line 2, column 0"],
  ["Key   Value\n", "Invalid numeric literal at line 1, column 4"],
  ["hvs.abc", "Invalid numeric literal at EOF at line 1, column 7"],
  ["token x\n", "Invalid literal at line 1, column 6"],
  ['{"a":}', "Unmatched '}' at line 1, column 6"],
  ["{a:1}", "Invalid numeric literal at line 1, column 3"],
  ['{"a":1,}', "Expected another key-value pair at line 1, column 8"],
  ["[1,]", "Expected another array element at line 1, column 4"],
  ["[1 2]", "Expected separator between values at line 1, column 5"],
  ['{"a" 1}', "Expected separator between values at line 1, column 7"],
  ["{1:2}", "Object keys must be strings at line 1, column 3"],
  ['"abc', "Unfinished string at EOF at line 1, column 4"],
  ['{"a":1', "Unfinished JSON term at EOF at line 1, column 6"],
  ["]", "Unmatched ']' at line 1, column 1"],
  ["[1}", "Objects must consist of key:value pairs at line 1, column 3"],
  ["1,2", "Expected value before ',' at line 1, column 2"],
  [":", "Expected string key before ':' at line 1, column 1"],
  ['{"ü":bad}', "Invalid numeric literal at line 1, column 10"],
])("of %j jq says: %s", (text, words) => {
  expect(jqInputError(text)).toBe(words);
});
