// Checks manifests with @monokle/validation, by those of its plugins that fetch nothing.
// node scripts/compare/monokle.mjs FOLDER MANIFESTS, where the folder holds its node_modules

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, manifests] = process.argv.slice(2);
const require = createRequire(resolve(folder, "package.json"));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const path = resolve(folder, "node_modules/@monokle/validation/lib/node.js");
const { createDefaultMonokleValidator } = await import(pathToFileURL(path).href);
const { parseAllDocuments } = await load("yaml");

const documents = readFileSync(manifests, "utf8").split(/^---$/m).filter((text) => text.trim());
const resources = documents.map((text, at) => {
  const content = parseAllDocuments(text)[0].toJS();
  const { name, namespace } = content.metadata;
  const { apiVersion, kind } = content;
  return { id: String(at), fileId: manifests, filePath: manifests, fileOffset: 0, text, name, namespace, apiVersion, kind, content };
});
const validator = createDefaultMonokleValidator();
const plugins = { "yaml-syntax": true, "pod-security-standards": true, "resource-links": true, practices: true };
await validator.preload({ plugins });
const { runs } = await validator.validate({ resources });
console.log(runs.reduce((sum, { results }) => sum + results.length, 0), "findings");
