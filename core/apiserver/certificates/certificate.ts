/** A certificate for a server on this machine, and the authority that vouches for it. */

import { generateKeyPairSync, randomBytes } from 'node:crypto'
import forge from 'node-forge'
import { after, type Instant } from '../../base/index.ts'

/** PEM texts. The authority's own key is thrown away, so it can never vouch for anything else. */
export type ServerCertificate = {
  readonly authority: string
  readonly certificate: string
  readonly key: string
}

const dayMs = 86_400_000
/** Some clients refuse server certificates that last longer. Source: Apple, requirements for trusted certificates. */
const validDays = 820
const renewDays = 30

/** Valid for 127.0.0.1, ::1 and localhost, from a day before `now`. */
export function makeServerCertificate(now: Instant): ServerCertificate {
  const authority = signed({ name: 'pxsnap simulated cluster', now, serial: serialNumber(), extensions: forAuthority })
  const server = signed({
    name: 'localhost',
    now,
    serial: serialNumber(),
    extensions: forServer,
    issuer: { name: 'pxsnap simulated cluster', key: authority.key },
  })
  return {
    authority: authority.certificate,
    certificate: server.certificate,
    key: forge.pki.privateKeyToPem(server.key).replaceAll('\r\n', '\n'),
  }
}

/** Whether the certificate can still be used for a while; false for what is no certificate. */
export function isLasting({ certificate }: ServerCertificate, now: Instant): boolean {
  try {
    const { validity } = forge.pki.certificateFromPem(certificate)
    return validity.notBefore.getTime() <= now && validity.notAfter.getTime() >= after(now, renewDays * dayMs)
  } catch {
    return false
  }
}

type Extensions = readonly Readonly<Record<string, unknown>>[]

const forAuthority: Extensions = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
  { name: 'subjectKeyIdentifier' },
]

const forServer: Extensions = [
  { name: 'basicConstraints', cA: false, critical: true },
  { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
  { name: 'extKeyUsage', serverAuth: true },
  {
    name: 'subjectAltName',
    // Source: RFC 5280, GeneralName: 2 is a DNS name, 7 an IP address.
    altNames: [
      { type: 2, value: 'localhost' },
      { type: 2, value: 'kubernetes.default.svc' },
      { type: 7, ip: '127.0.0.1' },
      { type: 7, ip: '::1' },
    ],
  },
]

type Request = {
  readonly name: string
  readonly now: Instant
  readonly serial: string
  readonly extensions: Extensions
  /** Absent: it vouches for itself. */
  readonly issuer?: { readonly name: string; readonly key: forge.pki.rsa.PrivateKey }
}

/** Keys are made by Node, which is faster by orders of magnitude; forge signs. */
function signed({ name, now, serial, extensions, issuer }: Request): {
  readonly certificate: string
  readonly key: forge.pki.rsa.PrivateKey
} {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const key = forge.pki.privateKeyFromPem(pair.privateKey)
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey)
  certificate.serialNumber = serial
  certificate.validity.notBefore = new Date(now - dayMs)
  certificate.validity.notAfter = new Date(now + validDays * dayMs)
  certificate.setSubject([{ name: 'commonName', value: name }])
  certificate.setIssuer([{ name: 'commonName', value: issuer?.name ?? name }])
  certificate.setExtensions([...extensions])
  certificate.sign(issuer?.key ?? key, forge.md.sha256.create())
  return { certificate: forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n'), key }
}

/** Positive, and never used before: clients remember serial numbers of an authority. */
function serialNumber(): string {
  return `01${randomBytes(15).toString('hex')}`
}
