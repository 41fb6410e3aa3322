// The box in which a reader changes a model: its editor is loaded when the box opens or a link brings a change.
import * as drafts from "./model_drafts.js";

/** Brings the box to life; `host` is what the editor may ask of the explorable. */
export function attachModel(box, host) {
  const {name, model} = host.spec;
  const part = (key) => box.querySelector(`[data-part="${key}"]`);
  const link = new URL(location.href).searchParams.get(`model.${name}`);
  let opened = null;

  async function open() {
    part("model-loading").hidden = false;
    part("model-failed").hidden = true;
    try {
      const {ModelEditor} = await import("./model_editor.js");
      await ModelEditor.open(box, host, link);
    } catch (error) {
      console.warn(error);
      part("model-failed").hidden = false;
      opened = null; // the next opening tries again
    } finally {
      part("model-loading").hidden = true;
    }
  }

  part("model-draft").hidden = !model.files.some((file) => drafts.load(file));
  function show() {
    if (box.open) opened ??= open();
  }

  box.addEventListener("toggle", show);
  if (link !== null) box.open = true;
  show(); // it may have been opened before this script ran
}
