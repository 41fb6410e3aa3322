// A button that runs a slider through its scale, one step a beat, until the end or a second press.

const BEAT_MS = 700;

export function attachPlayer(button, input, {play, pause}) {
  let timer = 0;

  function stop() {
    clearInterval(timer);
    timer = 0;
    button.textContent = play;
    input.dispatchEvent(new Event("change", {bubbles: true}));
  }

  function move(value) {
    input.value = value;
    input.dispatchEvent(new Event("input", {bubbles: true}));
  }

  function beat() {
    if (Number(input.value) >= Number(input.max)) stop();
    else move(Number(input.value) + Number(input.step));
  }

  button.addEventListener("click", () => {
    if (timer) return stop();
    button.textContent = pause;
    if (Number(input.value) >= Number(input.max)) move(input.min);
    timer = setInterval(beat, BEAT_MS);
  });
}
