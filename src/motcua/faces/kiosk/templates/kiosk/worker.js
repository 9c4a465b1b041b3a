/* {{ build }}: keeps the waiting page, so that a screen started while the server is away comes back by itself. */
"use strict";
const KEPT = "motcua-hall-{{ build }}", PAGE = "{{ page }}";
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((store) => Promise.allSettled([{% for address in kept %}"{{ address }}"{% if not forloop.last %}, {% endif %}{% endfor %}].map((address) => store.add(new Request(address, { cache: "reload" }))))).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("motcua-hall-") && name !== KEPT).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const asked = event.request;
  if (asked.mode === "navigate") {
    event.respondWith(fetch(asked).then((answer) => [502, 503, 504].includes(answer.status) ? waiting(answer) : answer).catch(() => waiting(Response.error())));
  } else if (asked.method === "GET" && new URL(asked.url).pathname.startsWith("{{ static_prefix }}")) {
    event.respondWith(fetch(asked).catch(() => caches.match(asked, { ignoreVary: true }).then((found) => found || Response.error())));
  }
});
function waiting(otherwise) { return caches.match(PAGE, { ignoreVary: true }).then((found) => found || otherwise); }
