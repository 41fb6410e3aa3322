// A small Python editor: CodeMirror with the book's colours, words and keys.
import {defaultKeymap, history, historyKeymap, indentWithTab} from "@codemirror/commands";
import {python} from "@codemirror/lang-python";
import {bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting} from "@codemirror/language";
import {lintGutter, setDiagnostics} from "@codemirror/lint";
import {EditorState} from "@codemirror/state";
import {EditorView, highlightActiveLine, keymap, lineNumbers} from "@codemirror/view";
import {tags} from "@lezer/highlight";

const INDENT = "    ";
const LEAVING_MS = 60_000; // how long after Escape the next Tab leaves the editor
const WORDS = {
  zh: {
    hint: "Tab 缩进；先按 Esc，再按 Tab，离开编辑框。",
    readOnly: "只读",
    phrases: {
      "Control character": "控制字符",
      "Selection deleted": "已删除所选内容",
      "$ unchanged lines": "$ 行没有改动",
      "No diagnostics": "没有错误",
      Diagnostics: "错误",
      close: "关闭",
    },
  },
  en: {
    hint: "Tab indents; Escape, then Tab, leaves the editor.",
    readOnly: "read-only",
    phrases: {},
  },
};

const colours = HighlightStyle.define([
  {tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.self], color: "var(--code-keyword)"},
  {tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)"},
  {tag: [tags.comment, tags.docString], color: "var(--code-comment)"},
  {tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)"},
  {tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], fontWeight: "700"},
]);

const look = EditorView.theme({
  "&": {
    "--code-keyword": "#7a2d8c",
    "--code-string": "#8a3b12",
    "--code-comment": "#55606a",
    "--code-number": "#0b5c8f",
    "--code-marked": "#fbe3e8",
    border: "1px solid var(--book-quiet)",
    borderRadius: "0.3rem",
    backgroundColor: "var(--pst-color-background)",
    color: "var(--pst-color-text-base)",
    fontSize: "0.9rem",
  },
  "html[data-theme=dark] &": {
    "--code-keyword": "#d6a4e6",
    "--code-string": "#f0b58c",
    "--code-comment": "#aab6bf",
    "--code-number": "#7cc4f0",
    "--code-marked": "#4b202b",
  },
  "&.cm-focused": {outline: "3px solid var(--book-accent)", outlineOffset: "2px"},
  ".cm-scroller": {fontFamily: "var(--pst-font-family-monospace, monospace)", lineHeight: "1.6"},
  ".cm-content": {caretColor: "var(--pst-color-text-base)"},
  ".cm-gutters": {backgroundColor: "var(--book-soft)", color: "var(--book-quiet)", border: "none"},
  ".cm-activeLine, .cm-activeLineGutter": {backgroundColor: "transparent"},
  "&.cm-focused .cm-activeLine": {boxShadow: "inset 0 -1px var(--book-line)"},
  "&.cm-focused .cm-matchingBracket": {backgroundColor: "transparent", outline: "1px solid var(--book-accent)"},
  ".cm-lintRange-error": {backgroundImage: "none", backgroundColor: "var(--code-marked)"},
  ".cm-tooltip": {
    border: "1px solid var(--book-line)",
    backgroundColor: "var(--pst-color-background)",
    color: "var(--pst-color-text-base)",
    fontSize: "0.85rem",
  },
});

let count = 0;

/**
 * Put an editor into `parent`.
 *
 * `label` names it for screen readers, `lang` is "zh" or "en"; `onChange(text)` hears of each edit of the reader,
 * `onSubmit(text)` of Ctrl+Enter; `extensions` are CodeMirror's. Marks of `markLines` stay until the next call;
 * a line out of range is put at the nearest one.
 */
export function createEditor(
  parent,
  {text = "", label, lang = "zh", readOnly = false, onChange = () => {}, onSubmit = null, extensions = []},
) {
  const words = WORDS[lang];
  const hint = Object.assign(document.createElement("p"), {
    id: `editor-hint-${++count}`,
    className: "editor-hint",
    textContent: words.hint,
    hidden: readOnly,
  });
  let isSetting = false; // a text that the page puts in is no edit of the reader

  const view = new EditorView({
    parent,
    doc: text,
    extensions: [
      keymap.of([
        {key: "Escape", run: letNextTabLeave},
        ...(onSubmit ? [{key: "Mod-Enter", run: ({state}) => (onSubmit(state.doc.toString()), true)}] : []),
      ]),
      EditorView.domEventHandlers({focus: (_, editor) => editor.setTabFocusMode(false)}),
      extensions,
      lineNumbers(),
      lintGutter(),
      history(),
      indentUnit.of(INDENT),
      EditorState.tabSize.of(INDENT.length),
      indentOnInput(),
      bracketMatching(),
      highlightActiveLine(),
      python(),
      syntaxHighlighting(colours),
      look,
      EditorView.lineWrapping,
      keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]),
      EditorState.phrases.of(words.phrases),
      EditorState.readOnly.of(readOnly),
      EditorView.editable.of(!readOnly),
      EditorView.contentAttributes.of(described(label, words, readOnly, hint.id)),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !isSetting) onChange(update.state.doc.toString());
      }),
    ],
  });
  parent.append(hint);
  // Keys typed here are the editor's alone: a slash would open Sphinx's search.
  view.dom.addEventListener("keydown", (event) => event.stopPropagation());

  return {
    text: () => view.state.doc.toString(),

    set(replacement) {
      isSetting = true;
      view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: replacement}});
      isSetting = false;
    },

    markLines(marks) {
      const diagnostics = marks.map(({line, message}) => {
        const {from, to} = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
        return {from, to, message, severity: "error"};
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },

    focus: () => view.focus(),

    destroy() {
      view.destroy();
      hint.remove();
    },
  };
}

function described(label, words, readOnly, hintId) {
  if (!readOnly) return {"aria-label": label, "aria-describedby": hintId};
  return {"aria-label": `${label} (${words.readOnly})`, "aria-readonly": "true", tabindex: "0"};
}

function letNextTabLeave(view) {
  view.setTabFocusMode(LEAVING_MS);
  return true;
}
