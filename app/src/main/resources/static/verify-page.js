// Checks what is typed, pasted, scanned by a hand scanner or seen by the camera, on this device.
import {check} from './verify.js';

const KEPT = 'verify-1';
const box = document.querySelector('[data-verify]');
const form = box.querySelector('form');
const field = form.elements.code;
const age = box.querySelector('[data-age]');
const labels = new Map([...box.querySelectorAll('data')].map(each => [each.value, each.textContent]));
const format = new Intl.DateTimeFormat(document.documentElement.lang, {dateStyle: 'medium', timeStyle: 'short'});
let trust = null;

const day = new Intl.DateTimeFormat(document.documentElement.lang, {dateStyle: 'long', timeZone: 'UTC'});
const shownAs = value => /^\d{4}-\d\d-\d\d$/.test(value) ? day.format(new Date(value)) : value;

async function keys() {
  try {
    const answer = await fetch('/verify/trust.json');
    if (answer.ok) trust = await answer.json();
  } catch { /* none kept either */ }
  if (!trust) { age.textContent = box.dataset.noKeys; return; }
  const old = Date.now() - Date.parse(trust.made) > 7 * 86_400_000;
  age.textContent = (old ? box.dataset.oldKeys : box.dataset.keys).replace('#', format.format(new Date(trust.made)));
  age.classList.toggle('late', old);
  box.dataset.ready = 'yes';
}

async function keep() { // this page, what it is made of, and the keys
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/verify/offline.js', {scope: '/verify'});
  const kept = await caches.open(KEPT);
  const made = performance.getEntriesByType('resource').map(e => new URL(e.name))
    .filter(u => u.origin === location.origin && u.pathname.startsWith('/static/')).map(u => u.pathname);
  const scan = box.querySelector('[data-scan]')?.dataset; // what the camera needs, loaded at its first use
  const later = scan ? [scan.worker, scan.decoder] : [];
  await kept.addAll([...new Set(['/verify', '/verify/trust.json', ...made, ...later])]);
  box.dataset.kept = 'yes';
}

async function judge(text) {
  if (!trust) await keys();
  box.querySelectorAll('[data-verdict]').forEach(each => { each.hidden = true; });
  const {verdict, content} = trust ? await check(text, trust, Date.now())
    : {verdict: 'STATUS_UNKNOWN', content: null};
  const shown = box.querySelector(`[data-verdict="${verdict}"]`);
  const facts = box.querySelector('[data-facts]');
  facts.replaceChildren();
  if (verdict === 'GOOD') {
    const said = Object.entries(content.claims).map(([claim, value]) =>
      [labels.get(claim), shownAs(value)]).filter(([label]) => label);
    const rows = [...said, [box.dataset.issuer, content.issuer], [box.dataset.until, content.expires ? format.format(new Date(content.expires * 1000)) : null]];
    for (const [label, value] of rows) {
      if (typeof value !== 'string') continue;
      const row = document.createElement('div');
      const term = document.createElement('dt'), said = document.createElement('dd');
      term.textContent = label;
      said.textContent = value;
      row.append(term, said);
      facts.append(row);
    }
  }
  facts.hidden = verdict !== 'GOOD';
  box.dataset.result = verdict;
  shown.hidden = false;
  shown.focus();
}

form.addEventListener('submit', event => {
  event.preventDefault();
  event.stopImmediatePropagation();
  judge(field.value).then(() => field.select());
}, {capture: true});

await keys();
try { await keep(); } catch { /* without room or leave: needs a network next time */ }
