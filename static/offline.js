// The page without a network: a service worker keeps it, and what it keeps is forgotten on request.

/** @type {ServiceWorker | undefined} a newer page that waits */
let newer;
/** @type {(() => void) | undefined} */
let tell;

/** Not in a frame, nor on the page that is made for frames, and not for the page in one file, which needs nothing kept. */
const isWhole = document.querySelector("script[data-wasm]") && !("frame" in document.documentElement.dataset);
const possible = isWhole && "serviceWorker" in navigator && window === window.top && location.protocol.startsWith("http");

/** Tells from now on when a newer page has come. @param {() => void} told */
export function updates(told) {
  tell = told;
  if (newer) tell();
}

/** Has the page kept, once it has loaded all that it needs. */
export async function keepPage() {
  if (!possible) return;
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register(new URL("service-worker.js", document.baseURI));
  /** @param {ServiceWorker | null} worker */
  const offer = (worker) => {
    // The first one that comes is no update.
    if (worker?.state !== "installed" || !serviceWorker.controller) return;
    newer = worker;
    tell?.();
  };
  offer(registration.waiting);
  const watch = () => {
    const { installing } = registration;
    if (installing) installing.onstatechange = () => offer(installing);
  };
  watch();
  // In the place of what an earlier call left here.
  registration.onupdatefound = watch;
  serviceWorker.controller?.postMessage("settled");
}

/** Reloads the page as the newer one. */
export function renew() {
  const reload = () => location.reload();
  if (newer?.state !== "installed") return reload();
  navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
  newer.postMessage("take over");
}

/** Forgets the kept page, until the page is loaded again. */
export async function forgetPage() {
  if (!possible) return;
  const scope = new URL("./", document.baseURI).href;
  const registration = await navigator.serviceWorker.getRegistration(scope);
  if (registration?.scope === scope) await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith(`porthole ${scope} `)) await caches.delete(name);
}
