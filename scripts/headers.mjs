// The headers that the built page asks of its host, written into its folder for the hosts that read them from a file:
// _headers (Netlify, Cloudflare Pages), headers/nginx.conf and headers/Caddyfile. The policy is that of each document's own
// `meta`, with what only a header can say.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isHashed } from "./seal.mjs";

/** @typedef {Record<string, string>} Headers */

/** What no page of ours ever asks for. */
const REFUSED =
  "accelerometer browsing-topics camera display-capture geolocation gyroscope hid idle-detection magnetometer " +
  "microphone midi payment publickey-credentials-get screen-wake-lock serial usb xr-spatial-tracking";

/** @type {Headers} of everything */
const ALL = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy": REFUSED.split(" ").map((feature) => `${feature}=()`).join(", "),
  // A frame without an origin may load module scripts and wasm only so. There is nothing here that is not public.
  "Access-Control-Allow-Origin": "*",
};

/** @type {Headers} of files that carry their content in their name */
const HASHED = { "Cache-Control": "public, max-age=31536000, immutable" };

/**
 * Of a document. Only what lies under embed/ may be framed.
 *
 * @param {string} folder @param {string} name
 * @returns {Headers}
 */
function ofDocument(folder, name) {
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(readFileSync(join(folder, name), "utf8")) ?? [];
  if (!policy) throw new Error(`${name} has no policy.`);
  const asked = { "Content-Security-Policy-Report-Only": "require-trusted-types-for 'script'; trusted-types default" };
  if (name.startsWith("embed/")) return { "Content-Security-Policy": policy, ...asked };
  const alone = { "Cross-Origin-Opener-Policy": "same-origin" };
  return { "Content-Security-Policy": `${policy}; frame-ancestors 'none'`, ...asked, ...alone };
}

/** @param {string} folder a built page */
export function writeHeaders(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const documents = names.filter((name) => name.endsWith(".html")).map((name) => /** @type {const} */ ([name, ofDocument(folder, name)]));
  writeFileSync(join(folder, "_headers"), forPages(documents, names.filter(isHashed)));
  mkdirSync(join(folder, "headers"), { recursive: true });
  writeFileSync(join(folder, "headers/nginx.conf"), forNginx(documents));
  writeFileSync(join(folder, "headers/Caddyfile"), forCaddy(documents));
}

/** The paths that a document is asked for by. @param {string} name */
const paths = (name) => (name.endsWith("index.html") ? [`/${name.slice(0, -"index.html".length)}`, `/${name}`] : [`/${name}`]);

/** @typedef {(readonly [name: string, headers: Headers])[]} Documents */

/** @param {Documents} documents @param {string[]} hashed */
function forPages(documents, hashed) {
  /** @param {string} path @param {Headers} headers */
  const rule = (path, headers) => [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ""];
  // Several rules may fit a path, and no header stands in two of them.
  const lines = [
    ...rule("/*", ALL),
    ...documents.flatMap(([name, headers]) => paths(name).flatMap((path) => rule(path, headers))),
    ...hashed.flatMap((name) => rule(`/${name}`, HASHED)),
  ];
  return lines.join("\n");
}

/** @param {Documents} documents */
function forNginx(documents) {
  const own = [...new Set(documents.flatMap(([, headers]) => Object.keys(headers)))];
  // nginx sends no header without a value, so each that only some paths have is a map from the path.
  const maps = own.map((header) => {
    // The longer first: the first pattern that fits counts, and embed/index.html ends in index.html.
    const lines = documents
      .toSorted(([one], [other]) => other.length - one.length)
      .map(([name, headers]) => `    ~/${pattern(name)}$ "${headers[header] ?? ""}";`);
    return `map $uri $porthole_${variable(header)} {\n    default "";\n${lines.join("\n")}\n}\n`;
  });
  const always = [
    ...Object.entries(ALL).map(([name, value]) => `    add_header ${name} "${value}" always;`),
    ...own.map((name) => `    add_header ${name} $porthole_${variable(name)} always;`),
    "    add_header Cache-Control $porthole_cache always;",
  ];
  return `# For nginx: a file for conf.d, or for sites-enabled. Set server_name and root.
${maps.join("")}map $uri $porthole_cache {
    default "no-cache";
    ~-[0-9a-f]+(_bg)?\\.[a-z]+$ "${HASHED["Cache-Control"]}";
}
server {
    listen 80;
    server_name porthole.example;
    root /srv/porthole;
    index index.html;
    gzip on;
    gzip_types text/css text/javascript application/javascript application/wasm;
${always.join("\n")}
}
`;
}

/** @param {string} name */
const pattern = (name) => name.replace(/index\.html$/, "(index.html)?").replaceAll(".html", "\\.html");

/** @param {string} header */
const variable = (header) => header.toLowerCase().replaceAll("-", "_");

/** @param {Documents} documents */
function forCaddy(documents) {
  /** @param {Headers} headers */
  const lines = (headers) => Object.entries(headers).map(([name, value]) => `\t\t${name} "${value}"`).join("\n");
  const matched = documents.map(([name, headers], at) => {
    return `\t@document${at} path ${paths(name).join(" ")}\n\theader @document${at} {\n${lines(headers)}\n\t}\n`;
  });
  return `# For Caddy. Set the address and the root.
porthole.example {
	root * /srv/porthole
	encode zstd gzip
	header {
${lines(ALL)}
	}
	@hashed path_regexp -[0-9a-f]{16}(_bg)?\\.[a-z]+$
	header @hashed {
${lines(HASHED)}
	}
	@changing not path_regexp -[0-9a-f]{16}(_bg)?\\.[a-z]+$
	header @changing {
${lines({ "Cache-Control": "no-cache" })}
	}
${matched.join("")}	file_server
}
`;
}
