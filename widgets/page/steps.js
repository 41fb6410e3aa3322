// Steps that are put in order with two buttons each, by mouse or keyboard alike.
import {say} from "./texts.js";

/** Brings a list of steps to life; `tell(text)` announces the new place, `moved()` follows each move. */
export function attachSteps(list, {tell, moved}) {
  list.addEventListener("click", ({target}) => {
    const button = target.closest("[data-move]");
    if (!button) return;
    const step = button.closest("li");
    const isUp = button.dataset.move === "up";
    const neighbour = isUp ? step.previousElementSibling : step.nextElementSibling;
    if (!neighbour) return tell(say("exercise_at_end"));
    if (isUp) neighbour.before(step);
    else neighbour.after(step);
    button.focus(); // a node that was moved has lost it
    const place = [...list.children].indexOf(step) + 1;
    moved();
    tell(say("exercise_moved", {step: step.querySelector("[data-text]").textContent, place, all: list.children.length}));
  });
}
