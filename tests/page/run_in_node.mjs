// Answers requests as the page's worker does, in Node: node run_in_node.mjs FOLDER-OF-THE-PAGE < requests > answers
//
// Each line is a JSON object: `action`, `asked`, `data` and `other` (paths of files, or nothing), `out` (a path: the
// first file of the answer goes there). Its answer is a line with what the page would show, `seconds`, and those of the
// processor, `cpu`.

import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { pathToFileURL } from "node:url";

const folder = path.resolve(process.argv[2]);
const { startPython } = await import(pathToFileURL(path.join(folder, "python.mjs")));

/** What has passed since the last call: seconds, and those of the processor. */
let [time, cpu] = [performance.now(), process.cpuUsage()];
function passed() {
  const { user, system } = process.cpuUsage(cpu);
  const found = { seconds: (performance.now() - time) / 1000, cpu: (user + system) / 1e6 };
  [time, cpu] = [performance.now(), process.cpuUsage()];
  return found;
}

const { respond, collect } = await startPython(async (name) => new Uint8Array(fs.readFileSync(path.join(folder, name))));
console.log(JSON.stringify(passed()));
const bytes = (name) => new Uint8Array(name ? fs.readFileSync(name) : []);
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { action, asked, data, other, out } = JSON.parse(line);
  passed();
  const [shown, files] = respond(action, bytes(data), bytes(other), asked);
  console.log(JSON.stringify({ ...shown, ...passed() }));
  if (out && files.length) fs.writeFileSync(out, files[0]);
  collect();
}
