// Keeps the page for visits without a network. The build writes VERSION and FILES ahead of this: the page's files, and what
// each has to hold. All but the document have a name of their own for each content.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { registration } = worker;
const OURS = `porthole ${registration.scope} `;
const NAME = OURS + VERSION;

worker.addEventListener("install", (event) => event.waitUntil(fill()));

/** A version is there as a whole or not at all: where one file cannot be had, the older stays. */
async function fill() {
  const cache = await caches.open(NAME);
  await Promise.all(
    Object.entries(FILES).map(async ([name, integrity]) => {
      const isDocument = name === "./";
      const there = isDocument ? undefined : await caches.match(name, { ignoreVary: true });
      const response = there ?? (await fetch(name, { integrity, cache: isDocument ? "no-cache" : "default" }));
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      await cache.put(name, response);
    }),
  );
}

worker.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || !url.startsWith(registration.scope)) return;
  const name = url.slice(registration.scope.length).replace(/[?#].*/s, "");
  const isDocument = mode === "navigate" && (name === "" || name === "index.html");
  // Frames and other documents beside the page come from the network.
  if (mode === "navigate" && !isDocument) return;
  event.respondWith(answer(event.request, isDocument ? "./" : url));
});

/**
 * A page that is still open may be older than this: its files are in an older cache.
 *
 * @param {Request} request
 * @param {string} name
 */
async function answer(request, name) {
  const cache = await caches.open(NAME);
  const found = (await cache.match(name, { ignoreVary: true })) ?? (await caches.match(name, { ignoreVary: true }));
  return found ?? fetch(request);
}

worker.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(worker.skipWaiting());
  if (event.data === "settled") event.waitUntil(tidy(/** @type {Client} */ (event.source)));
});

/** Deletes older caches once the only open page has all that it needs. @param {Client} page */
async function tidy(page) {
  const open = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (registration.installing || registration.waiting || open.some(({ id }) => id !== page.id)) return;
  for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== NAME) await caches.delete(name);
}
