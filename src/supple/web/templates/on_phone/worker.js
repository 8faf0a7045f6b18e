// What answers when there is no network? The help page, the page about this phone, and a diary's pages as last seen.
// The network is asked first. A page of a diary is kept only where the server says for whom (X-Keep-For), and goes at
// sign-out or when somebody else signs in. Nothing else of a diary passes through a cache, and no form is kept here:
// the outbox of the page does that.
const SHELL = "supple-shell-{{ version }}";
const DIARY = "supple-diary";
const HELP = "{{ help }}";
const ON_PHONE = "{{ on_phone }}";
const HOME = "{{ home }}";
const SIGN_OUT = "{{ sign_out }}";
const RINGS = "ring-for";
const PAGES = [HELP, ON_PHONE];
const FILES = [{% for file in files %}"{{ file|safe }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(SHELL)
      .then((kept) => Promise.all([...PAGES, ...FILES].map((file) => fetchAndKeep(kept, file))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => names.filter((name) => name.startsWith("supple-") && name !== SHELL && name !== DIARY))
      .then((old) => Promise.all([...old.map((name) => caches.delete(name)), forgetHelp()]))
      .then(() => self.clients.claim()),
  );
});

// What it says may have changed: the new shell's own answers until each diary's page was asked for again.
async function forgetHelp() {
  const diary = await caches.open(DIARY);
  for (const address of await diary.keys()) if (new URL(address.url).pathname === HELP) await diary.delete(address);
}

// A page from the server says who is signed in, and for whom the kept pages should be.
self.addEventListener("message", (event) => {
  const { keptFor: wanted, account, help, diaries } = event.data ?? {};
  event.waitUntil(Promise.all([keepFor(wanted, help), forgetOthers(account, diaries), ringStill()]));
});

// The help page of a diary goes with that diary's pages: its number and what stands first are that person's.
async function keepFor(wanted, help) {
  if (typeof wanted !== "string" || wanted === "") return;
  for (const page of help ? [help, ...PAGES] : PAGES) {
    const kept = await caches.open(page === help ? DIARY : SHELL);
    const there = await kept.match(page);
    if (there?.headers.get("X-Kept-For") === wanted) continue;
    try {
      const fresh = await fetch(new Request(page, { cache: "reload", headers: { "Supple-Keep": "1" } }));
      const may = fresh.ok && !fresh.redirected && (page !== help || fresh.headers.has("X-Keep-For"));
      if (may) await keep(kept, page, fresh);
    } catch {
      // No network: the page that is kept goes on answering.
    }
  }
}

// What is kept for somebody else, and of a diary that was erased or is not theirs to see any more.
async function forgetOthers(account, diaries) {
  if (typeof account !== "string") return;
  const diary = await caches.open(DIARY);
  for (const address of await diary.keys()) {
    const there = await diary.match(address);
    const isTheirs = account && there?.headers.get("X-Keep-For") === account;
    const isThere = !diaries || diaries.some((person) => address.url.includes(person));
    if (!isTheirs || !isThere) await diary.delete(address);
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (event.request.method === "POST" && url.pathname === SIGN_OUT) event.waitUntil(caches.delete(DIARY));
  if (event.request.method !== "GET") return;
  const file = url.pathname + url.search;
  if (FILES.includes(file)) event.respondWith(fileOf(event.request, file));
  else if (event.request.mode === "navigate" || PAGES.includes(url.pathname)) event.respondWith(page(event, url));
});

// A file's address holds its version: what is kept under it is right.
async function fileOf(request, file) {
  const kept = await caches.open(SHELL);
  return (await kept.match(file)) ?? fetch(request);
}

async function page(event, url) {
  const asked = fetch(event.request).then((fresh) => keepIfAllowed(event, url, fresh));
  asked.catch(() => {});
  const there = await keptPage(url);
  try {
    // A slow answer is waited for, unless there is one here already: a report takes as long as it takes.
    const fresh = await (there ? within(PATIENCE_MS, asked) : asked);
    return fresh.status >= 500 && there ? there : fresh;
  } catch {
    return there ?? (await keptFor(await caches.open(SHELL), ON_PHONE)) ?? Response.error();
  }
}

async function keepIfAllowed(event, url, fresh) {
  // Not theirs to see any more: nor is what was kept of it.
  if (fresh.status === 404) event.waitUntil(caches.open(DIARY).then((kept) => kept.delete(url.pathname)));
  if (!fresh.ok || fresh.redirected) return fresh;
  const copy = fresh.clone();
  const name = nameOf(url);
  if (copy.headers.has("X-Keep-For")) event.waitUntil(caches.open(DIARY).then((kept) => keep(kept, name, copy)));
  else if (PAGES.includes(name)) event.waitUntil(caches.open(SHELL).then((kept) => keep(kept, name, copy)));
  return fresh;
}

// What an address says of the form just sent is no part of a page's name; whose help page it is, is.
function nameOf(url) {
  return url.pathname === HELP ? HELP + url.search : url.pathname;
}

async function keptPage(url) {
  const diary = await caches.open(DIARY);
  if (url.pathname === HOME) {
    const todays = (await diary.keys()).filter((each) => new URL(each.url).pathname.endsWith("/today/"));
    return todays.length ? Response.redirect(todays[todays.length - 1].url) : undefined;
  }
  const theirs = await keptFor(diary, nameOf(url));
  return theirs ?? (PAGES.includes(url.pathname) ? keptFor(await caches.open(SHELL), url.pathname) : undefined);
}

// The page itself must know that it comes from the phone, and from when.
async function keptFor(kept, name) {
  const there = await kept.match(name);
  if (!there) return undefined;
  const text = (await there.text()).replace("<html", `<html data-kept="${there.headers.get("X-Kept-At") ?? ""}"`);
  return new Response(text, { status: 200, headers: there.headers });
}

async function fetchAndKeep(kept, file) {
  const fresh = await fetch(new Request(file, { cache: "reload" }));
  if (!fresh.ok) throw new TypeError(`${file} cannot be kept`);
  await keep(kept, file, fresh);
}

// Never kept: the own team's numbers on the help page, and what a page says once, of a form just sent.
async function keep(kept, name, response) {
  if (FILES.includes(name)) return kept.put(name, response);
  const page = (await response.text()).replace(/<!-- (own|once) -->[^]*?<!-- \/\1 -->/g, "");
  const headers = new Headers(response.headers);
  for (const gone of ["content-encoding", "content-length"]) headers.delete(gone);
  headers.set("X-Kept-At", new Date().toISOString());
  await kept.put(name, new Response(page, { status: response.status, headers }));
}

function within(milliseconds, promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(reject, milliseconds))]);
}

// A push says how many things are due and which, by marks that mean nothing to anybody else. The words are here.
self.addEventListener("push", (event) => {
  const said = event.data?.json() ?? {};
  const count = said.due > 1 ? `${said.due} things are due` : "Something is due";
  const actions = said.try ? [] : [{ action: "done", title: "Done" }, { action: "later-10", title: "In 10 minutes" }];
  event.waitUntil(self.registration.showNotification(said.firm ? `Still not noted: ${count.toLowerCase()}` : count, {
    body: said.try ? "This was a try. It rang." : said.late ? "This comes late." : "Open Supple to see what it is.",
    tag: about(said),
    renotify: true,
    requireInteraction: Boolean(said.firm),
    vibrate: [200, 100, 200],
    data: said,
    actions,
  }));
});

// One notification for what it is about: a firmer call takes the place of the first, another thing due takes nobody's.
function about(said) {
  return said.try ? "try" : `${said.person}-${said.marks?.length ? said.marks.join("") : said.form}`;
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const said = event.notification.data ?? {};
  const page = said.person ? `/p/${said.person}/due/` : HOME;
  event.waitUntil(event.action ? answer(said, event.action).catch(() => self.clients.openWindow(page)) : self.clients.openWindow(page));
});

// One tap: the server is asked for a token, as for any form; whatever goes wrong opens the page instead.
async function answer(said, action) {
  const ready = await (await fetch("/outbox/ready/", { cache: "no-store" })).json();
  const form = new FormData();
  form.set("csrfmiddlewaretoken", ready.token);
  form.set("say", action);
  form.set("by_way", "push");
  form.set("form_id", said.form);
  for (const mark of said.marks ?? []) form.append("mark", mark);
  const sent = await fetch(`/p/${said.person}/due/act/`, { method: "POST", body: form });
  if (!sent.ok) throw new Error("not kept");
  if (action === "done") await self.registration.showNotification("Noted as done", { tag: about(said), silent: true, data: said });
}

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(ringStill()));

// A browser may be given another address to be rung at, and not every browser says so: it is looked at with each page.
// Each diary that this browser rings for is told; where it was switched off meanwhile the server says that it is gone.
async function ringStill() {
  if (!(await caches.has(RINGS)) || self.Notification?.permission !== "granted") return;
  const rings = await caches.open(RINGS);
  try {
    for (const diary of await rings.keys()) {
      const known = await (await rings.match(diary)).json();
      const made = (await self.registration.pushManager.getSubscription())
        ?? (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: known.key }));
      if (made.endpoint === known.endpoint) continue;
      const { token } = await (await fetch("/outbox/ready/", { cache: "no-store" })).json();
      const sent = await fetch(diary.url, {
        method: "POST",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ ...made.toJSON(), device: known.device, was: known.endpoint }),
      });
      if (sent.status === 410) await rings.delete(diary);
      else if (sent.ok) await rings.put(diary, new Response(JSON.stringify({ ...known, endpoint: made.endpoint })));
    }
  } catch {
    // No network, or nobody is signed in: the next page tries again.
  }
}
