// Keeps what a participant needs at a fair with bad Wi-Fi: the agenda, the badge, and the shell to show them.
// Personal pages live in a cache of their own, which signing in or out empties.
const shell = "coventis-shell-1";
const personal = "coventis-personal-1";
const shellFiles = ["/offline.html", "/offline.css", "/icon.svg"];
const personalPage = /^\/fairs\/[^/]+\/me\/(agenda|badge)$/;
const patienceMs = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(shell).then((cache) => cache.addAll(shellFiles)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil(clean().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(personal));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method !== "GET") {
    if (/^\/sign-(in|out)(\/|$)/.test(url.pathname) || url.pathname.endsWith("/me/data/erase"))
      event.waitUntil(caches.delete(personal));
    return;
  }
  if (url.pathname.startsWith("/assets/")) event.respondWith(fromShell(request));
  else if (request.mode === "navigate") event.respondWith(visit(request, url));
});

async function clean() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== shell && name !== personal).map((name) => caches.delete(name)));
}

// Bundled files carry a hash of their content in their name: one that is known is right.
async function fromShell(request) {
  const cache = await caches.open(shell);
  const known = await cache.match(request);
  if (known !== undefined) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

async function visit(request, url) {
  const isPersonal = personalPage.test(url.pathname);
  const cache = await caches.open(personal);
  const known = isPersonal ? await cache.match(url.pathname) : undefined;
  try {
    const answer = await (known === undefined ? fetch(request) : withPatience(fetch(request)));
    if (isPersonal) {
      if (answer.ok && !answer.redirected) await cache.put(url.pathname, answer.clone());
      // Sent elsewhere: the session is over, and so is the right to read the copy.
      else if (answer.redirected || answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403)
        await caches.delete(personal);
    }
    return answer;
  } catch {
    if (known !== undefined) return asOffline(known);
    return (await caches.match("/offline.html", { cacheName: shell })) ?? Response.error();
  }
}

function withPatience(answer) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), patienceMs));
  return Promise.race([answer, late]);
}

async function asOffline(known) {
  const html = await known.text();
  const headers = new Headers(known.headers);
  headers.delete("content-length");
  headers.delete("content-encoding");
  return new Response(html.replace("<html ", '<html class="is-offline" '), { status: 200, headers });
}
