// Porthole in a page of your own: whatever is marked data-porthole, and every <porthole-playground>, becomes a playground
// when it comes near the view or is clicked. Where anything fails, the manifests stay as they are. No dependency, no build.
(() => {
  const NAME = "porthole-playground";
  // Included twice, it works once.
  if (customElements.get(NAME)) return;
  const script = document.currentScript ?? Array.from(document.scripts).find(({ src }) => /\/embed\.js([?#]|$)/.test(src));
  const home = new URL("embed/", /** @type {HTMLScriptElement} */ (script).src);

  const [LEAST, MOST] = [80, 20_000];
  const PATIENCE_MS = 20_000;
  // Without an origin of its own a frame can touch nothing, but shares no download with another, and loads only from a
  // host that says so. On another origin than the page's it may have one; on the same it is one with the page anyway.
  const STRICT = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
  const SANDBOX = home.origin === location.origin ? null : `${STRICT} allow-same-origin`;

  /** What each frame does with what it is told. @type {WeakMap<HTMLIFrameElement, (message: any) => void>} */
  const hear = new WeakMap();
  /** The text that a playground was given last, by its element, and those whose frame listens. */
  const given = /** @type {WeakMap<HTMLElement, string>} */ (new WeakMap());
  const listening = /** @type {WeakSet<HTMLElement>} */ (new WeakSet());

  /** @param {HTMLElement} element */
  function give(element) {
    if (!given.has(element) || !listening.has(element)) return;
    element.querySelector("iframe")?.contentWindow.postMessage({ type: "porthole:set", version: 1, text: given.get(element) }, "*");
  }

  addEventListener("message", ({ data, origin, source }) => {
    // A frame without an origin of its own says "null", so that the frame itself is what counts.
    if (data?.version !== 1 || (origin !== "null" && origin !== home.origin)) return;
    const frames = Array.from(document.querySelectorAll("iframe"));
    const frame = frames.find(({ contentWindow, src }) => contentWindow === source && src.startsWith(home.href));
    if (!frame) return;
    if (hear.has(frame)) hear.get(frame)(data);
    // A frame that an author wrote by hand.
    else if (data.type === "porthole:height" && /[?&]height=auto(&|#|$)/.test(frame.src)) resize(frame, data.height);
  });

  // What readers have made of playgrounds, where authors let the page keep it: with its own entry in the history.
  const KEPT = "porthole";
  /** @param {string} link */
  const isLink = (link) => /^v1\.[\w-]+$/.test(link);
  /** @param {string} author what the author put in @param {string} link none to keep nothing */
  function keep(author, link) {
    const { state } = history;
    if (typeof state !== "object") return;
    try {
      history.replaceState({ ...state, [KEPT]: { ...state?.[KEPT], [author]: link } }, "");
    } catch {
      // It lives as long as the page.
    }
  }

  /** @param {HTMLIFrameElement} frame @param {unknown} height */
  function resize(frame, height) {
    if (Number.isFinite(height)) frame.style.height = `${Math.min(MOST, Math.max(LEAST, Number(height)))}px`;
  }

  /**
   * A text as the fragment of a link, in the form that `src/link/v1.rs` describes: manifests, or the file of a lesson.
   *
   * @param {string} text
   */
  async function fragment(text) {
    const lesson = /^porthole: lesson\s*$/m.test(text.split("\n", 1)[0]) ? [0xff] : [];
    const state = Uint8Array.of(...lesson, ...new TextEncoder().encode(text));
    const hash = state.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5);
    const stream = new Blob([state]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const deflated = new Uint8Array(await new Response(stream).arrayBuffer());
    let bytes = String.fromCharCode(hash & 255, (hash >> 8) & 255, (hash >> 16) & 255);
    for (const byte of deflated) bytes += String.fromCharCode(byte);
    return `v1.${btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}`;
  }

  /**
   * Puts a playground in the place of an element's content.
   *
   * @param {HTMLElement} element
   * @param {string} text
   * @param {(name: string) => string | null} get what the author asked for
   */
  async function play(element, text, get) {
    const src = new URL(home);
    for (const name of ["view", "theme", "lesson"]) if (get(name)) src.searchParams.set(name, get(name));
    for (const name of ["readonly", "course", "keep"]) if ((get(name) ?? "false") !== "false") src.searchParams.set(name, "");
    const fixed = parseFloat(get("height"));
    if (!(fixed > 0)) src.searchParams.set("height", "auto");
    const { searchParams: asked } = src;
    src.hash = get("link") ?? (asked.has("lesson") || asked.has("course") ? "" : await fragment(text));

    const author = src.href;
    const kept = asked.has("keep") && history.state?.[KEPT]?.[author];
    if (isLink(kept)) src.hash = `${src.hash.slice(1)}&${kept}`;

    const frame = document.createElement("iframe");
    frame.title = get("title") ?? "Kubernetes manifests in Porthole";
    const sandbox = get("sandbox") === "strict" ? STRICT : SANDBOX;
    if (sandbox) frame.setAttribute("sandbox", sandbox);
    frame.allow = "clipboard-write";
    frame.src = src.href;
    // It lies over the manifests, unseen, until it has drawn something.
    const waiting = { border: "0", height: "100%", inset: "0", opacity: "0", pointerEvents: "none", position: "absolute", width: "100%" };
    Object.assign(frame.style, waiting);
    const { position } = element.style;
    if (getComputedStyle(element).position === "static") element.style.position = "relative";
    const held = document.createElement("div");
    held.append(...element.childNodes);
    element.append(held, frame);

    const { display, padding, border, background, overflow } = element.style;
    let shown = false;
    function show() {
      shown = true;
      held.hidden = true;
      Object.assign(frame.style, { display: "block", opacity: "", pointerEvents: "", position: "static", width: "100%" });
      Object.assign(element.style, { background: "none", border: "0", display: "block", overflow: "visible", padding: "0" });
    }
    function leave() {
      frame.remove();
      held.replaceWith(...held.childNodes);
      Object.assign(element.style, { background, border, display, overflow, padding, position });
    }
    hear.set(frame, ({ type, height, text, link }) => {
      if (!listening.has(element)) {
        listening.add(element);
        give(element);
      }
      if (type === "porthole:state" && asked.has("keep") && (link === "" || isLink(link))) {
        keep(author, link);
        if (link === "") frame.src = author;
      }
      if (type === "porthole:failed") leave();
      if (type === "porthole:verdict") element.dispatchEvent(new CustomEvent("porthole-verdict", { bubbles: true, detail: text }));
      if (type !== "porthole:height") return;
      if (!shown) show();
      resize(frame, fixed > 0 ? fixed : height);
    });
    // Out of view a browser may let it rest, and then it has all the time.
    const wait = () => setTimeout(() => {
      const { top, bottom } = element.getBoundingClientRect();
      if (shown || !frame.isConnected) return;
      if (bottom < 0 || top > innerHeight) wait();
      else leave();
    }, PATIENCE_MS);
    wait();
  }

  /**
   * Starts a playground when it is time.
   *
   * @param {HTMLElement} element
   * @param {(name: string) => string | null} get
   */
  function prepare(element, get) {
    const text = (element.querySelector("code, pre, script, textarea") ?? element).textContent.replace(/^\n/, "");
    const start = () => play(element, text, get).catch(() => undefined);
    if (get("start") === "click") {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "porthole-start", textContent: "Try it in Porthole" });
      button.addEventListener("click", () => (button.remove(), start()));
      element.after(button);
      return;
    }
    const near = new IntersectionObserver((seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      start();
    }, { rootMargin: "400px 0px" });
    near.observe(element);
  }

  /** @param {() => void} job */
  const whenRead = (job) => {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", job, { once: true });
    else job();
  };

  customElements.define(NAME, class extends HTMLElement {
    #begun = false;
    connectedCallback() {
      if (this.#begun) return;
      this.#begun = true;
      if (!this.style.display) this.style.display = "block";
      whenRead(() => prepare(this, (name) => this.getAttribute(name)));
    }
    /** Puts another text into the playground, as soon as its frame listens. @param {string} text */
    set text(text) {
      given.set(this, text);
      give(this);
    }
  });
  whenRead(() => {
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-porthole]"))) {
      prepare(element, (name) => element.getAttribute(`data-${name}`));
    }
  });
})();
