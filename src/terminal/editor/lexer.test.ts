import { describe, expect, it } from "vitest";
import { needsMore } from "./lexer.ts";

const complete = [
  "",
  "vault status",
  "echo a b \\\n  c",
  "echo a \\\n",
  "echo 'it''s' \"a $(date) ${x:-\"y\"}\" `pwd`",
  "echo $'it\\'s'",
  "if true; then echo a; else echo b; fi",
  "for i in 1 2 3; do echo $i; done | sort",
  "for ((i=0; i<3; i++)); do echo $i; done",
  "while read -r a; do echo $a; done < file",
  "until false; do :; done",
  "case $x in a|b) echo 1 ;; (c) echo 2;; *) echo 3\nesac",
  "case $x in a) case $y in b) :;; esac;; esac",
  "{ echo a; }",
  "(cd /tmp && ls)",
  "f() { echo a; }",
  "function f { echo a; }",
  "a=(1 2\n3)",
  "cat <<EOF\nhello\nEOF",
  "cat <<-'EOF' | sort\n\thello 'open\n\tEOF",
  "cat <<A <<B\n1\nA\n2\nB",
  "cat <<< 'word'",
  "echo # an 'open quote in a comment",
  "echo a#'b'",
  "echo fi done esac } if for",
  "echo $((1 + (2 * 3)))",
  "((x = (1 + 2)))",
  "x=$(case a in a) echo b;; esac)",
  "a && b || c; d & e",
  "vault write a=b policy=@file.hcl",
  "echo a )",
  "fi",
  "[[ $a =~ (x|y) && -n $b ]]",
  "echo \\\\",
];

const open = [
  "echo a \\",
  "echo 'a",
  'echo "a $(date)',
  "echo $(date",
  "echo `date",
  "echo ${x",
  "if true",
  "if true; then",
  "if true; then echo a; else",
  "for i in 1 2 3",
  "for i in 1 2; do echo $i",
  "while :; do",
  "case $x in",
  "case $x",
  "case $x in a) echo 1 ;;",
  "{ echo a",
  "{ echo a; }; {",
  "(cd /tmp",
  "f() {",
  "a=(1 2",
  "cat <<EOF",
  "cat <<EOF\nhello",
  "cat <<'EOF'\nEOF ",
  "echo a |",
  "echo a |\n",
  "true &&",
  "false || ",
  "echo $((1 + ",
  'echo "it is',
  "x=$(cat <<EOF\nhello",
  "for i in a; do if true; then echo; fi",
];

describe("needsMore", () => {
  it.each(complete)("a whole command runs: %j", (text) => {
    expect(needsMore(text)).toBe(false);
  });

  it.each(open)("an open one goes on: %j", (text) => {
    expect(needsMore(text)).toBe(true);
  });

  it("nesting without end is for the shell to refuse, and overflows nothing", () => {
    expect(() => needsMore("$(".repeat(50_000))).not.toThrow();
    expect(() => needsMore("{ ".repeat(50_000))).not.toThrow();
  });
});
