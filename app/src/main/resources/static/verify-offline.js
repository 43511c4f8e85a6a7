// Answers for the checking page when there is no network: from what was kept at the last visit.
const KEPT = 'verify-1';

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));

addEventListener('fetch', event => {
  const {request} = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  const page = url.pathname === '/verify' || url.pathname === '/verify/trust.json';
  if (!page && !url.pathname.startsWith('/static/')) return;
  event.respondWith((async () => {
    const kept = await caches.open(KEPT);
    if (!page) {
      const found = await kept.match(url.pathname);
      if (found) return found;
    }
    try {
      const answer = await fetch(request);
      if (answer.ok) await kept.put(url.pathname, answer.clone());
      return answer;
    } catch (lost) {
      const found = await kept.match(url.pathname);
      if (found) return found;
      throw lost;
    }
  })());
});
