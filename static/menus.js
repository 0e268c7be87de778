// The menus of the head: each opens under its own button, wherever that stands.

const GAP = 12;

// An event of a popover does not bubble, but it can be caught on its way down.
addEventListener("beforetoggle", ({ target, newState }) => {
  if (newState !== "open" || !(target instanceof HTMLElement) || !target.matches("#menus > .menu")) return;
  const button = document.querySelector(`[popovertarget="${target.id}"]`);
  const most = innerWidth - GAP - parseFloat(getComputedStyle(target).width);
  const left = button.getBoundingClientRect().left;
  target.style.setProperty("--left", `${Math.max(GAP, Math.min(left, most))}px`);
}, true);

addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
  const palette = popover("palette");
  if (palette && key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey) {
    event.preventDefault();
    palette.togglePopover();
  }
  if (key !== "?" || ctrlKey || metaKey || altKey) return;
  if (target instanceof Element && target.closest("textarea, input, select, #editor-host")) return;
  popover("shortcuts").togglePopover();
}, true);

// A button may say what is looked for.
addEventListener("click", ({ target }) => {
  const begin = target instanceof Element ? target.closest("[data-begin]")?.getAttribute("data-begin") : undefined;
  const field = begin && popover("palette")?.querySelector("input");
  if (!field) return;
  field.value = begin;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
});

/** @param {string} id */
const popover = (id) => document.getElementById(id);
