// Keeps one page and its looks on the phone: "Something is up". No entry of the diary passes through here.
// The network is asked first, so that a changed number is seen; without network the kept page answers.
const KEPT = "supple-help-{{ version }}";
const PAGE = "{{ page }}";
const FILES = [PAGE{% for file in files %}, "{{ file|safe }}"{% endfor %}];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(KEPT).then((kept) => Promise.all(FILES.map((file) => fetchAndKeep(kept, file)))).then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("supple-help-") && name !== KEPT).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// A page says for whom the help page should be kept. If it was kept for somebody else, it is fetched again; the one
// that is there stays until the new one has come.
self.addEventListener("message", (event) => {
  event.waitUntil(keepFor(event.data?.keptFor));
});

async function keepFor(wanted) {
  if (typeof wanted !== "string" || wanted === "") return;
  const kept = await caches.open(KEPT);
  const there = await kept.match(PAGE);
  if (there?.headers.get("X-Kept-For") === wanted) return;
  try {
    const fresh = await fetch(new Request(PAGE, { cache: "reload" }));
    if (fresh.ok && !fresh.redirected) await keep(kept, PAGE, fresh);
  } catch {
    // No network: the page that is kept goes on answering.
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  const name = url.pathname === PAGE ? PAGE : url.pathname + url.search;
  if (!FILES.includes(name)) return;
  event.respondWith(answer(event.request, name));
});

async function answer(request, name) {
  const kept = await caches.open(KEPT);
  try {
    const fresh = await within(4000, fetch(request));
    if (fresh.ok && !fresh.redirected) await keep(kept, name, fresh.clone());
    if (fresh.status < 500) return fresh;
  } catch {
    // No network, or too slow to wait for in an emergency.
  }
  return (await kept.match(name)) ?? Response.error();
}

async function fetchAndKeep(kept, file) {
  const fresh = await fetch(new Request(file, { cache: "reload" }));
  if (!fresh.ok) throw new TypeError(`${file} cannot be kept`);
  await keep(kept, file, fresh);
}

// The numbers of a person's own team are on the page while somebody is signed in. They are never kept.
async function keep(kept, name, response) {
  if (name !== PAGE) return kept.put(name, response);
  const page = (await response.text()).replace(/<!-- own -->[^]*?<!-- \/own -->/g, "");
  const headers = new Headers(response.headers);
  for (const gone of ["content-encoding", "content-length"]) headers.delete(gone);
  await kept.put(name, new Response(page, { status: response.status, headers }));
}

function within(milliseconds, promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(reject, milliseconds))]);
}
