// The page's own address: what its fragment holds, and what links to it begin with.

/** The fragment that the page begins with. One in a frame may have been asked for it in another way. */
const first = () => globalThis.portholeFrame?.fragment ?? location.hash;

/** Whether the page begins with a link's state, which the program then reads. */
export const holdsLink = () => /^#v\d/.test(first());

/**
 * Tells the fragment of the address where there is one, now (`first`) and whenever it changes. The page itself never
 * changes it.
 *
 * @param {(fragment: string, first: boolean) => void} tell
 */
export function arrive(tell) {
  /** @param {string} fragment @param {boolean} first */
  const look = (fragment, first) => {
    if (fragment.length > 1) tell(fragment, first);
  };
  addEventListener("hashchange", () => look(location.hash, false));
  look(first(), true);
}

/** The address of the page, from which links are made. Parentheses would end a link in Markdown. */
export function here() {
  const { root } = document.documentElement.dataset;
  const { origin, protocol, pathname } = new URL(root ?? location.href, location.href);
  const path = pathname.replace(/\/index\.html$/, "/").replace(/[()]/g, (letter) => (letter === "(" ? "%28" : "%29"));
  return (protocol === "file:" ? "file://" : origin) + path;
}
