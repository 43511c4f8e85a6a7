// A verifier made of other people's libraries: checks an SD-JWT VC that Hutong issued, its
// issuer's certificate up to an authority, and the holder's signature. One JSON object in, one out.
//
//   in:  { presentation, authority (PEM), statusList (JWT), nonce, audience, now }
//   out: { accepted, claims | reason }
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';

const asked = JSON.parse(await text(process.stdin));
const digest = (data, alg) =>
  new Uint8Array(createHash(alg.replace('-', '')).update(data).digest());
const holds = (key, data, signature) =>
  verify(
    'sha256',
    Buffer.from(data),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );

const header = JSON.parse(Buffer.from(asked.presentation.split('.')[0], 'base64url'));
const chain = (header.x5c ?? []).map(each => new X509Certificate(Buffer.from(each, 'base64')));
const authority = new X509Certificate(asked.authority);

const sdjwt = new SDJwtVcInstance({
  hasher: digest,
  hashAlg: 'sha-256',
  verifier: async (data, signature) => {
    const path = [...chain, authority];
    const trusted = path.every((each, i) => i === 0 || path[i - 1].verify(each.publicKey));
    return chain.length > 0 && trusted && holds(chain[0].publicKey, data, signature);
  },
  kbVerifier: async (data, signature, payload) =>
    holds(createPublicKey({ key: payload.cnf.jwk, format: 'jwk' }), data, signature),
  statusListFetcher: async () => asked.statusList,
});

try {
  const { payload, kb } = await sdjwt.verify(asked.presentation, {
    currentDate: Math.floor((asked.now ?? Date.now()) / 1000),
    keyBindingNonce: asked.nonce,
  });
  const accepted = kb?.payload?.aud === asked.audience;
  console.log(JSON.stringify({ accepted, claims: payload }));
} catch (e) {
  console.log(JSON.stringify({ accepted: false, reason: String(e.message ?? e) }));
}
