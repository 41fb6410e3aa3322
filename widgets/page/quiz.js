// <book-quiz>: how far the items of a page are done, and where each stands.
import * as progress from "./progress.js";
import {number, say} from "./texts.js";
import {stateOf, summed} from "./standing.js";

class BookQuiz extends HTMLElement {
  connectedCallback() {
    progress.changes.addEventListener("change", () => this.#show());
    this.#show();
  }

  #show() {
    const records = progress.load();
    const items = [...this.querySelectorAll("nav [data-item]")].map((place) => place);
    for (const place of items) {
      const state = stateOf(records.get(place.dataset.item));
      place.dataset.standing = state;
      place.querySelector("[data-part=standing]").textContent = say(`exercise_standing_${state}`);
    }
    const {all, tried, earned, points} = summed(items, records);
    this.querySelector("[data-part=sum]").textContent = say("exercise_sum", {all, tried, earned: number(earned), points});
    const damaged = progress.damagedCount();
    this.querySelector("[data-part=damaged]").textContent = damaged ? say("exercise_damaged", {count: damaged}) : "";
  }
}

customElements.define("book-quiz", BookQuiz);
