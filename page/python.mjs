// Starts Python with calgen: in the worker of the page, and in Node for tests and benchmarks.

import { loadPyodide } from "./pyodide.mjs";

const SETUP = `
import gc, sys
from pyodide.ffi import to_js
sys.path.insert(0, "/calgen")
from calgen.page_steps import respond

def answer(action, data, other, asked):
    shown, files = respond(action, data.to_bytes(), other.to_bytes(), asked)
    return to_js([shown, *files])

gc.collect()
gc.freeze()
gc.disable()  # a call keeps nearly all that it makes: what is left is collected after each
`;

/**
 * `respond(action, data, other, asked)` returns what is shown and the bytes of the files; `collect()` frees memory
 * afterwards. `read(name)` gives the bytes of a file of the page.
 */
export async function startPython(read) {
  const [packages, lock] = [read("calgen.zip"), read("pyodide-lock.json")];
  const lockFileContents = new TextDecoder().decode(await lock);
  const python = await loadPyodide({ lockFileContents, env: { HOME: "/home" } });
  python.unpackArchive(await packages, "zip", { extractDir: "/calgen" });
  python.runPython(SETUP);
  const answer = python.globals.get("answer");
  const collect = python.globals.get("gc").collect;
  const respond = (action, data, other, asked) => {
    const [shown, ...files] = answer(action, data, other, JSON.stringify(asked));
    return [JSON.parse(shown), files];
  };
  return { respond, collect };
}
