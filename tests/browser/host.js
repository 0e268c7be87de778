// Somebody else's page, on a site of its own.

import { createServer } from "node:http";

/**
 * Serves one page as another site than the one under test, which is at 127.0.0.1.
 *
 * @param {string} html
 * @param {Record<string, string>} headers
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function host(html, headers = {}) {
  const page = `<!DOCTYPE html><meta charset="utf-8"><title>A post</title><link rel="icon" href="data:,"><main>${html}</main>`;
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(page);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
