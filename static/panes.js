// The borders between the panes: drawn by hand or moved by the arrow keys, and remembered where the browser allows.

const KEY = "porthole.panes";
const STEP = 24;
const LEAST = 240;
const root = document.documentElement;

/** @type {Record<string, number>} widths in CSS pixels, by the pane's name */
let widths = {};
try {
  widths = JSON.parse(localStorage.getItem(KEY) ?? "{}") ?? {};
} catch {
  // Without storage the panes begin as they are drawn.
}

/** @param {HTMLElement} border @param {number} width */
function set(border, width) {
  const { pane } = border.dataset;
  // Two panes beside the map, which keeps a third.
  const most = Math.max(LEAST, Math.floor(innerWidth * 0.4));
  const whole = Math.round(Math.min(most, Math.max(LEAST, width)));
  if (!Number.isFinite(whole)) return;
  widths[pane] = whole;
  root.style.setProperty(`--${pane}-width`, `${whole}px`);
  border.setAttribute("aria-valuemin", String(LEAST));
  border.setAttribute("aria-valuemax", String(most));
  border.setAttribute("aria-valuenow", String(whole));
}

function remember() {
  try {
    localStorage.setItem(KEY, JSON.stringify(widths));
  } catch {
    // They stay as long as the page.
  }
}

for (const border of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[role=separator]"))) {
  const { pane } = border.dataset;
  // The editor grows to the right, the explanation to the left.
  const way = pane === "editor" ? 1 : -1;
  const width = () => document.querySelector(`.${pane}`).getBoundingClientRect().width;
  const tell = () => border.setAttribute("aria-valuenow", String(Math.round(width())));
  if (widths[pane]) set(border, widths[pane]);
  else tell();

  border.addEventListener("pointerdown", (down) => {
    if (down.button !== 0) return;
    const [from, begin] = [down.clientX, width()];
    border.setPointerCapture(down.pointerId);
    /** @param {PointerEvent} event */
    const move = (event) => set(border, begin + way * (event.clientX - from));
    border.addEventListener("pointermove", move);
    border.addEventListener("lostpointercapture", () => {
      border.removeEventListener("pointermove", move);
      remember();
    }, { once: true });
  });
  border.addEventListener("keydown", ({ key }) => {
    const steps = { ArrowRight: way, ArrowLeft: -way }[key];
    if (!steps) return;
    set(border, width() + steps * STEP);
    remember();
  });
  border.addEventListener("dblclick", () => {
    delete widths[pane];
    root.style.removeProperty(`--${pane}-width`);
    tell();
    remember();
  });
}

/** Gives the panes the widths that they are drawn with. */
export function reset() {
  for (const pane of Object.keys(widths)) root.style.removeProperty(`--${pane}-width`);
  widths = {};
}
