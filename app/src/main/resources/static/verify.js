// Checks a paper barcode in the browser, with kept keys and no network: the compact code (HT1:, a
// signed CBOR web token) and the ICAO seal in JSON (VDS-NC). Strict: what is not exactly in form
// is not read.

export class Unreadable extends Error {}
const refuse = () => { throw new Unreadable(); };
const LARGEST = 16_384;

// ------------------------------------------------------------------------------- encodings

const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

export function base45(text) {
  if (text.length % 3 === 1) refuse();
  const out = [];
  for (let i = 0; i < text.length; i += 3) {
    const part = [...text.slice(i, i + 3)].map(c => BASE45.indexOf(c));
    if (part.includes(-1)) refuse();
    const value = part[0] + part[1] * 45 + (part.length === 3 ? part[2] * 2025 : 0);
    if (part.length === 3) {
      if (value > 65535) refuse();
      out.push(value >> 8, value & 255);
    } else {
      if (value > 255) refuse();
      out.push(value);
    }
  }
  return Uint8Array.from(out);
}

export function base64url(text) {
  if (typeof text !== 'string' || !/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) refuse();
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
}

export async function inflate(bytes, most = LARGEST) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const parts = [];
  let size = 0;
  try {
    for (;;) {
      const {done, value} = await reader.read();
      if (done) break;
      size += value.length;
      if (size > most) { await reader.cancel(); refuse(); }
      parts.push(value);
    }
  } catch {
    refuse();
  }
  const out = new Uint8Array(size);
  let at = 0;
  for (const part of parts) { out.set(part, at); at += part.length; }
  return out;
}

/** One CBOR item of definite length; maps become Maps, tags are dropped, nothing may follow. */
export function cbor(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const need = n => { if (n < 0 || at + n > bytes.length) refuse(); };
  function length(info) {
    if (info < 24) return info;
    const size = [1, 2, 4, 8][info - 24];
    if (!size) refuse();
    need(size);
    const value = size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at)
      : size === 4 ? view.getUint32(at) : Number(view.getBigUint64(at));
    at += size;
    if (!Number.isSafeInteger(value)) refuse();
    return value;
  }
  function item(depth) {
    if (depth > 12) refuse();
    need(1);
    const first = bytes[at++], info = first & 31;
    switch (first >> 5) {
      case 0: return length(info);
      case 1: return -1 - length(info);
      case 2: { const n = length(info); need(n); at += n; return bytes.slice(at - n, at); }
      case 3: {
        const n = length(info);
        need(n);
        at += n;
        try { return new TextDecoder('utf-8', {fatal: true}).decode(bytes.subarray(at - n, at)); } catch { return refuse(); }
      }
      case 4: { const n = length(info); need(n); return Array.from({length: n}, () => item(depth + 1)); }
      case 5: {
        const n = length(info), map = new Map();
        need(2 * n);
        for (let i = 0; i < n; i++) {
          const key = item(depth + 1);
          if (typeof key === 'object' || map.has(key)) refuse();
          map.set(key, item(depth + 1));
        }
        return map;
      }
      case 6: length(info); return item(depth + 1);
      default:
        if (info === 20 || info === 21) return info === 21;
        if (info === 22) return null;
        if (info === 27) { need(8); at += 8; return view.getFloat64(at - 8); }
        return refuse();
    }
  }
  const value = item(0);
  if (at !== bytes.length) refuse();
  return value;
}

function head(major, n) {
  if (n < 24) return [major << 5 | n];
  if (n < 256) return [major << 5 | 24, n];
  return [major << 5 | 25, n >> 8, n & 255];
}

// What the signature of a COSE_Sign1 is over (RFC 9052, 4.4).
function structure(protectedBytes, payload) {
  const name = new TextEncoder().encode('Signature1');
  return Uint8Array.from([...head(4, 4), ...head(3, name.length), ...name,
    ...head(2, protectedBytes.length), ...protectedBytes, ...head(2, 0),
    ...head(2, payload.length), ...payload]);
}

/** RFC 8785 for the values that seals hold. */
export function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
  if (value !== null && typeof value === 'object') {
    return '{' + Object.keys(value).sort().map(k => JSON.stringify(k) + ':' + canonical(value[k])).join(',') + '}';
  }
  return JSON.stringify(value);
}

// ------------------------------------------------------------------------------- judging

async function holds(jwk, signature, content) {
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256' || signature.length !== 64) return false;
  const key = await crypto.subtle.importKey('jwk', {kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y},
    {name: 'ECDSA', namedCurve: 'P-256'}, false, ['verify']);
  return crypto.subtle.verify({name: 'ECDSA', hash: 'SHA-256'}, key, signature, content);
}

async function standing(status, trust, seconds) {
  const entry = status instanceof Map ? status.get('status_list') : null;
  if (!(entry instanceof Map)) return status === undefined ? 'GOOD' : 'UNREADABLE';
  const list = trust.statuses?.[entry.get('uri')];
  const index = entry.get('idx');
  if (!list || (list.exp && seconds >= list.exp)) return 'STATUS_UNKNOWN';
  if (!Number.isSafeInteger(index) || index < 0) return 'UNREADABLE';
  const bytes = await inflate(base64url(list.lst), 4_000_000);
  const bit = index * list.bits, byte = bytes[bit >> 3];
  if (byte === undefined) return 'STATUS_UNKNOWN';
  return (byte >> (bit & 7)) & ((1 << list.bits) - 1) ? 'REVOKED' : 'GOOD';
}

async function compact(text, trust, now) {
  const cose = cbor(await inflate(base45(text.slice(4))));
  if (!Array.isArray(cose) || cose.length !== 4) refuse();
  const [protectedBytes, open, payload, signature] = cose;
  if (!(protectedBytes instanceof Uint8Array) || !(open instanceof Map)
    || !(payload instanceof Uint8Array) || !(signature instanceof Uint8Array)) refuse();
  const header = cbor(protectedBytes), claims = cbor(payload);
  if (!(header instanceof Map) || !(claims instanceof Map) || header.has(2)) refuse();
  const [issuer, expires, issued, said] = [claims.get(1), claims.get(4), claims.get(6), claims.get(-70002)];
  if (typeof issuer !== 'string' || !Number.isInteger(expires) || !Number.isInteger(issued)
    || !(said instanceof Map)) refuse();
  const content = {issuer, type: claims.get(-70001), claims: Object.fromEntries(said), issued, expires};
  const answer = verdict => ({verdict, content});
  const id = header.get(4) ?? open.get(4);
  const kid = id instanceof Uint8Array ? new TextDecoder().decode(id) : null;
  const house = trust.issuers.find(each => each.issuer === issuer);
  if (!house) return answer('ISSUER_UNKNOWN');
  const key = house.keys.find(each => each.kid === kid);
  if (!key) return answer('FORGED');
  if (header.get(1) !== -7) return answer('FORGED');
  if (!await holds(key, signature, structure(protectedBytes, payload))) return answer('ALTERED');
  const seconds = now / 1000;
  if (seconds >= expires) return answer('EXPIRED');
  if (issued > seconds + 300) return answer('NOT_YET');
  return answer(await standing(claims.get(65535), trust, seconds));
}

async function seal(text, trust) {
  let json;
  try { json = JSON.parse(text); } catch { refuse(); }
  const {data, sig} = json ?? {};
  if (!data?.hdr || typeof data.msg !== 'object' || !sig || Object.keys(json).length !== 2
    || Object.keys(data).length !== 2 || data.hdr.v !== 1) refuse();
  const content = {issuer: data.hdr.is, type: data.hdr.t, claims: data.msg, issued: null, expires: null};
  const answer = verdict => ({verdict, content});
  const cert = String.fromCharCode(...base64url(sig.cer));
  const key = trust.issuers.flatMap(each => each.keys).find(each =>
    cert.includes('\u0004' + String.fromCharCode(...base64url(each.x), ...base64url(each.y))));
  if (!key) return answer('ISSUER_UNKNOWN');
  if (sig.alg !== 'ES256') return answer('FORGED');
  return answer(await holds(key, base64url(sig.sigvl), new TextEncoder().encode(canonical(data)))
    ? 'GOOD' : 'ALTERED');
}

/** What to think of this barcode: {verdict, content}. Never throws. */
export async function check(text, trust, now) {
  try {
    const trimmed = text.trim();
    if (trimmed.length > LARGEST) refuse();
    if (trimmed.startsWith('HT1:')) return await compact(trimmed, trust, now);
    if (trimmed.startsWith('{')) return await seal(trimmed, trust);
  } catch (e) {
    if (!(e instanceof Unreadable)) console.warn('not read', e.name);
  }
  return {verdict: 'UNREADABLE', content: null};
}
