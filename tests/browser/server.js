// A static server for the built page, on a port that is free. It sends the headers that the build asks of a host.

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
 * The headers that the page's own `_headers` gives to a path of the site.
 *
 * @param {string} folder
 * @returns {Promise<(path: string) => Record<string, string>>}
 */
async function asks(folder) {
  const rules = (await readFile(join(folder, "_headers"), "utf8")).split(/^(?=\/)/m).map((rule) => {
    const [path, ...lines] = rule.trim().split(/\n\s*/);
    return { path, given: lines.map((line) => /** @type {[string, string]} */ (line.split(/: (.*)/, 2))) };
  });
  const fits = (pattern, path) => (pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern);
  return (path) => Object.fromEntries(rules.filter((rule) => fits(rule.path, path)).flatMap((rule) => rule.given));
}

/**
 * Serves a folder under a path, the way a project page lies under its site.
 *
 * @param {string} folder
 * @param {string} path starts and ends with a slash
 * @param {boolean} compressed whether it compresses, as a real host does
 * @param {Record<string, string>} [headers] what it sends with everything; without them, what the build asks for
 * @returns {Promise<{ url: string, asked: string[], close: () => void }>} its address, and what it is asked for
 */
export async function serve(folder, path, compressed = false, headers = undefined) {
  const given = headers ? () => headers : await asks(folder);
  /** @type {string[]} */
  const asked = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    asked.push(name);
    try {
      if (!name.startsWith(path)) throw new Error(`${name} is not under ${path}`);
      const file = join(folder, normalize(decodeURIComponent(name.slice(path.length - 1))));
      const body = await readFile(file);
      const type = { ...given(pathname.slice(path.length - 1)), "content-type": types[extname(file)] ?? "application/octet-stream" };
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
    asked,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
