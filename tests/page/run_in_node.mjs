// Answers requests as the page's worker does, in Node: node run_in_node.mjs FOLDER-OF-THE-PAGE < requests > answers
//
// Each line is a JSON object: `action`, `asked`, `data` and `other` (paths of files, or nothing), `out` (a path: the
// first file of the answer goes there). Its answer is a line with what the page would show, and `seconds`.

import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { pathToFileURL } from "node:url";

const folder = path.resolve(process.argv[2]);
const { startPython } = await import(pathToFileURL(path.join(folder, "python.mjs")));
const begin = performance.now();
const { respond, collect } = await startPython(async (name) => new Uint8Array(fs.readFileSync(path.join(folder, name))));
console.log(JSON.stringify({ seconds: (performance.now() - begin) / 1000 }));
const bytes = (name) => new Uint8Array(name ? fs.readFileSync(name) : []);
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { action, asked, data, other, out } = JSON.parse(line);
  const start = performance.now();
  const [shown, files] = respond(action, bytes(data), bytes(other), asked);
  const seconds = (performance.now() - start) / 1000;
  if (out && files.length) fs.writeFileSync(out, files[0]);
  console.log(JSON.stringify({ ...shown, seconds }));
  const before = performance.now();
  collect();
  if (process.env.TIME_COLLECT) console.log("collect", performance.now() - before);
}
