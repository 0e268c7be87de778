// The page in a frame: what its address asks for, what it tells the page around it, and what stands here where the
// program cannot load. A classic script, because those load from any host.
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const views = ["editor", "map", "matches", "findings"];

  if (["light", "dark"].includes(asked.get("theme"))) root.dataset.theme = asked.get("theme");
  if (views.includes(asked.get("view"))) root.dataset.view = root.dataset.pane = asked.get("view");
  if (asked.has("readonly") && asked.get("readonly") !== "false") root.dataset.readonly = "";
  if (asked.get("height") === "auto") root.dataset.height = "auto";
  if (asked.has("course") && asked.get("course") !== "false") root.dataset.course = "";

  // What a reader has made of it outlives a reload of the page around: in the storage of the frame's own origin, for this
  // tab, where the page around cannot read it; or, where the author wants that, in the page around, which hands it back
  // behind what the author put in.
  const [own, handed] = location.hash.slice(1).split("&");
  const isShared = asked.has("keep") && asked.get("keep") !== "false";
  const KEPT = `porthole.frame ${location.href.split("&v1.")[0]}`;
  const kept = store(() => sessionStorage.getItem(KEPT)) ?? handed;
  // A lesson by its name is a link to it.
  const given = asked.get("lesson") ? toLesson(asked.get("lesson")) : own;
  const fragment = `#${kept ?? given}`;
  /** @param {() => string | null | void} use what throws where storage may not be used */
  function store(use) {
    try {
      return use() ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** @param {Record<string, unknown>} message */
  const tell = (message) => parent.postMessage({ version: 1, ...message }, "*");

  // The wheel is the page's around, unless a person says otherwise: frame.css lets nothing here scroll by it.
  addEventListener("wheel", (event) => {
    const { ctrlKey, metaKey, target, deltaY } = event;
    if (!ctrlKey && !metaKey) return event.stopImmediatePropagation();
    if (!overflows() || (target instanceof Element && target.closest(".map"))) return;
    event.preventDefault();
    scrollBy(0, deltaY);
  }, { capture: true, passive: false });

  /** Shows a part of the bar below, or does not. @param {string} id @param {boolean} offered */
  const offer = (id, offered) => document.getElementById(id)?.toggleAttribute("hidden", !offered);
  /** Whether the frame is lower than what it shows. */
  const overflows = () => root.scrollHeight - innerHeight > 1;
  /** Turns to the next part of what is shown (1), or to the one before (-1). @param {number} by */
  const turn = (by) => scrollBy(0, by * Math.max(40, innerHeight - 100));
  addEventListener("keydown", ({ key, target }) => {
    if (target === document.body && /^Page(Up|Down)$/.test(key)) turn(key === "PageUp" ? -1 : 1);
  });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;
  /** Offers to turn once the page around has had time to give the frame its height. */
  function offerTurns() {
    clearTimeout(settling);
    settling = setTimeout(() => offer("turns", overflows()), 300);
  }
  addEventListener("resize", offerTurns);

  let height = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** Tells how high the page is, once it has rested for a moment. */
  function measure() {
    offerTurns();
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = Math.ceil(document.querySelector(".page").getBoundingClientRect().height);
      if (now === height || now === 0) return;
      height = now;
      tell({ type: "porthole:height", height });
      parent.postMessage(JSON.stringify({ src: location.href, context: "iframe.resize", height }), "*");
    }, 80);
  }

  /** The textarea shows all of its lines, so that it need not scroll. */
  function fit() {
    const text = document.querySelector("textarea");
    text.rows = text.value.split("\n").length + 1;
  }

  let started = false;
  let verdict = "";
  /** What the page around has sent before the program could take it. @type {string | undefined} */
  let waiting;
  /** @type {((text: string) => void) | undefined} */
  let take;
  /** @type {(() => string) | undefined} */
  let link;

  /** What was shown before the reader did anything: what is seen of it, and the link to it. @type {{ seen: string, link: string } | undefined} */
  let untouched;
  const seen = () => document.querySelector("textarea").value + document.querySelector("#lesson h2")?.textContent;
  const isChanged = () => untouched !== undefined && seen() !== untouched.seen && link() !== untouched.link;
  for (const type of ["pointerdown", "keydown", "focusin"]) {
    addEventListener(type, () => {
      if (link) untouched ??= { seen: seen(), link: link() };
    }, true);
  }
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let keeping;
  /** Keeps what the reader has made of it, and offers the way back. */
  function keep() {
    clearTimeout(keeping);
    const changed = isChanged();
    if (changed) store(() => sessionStorage.setItem(KEPT, link()));
    if (changed && isShared) tell({ type: "porthole:state", link: link() });
    offer("reset", changed || kept !== undefined);
  }
  addEventListener("pagehide", keep);
  function reset() {
    clearTimeout(keeping);
    removeEventListener("pagehide", keep);
    store(() => sessionStorage.removeItem(KEPT));
    if (isShared) tell({ type: "porthole:state", link: "" });
    // What the page around handed back, it first has to take away.
    if (handed === undefined) location.reload();
    else addEventListener("hashchange", () => location.reload());
  }

  // The page around may always send another text, and nobody else may.
  addEventListener("message", ({ data, source }) => {
    if (source !== parent || data?.type !== "porthole:set" || typeof data.text !== "string") return;
    if (take) take(data.text);
    else waiting = data.text;
  });

  globalThis.portholeFrame = {
    fragment,
    fail,
    /** @param {(text: string) => void} set @param {() => string} linked gives the fragment of what is shown */
    join(set, linked) {
      [take, link] = [set, linked];
      if (waiting !== undefined) set(waiting);
    },
    /** The answer to a text is drawn. */
    drawn() {
      fit();
      const said = document.querySelector("h1").textContent;
      clearTimeout(keeping);
      keeping = setTimeout(keep, 300);
      if (said !== verdict) tell({ type: "porthole:verdict", text: said });
      verdict = said;
      if (!started) new ResizeObserver(measure).observe(document.querySelector(".page"));
      started = true;
    },
  };

  addEventListener("input", fit);
  for (const type of ["pointerdown", "focusin", "mouseover"]) {
    addEventListener(type, ({ target }) => {
      if (!(target instanceof Element) || target.id !== "open") return;
      target.setAttribute("href", root.dataset.root + (link ? `#${link()}` : fragment));
    });
  }

  addEventListener("DOMContentLoaded", () => {
    document.querySelector("#open").setAttribute("href", root.dataset.root + fragment);
    document.querySelector("#reset").addEventListener("click", reset);
    offer("keeps", isShared);
    const [up, down] = document.querySelectorAll("#turns button");
    up.addEventListener("click", () => turn(-1));
    down.addEventListener("click", () => turn(1));
  });

  // An error of an element is that of a script that did not load: for want of a header, of a network, of the file.
  addEventListener("error", ({ target }) => {
    if (target instanceof HTMLScriptElement) fail();
  }, true);

  async function fail() {
    if (started) return;
    started = true;
    // The parts of the page may come after its scripts have failed.
    if (document.readyState === "loading") await new Promise((ready) => addEventListener("DOMContentLoaded", ready));
    const text = document.querySelector("textarea");
    const held = /^#v1\./.test(fragment) ? await texts(fragment.slice(4)).catch(() => "") : text.defaultValue;
    root.dataset.pane = "editor";
    root.dataset.failed = "";
    text.value = waiting ?? held;
    text.readOnly = true;
    fit();
    document.querySelector("h1").textContent = "Porthole could not start in this frame.";
    document.querySelector(".verdict p").textContent = text.value
      ? "Its files did not load here. The manifests stand below; the link under them opens Porthole by itself."
      : "Its files did not load here. The link below opens Porthole by itself.";
    document.querySelector(".pills").textContent = "";
    tell({ type: "porthole:failed" });
    new ResizeObserver(measure).observe(document.querySelector(".page"));
  }

  /**
   * The link to a lesson of Porthole's own, from its start, in the form that `src/link/v1.rs` describes. It is stored and
   * not deflated, since that is done at once.
   *
   * @param {string} name
   */
  function toLesson(name) {
    const state = Uint8Array.of(0xfe, ...new TextEncoder().encode(name.slice(0, 200)));
    const hash = state.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5);
    const size = [state.length & 255, state.length >> 8];
    const bytes = [hash, hash >> 8, hash >> 16, 1, ...size, ...size.map((byte) => byte ^ 255), ...state];
    const letters = btoa(String.fromCharCode(...bytes.map((byte) => byte & 255)));
    return `v1.${letters.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}`;
  }

  /**
   * The texts in a link of the first form, as `src/link/v1.rs` describes it.
   *
   * @param {string} letters
   */
  async function texts(letters) {
    const bytes = Uint8Array.from(atob(letters.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
    const dictionary = new TextEncoder().encode("DICTIONARY");
    // The dictionary as a block that is stored, so that the browser's own stream knows it.
    const size = [dictionary.length & 255, dictionary.length >> 8];
    const block = Uint8Array.of(0, ...size, ...size.map((byte) => byte ^ 255));
    const stream = new Blob([block, dictionary, bytes.subarray(3)]).stream();
    const reader = stream.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    /** @type {number[]} */
    const state = [];
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      for (const byte of value) state.push(byte);
      if (state.length > 2_100_000) return "";
    }
    /** Bytes that no UTF-8 holds stand before every text but the first. @type {{ mark: number, bytes: number[] }[]} */
    const parts = [{ mark: 0xf9, bytes: [] }];
    for (const byte of state.slice(dictionary.length)) {
      if (byte < 0xf8) parts[parts.length - 1].bytes.push(byte);
      else parts.push({ mark: byte, bytes: [] });
    }
    const decoder = new TextDecoder();
    const shown = parts.filter(({ mark, bytes }) => mark === 0xf9 && bytes.length > 0);
    return shown.map(({ bytes }) => decoder.decode(Uint8Array.from(bytes))).join("---\n");
  }
})();
