// How large the map is drawn, and which part of it is seen. The engine has decided where everything stands on it, and
// the program draws that; nothing is drawn anew when somebody zooms or pans.

/** Its words can be read at these scales, and between them it is made to fit its box unless a person says otherwise. */
const READABLE = 0.8;
const LARGEST_FIT = 1.2;
const LEAST = 0.1;
const MOST = 4;
const STEP = 1.25;
/** How far a chosen thing stays from the edge of the box, and how far a pointer moves before it drags. */
const MARGIN = 20;
const SLACK = 4;

// The style sheet has the same: there the page scrolls, and the box is as high as the map.
const narrow = matchMedia("(max-width: 768px)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** The box around the map, which scrolls. Its attribute `shows` names what is explained. */
class ZoomBox extends HTMLElement {
  /** @type {number | undefined} the scale that a person chose */
  #scale;
  /** The least scale at which the map is made to fit. */
  #least = READABLE;
  /** @type {string[]} what was drawn */
  #names = [];
  /** @type {string | null} */
  #shown = null;
  // Just before the next frame is painted: sizes are asked for once, whatever has changed until then, and the box's
  // own may follow from what is drawn.
  #redrawn = new MutationObserver(() => {
    cancelAnimationFrame(this.#waits);
    this.#waits = requestAnimationFrame(() => this.#look());
  });
  #resized = new ResizeObserver(() => requestAnimationFrame(() => this.#draw()));
  #waits = 0;
  /** Whether it is larger than its box, and can be moved. */
  #isLarge = false;

  constructor() {
    super();
    this.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("pointerdown", (event) => this.#press(event));
    this.addEventListener("touchstart", (event) => this.#pinch(event), { passive: false });
  }

  connectedCallback() {
    const changes = { subtree: true, childList: true, characterData: true, attributeFilter: ["viewBox", "shows"] };
    this.#redrawn.observe(this, changes);
    this.#resized.observe(this);
  }

  disconnectedCallback() {
    this.#redrawn.disconnect();
    this.#resized.disconnect();
  }

  /** @param {"in" | "out" | "fit"} way */
  zoom(way) {
    if (way !== "fit") return this.#zoom(way === "in" ? STEP : 1 / STEP);
    this.#scale = undefined;
    this.#least = LEAST;
    this.#draw();
    this.scrollTo(0, 0);
  }

  /** After the map was drawn anew: a new text is fitted anew, an edit keeps what a person chose. */
  #look() {
    const names = Array.from(this.querySelectorAll(".name"), ({ textContent }) => textContent);
    const kept = this.#names.filter((name) => names.includes(name)).length;
    if (kept * 2 < this.#names.length) {
      this.#scale = undefined;
      this.#least = READABLE;
      this.scrollTo(0, 0);
    }
    this.#names = names;
    this.#draw();
    const shown = this.getAttribute("shows");
    if (shown !== this.#shown) this.#reveal();
    this.#shown = shown;
  }

  get #drawing() {
    return this.querySelector("svg");
  }

  #draw() {
    const drawing = this.#drawing;
    if (!drawing) return;
    const { width, height } = drawing.viewBox.baseVal;
    const { offsetWidth, offsetHeight } = this;
    const fit = Math.min(offsetWidth / width, narrow.matches ? Infinity : offsetHeight / height);
    const scale = this.#scale ?? Math.min(LARGEST_FIT, Math.max(this.#least, fit));
    const [wide, high] = [Math.floor(width * scale), Math.floor(height * scale)];
    this.#isLarge = wide > offsetWidth || (!narrow.matches && high > offsetHeight);
    this.toggleAttribute("large", this.#isLarge);
    // Written anew it would be laid out anew.
    if (drawing.getAttribute("width") === String(wide) && drawing.getAttribute("height") === String(high)) return;
    drawing.setAttribute("width", String(wide));
    drawing.setAttribute("height", String(high));
  }

  /** @param {number} by @param {number} [x] of the point that stays where it is, in the window @param {number} [y] */
  #zoom(by, x, y) {
    const drawing = this.#drawing;
    if (!drawing) return;
    const before = drawing.getBoundingClientRect();
    const box = this.getBoundingClientRect();
    x ??= (box.left + box.right) / 2;
    y ??= (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const scale = this.#scale ?? before.width / drawing.viewBox.baseVal.width;
    this.#scale = Math.min(MOST, Math.max(LEAST, scale * by));
    this.#draw();
    const after = drawing.getBoundingClientRect();
    const share = after.width / before.width;
    this.#pan(after.left + (x - before.left) * share - x, after.top + (y - before.top) * share - y);
  }

  /** @param {number} x @param {number} y */
  #pan(x, y) {
    this.scrollBy(x, y);
    if (narrow.matches) window.scrollBy(0, y);
  }

  /** Brings into view what is explained: all of it where there is room, else the chosen thing or the innermost. */
  #reveal() {
    const rects = (/** @type {string} */ selector) =>
      Array.from(this.querySelectorAll(selector), (thing) => thing.getBoundingClientRect());
    const lit = rects(":is(.vertex, .edge).chosen, .vertex.lit");
    const [first] = [...rects(":is(.vertex, .edge).chosen"), ...lit.slice(-1)];
    if (!first) return;
    const box = this.getBoundingClientRect();
    /** @param {"left" | "top"} from @param {"right" | "bottom"} to @param {number} length */
    const shift = (from, to, length) => {
      const [low, high] = [box[from] + MARGIN, box[from] + length - MARGIN];
      const all = [Math.min(...lit.map((rect) => rect[from])), Math.max(...lit.map((rect) => rect[to]))];
      const [begin, end] = all[1] - all[0] <= high - low ? all : [first[from], first[to]];
      if (begin < low || end - begin > high - low) return begin - low;
      return Math.max(0, end - high);
    };
    const [left, top] = [shift("left", "right", this.clientWidth), shift("top", "bottom", this.clientHeight)];
    this.scrollBy({ left, top, behavior: still.matches ? "instant" : "smooth" });
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    // Without a key the wheel scrolls; touchpads say a pinch with this one.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 33);
    this.#zoom(Math.exp(Math.max(-120, Math.min(120, -pixels)) / 400), event.clientX, event.clientY);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    /** @type {"in" | "out" | "fit" | undefined} */
    const way = { "+": "in", "=": "in", "-": "out", "0": "fit" }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.zoom(way);
  }

  /** A mouse drags the map; a finger scrolls it as it scrolls everything. @param {PointerEvent} down */
  #press(down) {
    if (down.pointerType !== "mouse" || down.button !== 0 || !this.#isLarge) return;
    let [x, y] = [down.clientX, down.clientY];
    const dragging = new AbortController();
    const listen = { signal: dragging.signal };
    const end = () => {
      dragging.abort();
      // The click that ends a drag comes right after this.
      setTimeout(() => removeEventListener("click", swallow, true));
    };
    this.addEventListener("pointermove", (event) => {
      // The button may be let go where nobody tells the page.
      if (!(event.buttons & 1)) return end();
      if (!this.hasPointerCapture(event.pointerId)) {
        if (Math.hypot(event.clientX - x, event.clientY - y) < SLACK) return;
        this.setPointerCapture(event.pointerId);
        addEventListener("click", swallow, true);
      }
      this.#pan(x - event.clientX, y - event.clientY);
      [x, y] = [event.clientX, event.clientY];
    }, listen);
    addEventListener("pointerup", end, listen);
    addEventListener("pointercancel", end, listen);
  }

  /** Two fingers zoom and move it. @param {TouchEvent} start */
  #pinch(start) {
    if (start.touches.length !== 2) return;
    start.preventDefault();
    let last = middle(start.touches);
    /** @param {TouchEvent} event */
    const move = (event) => {
      if (event.touches.length !== 2) return;
      event.preventDefault();
      const next = middle(event.touches);
      this.#zoom(next.apart / last.apart, last.x, last.y);
      this.#pan(last.x - next.x, last.y - next.y);
      last = next;
    };
    const end = () => {
      this.removeEventListener("touchmove", move);
      this.removeEventListener("touchend", end);
      this.removeEventListener("touchcancel", end);
    };
    this.addEventListener("touchmove", move, { passive: false });
    this.addEventListener("touchend", end);
    this.addEventListener("touchcancel", end);
  }
}

/** @param {TouchList} touches */
function middle([a, b]) {
  const apart = Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY));
  return { x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2, apart };
}

/** @param {Event} event */
function swallow(event) {
  event.stopPropagation();
  event.preventDefault();
}

customElements.define("zoom-box", ZoomBox);

addEventListener("click", ({ target }) => {
  /** @type {HTMLElement | null} */
  const button = target instanceof Element ? target.closest("[data-zoom]") : null;
  /** @type {ZoomBox | null} */
  const box = document.querySelector("zoom-box");
  if (button) box?.zoom(/** @type {"in" | "out" | "fit"} */ (button.dataset.zoom));
});
