import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { linter } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { useEffect, useLayoutEffect, useRef } from "react";
import { hclLanguage } from "./hcl-language.ts";
import { problemsOf } from "./policy-text.ts";

export interface EditorProps {
  readonly text: string;
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly onText: (text: string) => void;
  /** Ctrl-S. */
  readonly onSave: () => void;
}

const LINT_AFTER_MS = 150;

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--well)", fontSize: "var(--text-xs)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.5", scrollbarWidth: "thin" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--well)", color: "var(--ink-3)", border: "0" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "color-mix(in oklab, var(--raised) 60%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in oklab, var(--edge) 30%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--score-strong)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--ink)",
    textUnderlineOffset: "3px",
  },
  ".cm-lintPoint-error::after": { borderBottomColor: "var(--ink)" },
  ".cm-tooltip": { border: "1px solid var(--score-strong)", backgroundColor: "var(--raised)", color: "var(--ink)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--ink)" },
});

/**
 * The editor of a policy's text. It lives in a shadow root, where its styles are constructed sheets: a page whose policy is
 * `style-src 'self'` applies no others.
 */
export function Editor({ text, label, isReadOnly, onText, onSave }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const parts = useRef({ attributes: new Compartment(), readOnly: new Compartment(), onText, onSave });
  useLayoutEffect(() => {
    parts.current = { ...parts.current, onText, onSave };
  });
  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const { current } = parts;
    const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    const extensions = [
      lineNumbers(),
      // What cannot be seen, or turns the direction of writing, is shown as a mark with a name.
      highlightSpecialChars(),
      history(),
      drawSelection(),
      bracketMatching(),
      highlightActiveLine(),
      indentUnit.of("  "),
      EditorState.tabSize.of(2),
      EditorView.lineWrapping,
      hclLanguage,
      linter(({ state }) => problemsOf(state.doc.toString()).map(diagnostic), { delay: LINT_AFTER_MS }),
      keymap.of([
        { key: "Mod-s", preventDefault: true, run: () => (parts.current.onSave(), true) },
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      EditorView.domEventHandlers({ beforeinput: typeOverSelection }),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged) parts.current.onText(state.doc.toString());
      }),
      current.attributes.of([]),
      current.readOnly.of([]),
      look,
    ];
    const opened = new EditorView({ parent: root, root, extensions });
    view.current = opened;
    return () => {
      opened.destroy();
      view.current = undefined;
    };
  }, []);
  useEffect(() => {
    const { attributes, readOnly } = parts.current;
    view.current?.dispatch({
      effects: [
        attributes.reconfigure(EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" })),
        readOnly.reconfigure(EditorState.readOnly.of(isReadOnly)),
      ],
    });
  }, [label, isReadOnly]);
  useEffect(() => {
    const { current } = view;
    const shown = current?.state.doc.toString();
    if (current && shown !== text)
      current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: text } });
  }, [text]);
  return <div ref={host} className="po-editor" />;
}

/**
 * The browser would put what is typed over a selection into a span with the style of what was there, as an attribute, which the
 * page's policy refuses. So it is put in here.
 */
function typeOverSelection(event: InputEvent, view: EditorView): boolean {
  const { state } = view;
  if (event.inputType !== "insertText" || event.data === null || state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(state.update(state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true }));
  return true;
}

function diagnostic({ from, to, message }: ReturnType<typeof problemsOf>[number]) {
  return { from, to, message, severity: "error" as const };
}
