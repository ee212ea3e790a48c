/** `npm run coverage-doc`: writes docs/coverage.md anew. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { coverageDocument } from "./coverage/document.ts";
import { readSources } from "./coverage/sources.ts";

const root = process.cwd();
writeFileSync(path.join(root, "docs/coverage.md"), coverageDocument(readSources(root)));
