// Succeeds where node_modules holds what package-lock.json asks for.

import { existsSync, readFileSync } from "node:fs";

const packages = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {});
const installed = packages("node_modules/.package-lock.json");
const missing = Object.entries(packages("package-lock.json")).filter(
  ([path, { version, optional }]) => path !== "" && !optional && installed[path]?.version !== version,
);
process.exit(missing.length === 0 ? 0 : 1);
