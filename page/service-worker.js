// Keeps every file of the page, so that it works without a connection, and refuses all requests to other places.

const FILES = "{{files}}"; // name → its digest: a file that a host has mixed with another version is not taken
const CACHE = "calgen-{{digest}}";
const address = (name) => new URL(name, self.registration.scope).href;

async function install() {
  const cache = await caches.open(CACHE);
  const fetched = Object.entries(FILES).map(async ([name, integrity]) => {
    const response = await fetch(new Request(address(name), { integrity, cache: "no-cache" }));
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    await cache.put(address(name), response);
  });
  await Promise.all(fetched);
  await self.skipWaiting(); // an open page has loaded what it needs, and takes the new version when it is reloaded
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("calgen-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request) {
  const url = new URL(request.url);
  if (url.origin !== location.origin || request.method !== "GET") return Response.error();
  const place = url.origin + url.pathname; // whatever a link adds behind a question mark
  const name = place === self.registration.scope ? address("index.html") : place;
  const cache = await caches.open(CACHE);
  return (await cache.match(name)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => event.respondWith(answer(event.request)));
