// Asks the worker in which Python runs, one question at a time. A worker that has failed is replaced by a new one.

let worker, started, question;

/** Starts a worker, and resolves when its Python is ready. */
export function startPython() {
  worker?.terminate();
  worker = new Worker("worker.mjs", { type: "module" });
  started = new Promise((resolve, reject) => {
    const fail = (message) => [reject, question?.reject].forEach((tell) => tell?.(new Error(message)));
    worker.onerror = (event) => fail(event.message);
    worker.onmessage = ({ data }) => {
      if (data.ready) resolve();
      else if (data.fault) fail(data.fault);
      else question.resolve(data);
    };
  });
  return started;
}

/** What is shown, and the bytes of the files, of an action of calgen/page_steps.py. */
export async function askPython(action, data, other, asked) {
  await started;
  try {
    return await new Promise((resolve, reject) => {
      question = { resolve, reject };
      worker.postMessage({ action, data, other, asked });
    });
  } catch (error) {
    startPython().catch(() => {});
    throw error;
  } finally {
    question = null;
  }
}
