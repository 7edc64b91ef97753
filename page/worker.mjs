// Runs calgen beside the page, which stays responsive: answers {id, action, data, other, asked} with {id, shown, files}.

import { startPython } from "./python.mjs";

const read = async (name) => {
  const response = await fetch(name);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

const started = startPython(read);
started.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ failed: String(error) }),
);

onmessage = async ({ data: { id, action, data, other, asked } }) => {
  const { respond, collect } = await started;
  try {
    const [shown, files] = respond(action, new Uint8Array(data), new Uint8Array(other), asked);
    postMessage({ id, shown, files }, files.map((file) => file.buffer));
  } catch (error) {
    postMessage({ id, fault: String(error.message ?? error) });
  }
  collect();
};
