// Runs calgen beside the page, which stays responsive: answers {action, data, other, asked} with {shown, files}.

import { startPython } from "./python.mjs";

const read = async (name) => {
  const response = await fetch(name);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

const fault = (error) => postMessage({ fault: String(error.message ?? error) });
const started = startPython(read);
started.then(() => postMessage({ ready: true }), fault);

onmessage = async ({ data: { action, data, other, asked } }) => {
  const { respond, collect } = await started;
  try {
    const [shown, files] = respond(action, new Uint8Array(data), new Uint8Array(other), asked);
    postMessage({ shown, files }, files.map((file) => file.buffer));
    collect();
  } catch (error) {
    fault(error);
  }
};
