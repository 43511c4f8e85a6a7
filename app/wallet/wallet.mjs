// A wallet made of the OpenWallet Foundation's client library, driven by the end-to-end test:
//
//   node wallet.mjs <platform> <offer link> <configuration> [digits]
//
// Without digits it asks for authorisation: it prints {"authorize": <address>} and reads the
// address that the browser was sent back to from its input. At the end it prints what it got.
import { createHash, randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT } from 'jose'
import {
  clientAuthenticationAnonymous,
  clientAuthenticationNone,
  setGlobalConfig,
} from '@openid4vc/oauth2'
import { Openid4vciClient } from '@openid4vc/openid4vci'

setGlobalConfig({ allowInsecureUrls: true }) // the test speaks HTTP to this machine

const [platform, offerLink, configuration, digits] = process.argv.slice(2)
const clientId = 'https://wallet.example'
const redirectUri = 'https://wallet.example/cb'
const keys = new Map()

async function key() {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const publicJwk = await exportJWK(publicKey)
  keys.set(await calculateJwkThumbprint(publicJwk), privateKey)
  return { method: 'jwk', alg: 'ES256', publicJwk }
}

// The platform calls itself by its public address; the test listens somewhere else.
async function reach(address, init) {
  const url = new URL(String(address))
  return fetch(platform + url.pathname + url.search, { ...init, redirect: 'manual' })
}

const callbacks = {
  fetch: reach,
  hash: (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest(),
  generateRandom: (length) => randomBytes(length),
  signJwt: async (signer, { header, payload }) => {
    const own = keys.get(await calculateJwkThumbprint(signer.publicJwk))
    const jwt = await new SignJWT(payload).setProtectedHeader(header).sign(own)
    return { jwt, signerJwk: signer.publicJwk }
  },
  verifyJwt: async (signer, { compact }) => {
    try {
      await jwtVerify(compact, await importJWK(signer.publicJwk, signer.alg))
      return { verified: true, signerJwk: signer.publicJwk }
    } catch {
      return { verified: false }
    }
  },
  encryptJwe: () => {
    throw new Error('not used')
  },
  decryptJwe: () => {
    throw new Error('not used')
  },
  clientAuthentication: digits ? clientAuthenticationAnonymous() : clientAuthenticationNone({ clientId }),
}

const client = new Openid4vciClient({ callbacks })
const credentialOffer = await client.resolveCredentialOffer(offerLink)
const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer)
const signer = await key()

async function byDigits() {
  return client.retrievePreAuthorizedCodeAccessTokenFromOffer({
    credentialOffer,
    issuerMetadata,
    txCode: digits,
    dpop: { signer },
  })
}

async function byAuthorisation() {
  const scope = issuerMetadata.credentialIssuer.credential_configurations_supported[configuration].scope
  const asked = await client.createAuthorizationRequestUrlFromOffer({
    credentialOffer,
    issuerMetadata,
    clientId,
    redirectUri,
    scope,
    state: 'from the wallet',
    dpop: { signer },
  })
  console.log(JSON.stringify({ authorize: asked.authorizationRequestUrl }))
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  const { value: url } = await lines.next()
  const answer = client.parseAndVerifyAuthorizationResponseRedirectUrl({
    url,
    authorizationServerMetadata: issuerMetadata.authorizationServers[0],
  })
  if (!answer.code) {
    throw new Error('no code: ' + answer.error)
  }
  return client.retrieveAuthorizationCodeAccessTokenFromOffer({
    credentialOffer,
    issuerMetadata,
    authorizationCode: answer.code,
    pkceCodeVerifier: asked.pkce.codeVerifier,
    redirectUri,
    dpop: asked.dpop ?? { signer },
  })
}

const granted = digits ? await byDigits() : await byAuthorisation()
const accessToken = granted.accessTokenResponse.access_token
const nonce = (await client.requestNonce({ issuerMetadata })).c_nonce
const proofs = []
for (let i = 0; i < 2; i++) {
  const proof = await client.createCredentialRequestJwtProof({
    issuerMetadata,
    credentialConfigurationId: configuration,
    signer: await key(),
    nonce,
    ...(digits ? {} : { clientId }),
  })
  proofs.push(proof.jwt)
}
const dpop = { ...(granted.dpop ?? {}), signer }
const answer = await client.retrieveCredentials({
  issuerMetadata,
  credentialConfigurationId: configuration,
  accessToken,
  dpop,
  proofs: { jwt: proofs },
})
const response = answer.credentialResponse
await client.sendNotification({
  issuerMetadata,
  accessToken,
  dpop: { ...(answer.dpop ?? {}), signer },
  notification: { notificationId: response.notification_id, event: 'credential_accepted' },
})
console.log(
  JSON.stringify({
    tokenType: granted.accessTokenResponse.token_type,
    credentials: response.credentials.map((each) => each.credential),
  }),
)
process.exit(0)
