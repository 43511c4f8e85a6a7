// A wallet made of other people's libraries: reads a question, checks who signed it, shows an
// SD-JWT VC and encrypts the answer. One JSON object in, one out.
//
//   in:  { base, url, credential, holder (private JWK), query, disclose: { name: true } }
//   out: { status, answer, clientId, version, dcql }
import { createHash, createPrivateKey, createPublicKey, sign, X509Certificate } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { CompactEncrypt, compactVerify, importJWK } from 'jose';
import { setGlobalConfig } from '@openid4vc/oauth2';
import { Openid4vpClient } from '@openid4vc/openid4vp';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';

const asked = JSON.parse(await text(process.stdin));

// The platform under test has no certificate for its own connection.
setGlobalConfig({ allowInsecureUrls: true });

const digest = (data, alg) =>
  new Uint8Array(createHash(alg.replace('-', '')).update(data).digest());

// The platform under test says the address people know; here it listens on another port.
const reach = (url, options) => {
  const wanted = new URL(String(url));
  return fetch(new URL(wanted.pathname + wanted.search, asked.base), options);
};

const callbacks = {
  fetch: reach,
  hash: digest,
  verifyJwt: async (signer, { compact }) => {
    if (signer.method !== 'x5c') return { verified: false };
    const leaf = new X509Certificate(Buffer.from(signer.x5c[0], 'base64'));
    const jwk = leaf.publicKey.export({ format: 'jwk' });
    try {
      await compactVerify(compact, createPublicKey({ key: jwk, format: 'jwk' }));
      return { verified: true, signerJwk: jwk };
    } catch {
      return { verified: false };
    }
  },
  decryptJwe: () => ({ decrypted: false }),
  signJwt: () => {
    throw new Error('nothing else is signed');
  },
  encryptJwe: async (encryptor, data) => {
    const jwk = encryptor.publicJwk;
    const parties = {};
    for (const name of ['apu', 'apv']) {
      if (encryptor[name]) parties[name] = Buffer.from(encryptor[name], 'base64url');
    }
    const jwe = await new CompactEncrypt(new TextEncoder().encode(data))
      .setProtectedHeader({ alg: encryptor.alg, enc: encryptor.enc, kid: jwk.kid })
      .setKeyManagementParameters(parties)
      .encrypt(await importJWK(jwk, encryptor.alg));
    return { encryptionJwk: jwk, jwe };
  },
  getX509CertificateMetadata: certificate => {
    const leaf = new X509Certificate(Buffer.from(certificate, 'base64'));
    const names = (leaf.subjectAltName ?? '').split(', ');
    const of = kind =>
      names.filter(name => name.startsWith(kind)).map(name => name.slice(kind.length));
    return { sanDnsNames: of('DNS:'), sanUriNames: of('URI:') };
  },
};

const client = new Openid4vpClient({ callbacks });
const parsed = client.parseOpenid4vpAuthorizationRequest({ authorizationRequest: asked.url });
const question = await client.resolveOpenId4vpAuthorizationRequest({
  authorizationRequestPayload: parsed.params,
});
const request = question.authorizationRequestPayload;

const sdjwt = new SDJwtVcInstance({
  hasher: digest,
  hashAlg: 'sha-256',
  kbSignAlg: 'ES256',
  kbSigner: async data => {
    const key = createPrivateKey({ key: asked.holder, format: 'jwk' });
    return sign('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' })
      .toString('base64url');
  },
});
const presentation = await sdjwt.present(asked.credential, asked.disclose, {
  kb: {
    payload: {
      iat: Math.floor((asked.now ?? Date.now()) / 1000),
      aud: request.client_id,
      nonce: request.nonce,
    },
  },
});

const made = await client.createOpenid4vpAuthorizationResponse({
  authorizationRequestPayload: request,
  authorizationResponsePayload: { vp_token: { [asked.query]: [presentation] } },
  jarm: request.response_mode === 'direct_post.jwt'
    ? {
        encryption: { nonce: Buffer.from(request.nonce).toString('base64url') },
        serverMetadata: {
          authorization_signing_alg_values_supported: ['ES256'],
          authorization_encryption_alg_values_supported: ['ECDH-ES'],
          authorization_encryption_enc_values_supported: ['A256GCM', 'A128GCM'],
        },
      }
    : undefined,
});
const sent = await client.submitOpenid4vpAuthorizationResponse({
  authorizationRequestPayload: request,
  authorizationResponsePayload: made.authorizationResponsePayload,
  jarm: made.jarm ? { responseJwt: made.jarm.responseJwt } : undefined,
});
console.log(
  JSON.stringify({
    status: sent.response.status,
    answer: await sent.response.text(),
    clientId: request.client_id,
    version: question.version,
    dcql: question.dcql?.query,
  }),
);
