/* {{ build }}: keeps the page of an interview, so that it opens without network, the one that is open from its first visit on; sheets wait in the page's own store. */
"use strict";
const KEPT = "motcua-survey-{{ build }}", PAGES = "{{ pages }}", STATICS = "{{ statics }}";
const open = (store) => self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((windows) => Promise.allSettled(windows.map((one) => new URL(one.url).pathname).filter((path) => path.startsWith(PAGES)).map((path) => fetch(path, { cache: "reload" }).then((answer) => answer.ok && !answer.redirected ? store.put(path, answer) : null))));
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((store) => Promise.allSettled({{ kept|safe }}.map((address) => store.add(new Request(address, { cache: "reload" }))).concat(open(store)))).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("motcua-survey-") && name !== KEPT).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const asked = event.request, path = new URL(asked.url).pathname;
  if (asked.method !== "GET" || !(path.startsWith(PAGES) || path.startsWith(STATICS))) { return; }
  event.respondWith(fetch(asked).then((answer) => {
    if (answer.ok && !answer.redirected) { const copy = answer.clone(); caches.open(KEPT).then((store) => store.put(path, copy)); }
    return answer;
  }).catch(() => caches.match(path, { ignoreVary: true }).then((found) => found || Response.error())));
});
