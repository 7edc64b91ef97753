// Compiles Python sources to bytecode with the very interpreter that the page runs: node compile.mjs FOLDER OUT.zip...
//
// Each pair of arguments is a folder or a zip of sources, and the zip to write. What is no Python source is copied.
// The zips are stored uncompressed, which a host compresses better than it could compress a compressed one.

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const installed = path.join(import.meta.dirname, "node_modules", "pyodide", "pyodide.mjs");
const { loadPyodide } = await import(pathToFileURL(installed));
const python = await loadPyodide();
python.FS.mkdirTree("/in");
python.FS.mkdirTree("/out");

const COMPILE = `
import ast, importlib.util, marshal, pathlib, zipfile

HEADER = importlib.util.MAGIC_NUMBER + bytes(12)  # no source to compare with: neither its time nor its size

def sources(place):
    place = pathlib.Path(place)
    if place.is_dir():
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    with zipfile.ZipFile(place) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}

def without_docstrings(node):
    """Takes from a tree the texts for developers; a decorated class keeps its own, for dataclasses make one."""
    kept = isinstance(node, ast.ClassDef) and node.decorator_list
    if not kept and node.body and ast.get_docstring(node, False):
        node.body[:1] = [] if len(node.body) > 1 else [ast.copy_location(ast.Pass(), node.body[0])]
    for child in node.body:
        if isinstance(child, (ast.ClassDef, ast.FunctionDef)):
            without_docstrings(child)
    return node

def without_lines(code):
    """A code object without the table of its lines: those of calgen alone are worth telling."""
    constants = tuple(without_lines(each) if isinstance(each, type(code)) else each for each in code.co_consts)
    return code.replace(co_consts=constants, co_linetable=b"")

def bytecode(name, data):
    if name.startswith("calgen/"):
        return compile(without_docstrings(ast.parse(data, name)), name, "exec", dont_inherit=True)
    return without_lines(compile(data, name, "exec", dont_inherit=True, optimize=0 if "pyodide" in name else 2))

def compiled(place, target):
    """Writes the zip of a place: bytecode instead of sources, and all else as it is."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(sources(place).items()):
            if name.endswith(".py"):
                name, data = name + "c", HEADER + marshal.dumps(bytecode(name, data))
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
`;
python.runPython(COMPILE);

const pairs = process.argv.slice(2);
for (let n = 0; n < pairs.length; n += 2) {
  const [from, to] = pairs.slice(n, n + 2).map((name) => path.resolve(name));
  const inside = `/in/${n}`;
  if (fs.statSync(from).isDirectory()) {
    python.FS.mkdirTree(inside);
    python.mountNodeFS(inside, from);
  } else {
    python.FS.writeFile(inside, new Uint8Array(fs.readFileSync(from)));
  }
  python.globals.get("compiled")(inside, `/out/${n}.zip`);
  fs.writeFileSync(to, python.FS.readFile(`/out/${n}.zip`));
}
