// A static server for the built page, on a port that is free.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** @param {Uint8Array} body */
const packed = (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });

/** @type {Record<string, string>} */
const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/**
 * Serves a folder under a path, the way a project page lies under its site.
 *
 * @param {string} folder
 * @param {string} path starts and ends with a slash
 * @param {boolean} compressed whether it compresses, as a real host does
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function serve(folder, path, compressed = false) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    try {
      if (!name.startsWith(path)) throw new Error(`${name} is not under ${path}`);
      const file = join(folder, normalize(decodeURIComponent(name.slice(path.length - 1))));
      const body = await readFile(file);
      const type = { "content-type": types[extname(file)] ?? "application/octet-stream" };
      if (compressed) response.writeHead(200, { ...type, "content-encoding": "br" }).end(packed(body));
      else response.writeHead(200, type).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
