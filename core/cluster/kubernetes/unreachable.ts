/** Says in plain words why a server is not reached. */

import { PortError } from '../../ports/index.ts'
import { fieldsOf, textOf } from './json-reading.ts'

/** The PortError for what a socket threw. `cause` is kept. */
export function unreachable(error: unknown, address: string): PortError {
  const code = textOf(fieldsOf(error).code) ?? ''
  const message = error instanceof Error ? error.message : String(error)
  return new PortError('unreachable', `${address} is not reached: ${reasons[code]?.(message) ?? plain(message)}.`, {
    cause: error,
  })
}

const unknownSigner =
  'its certificate is signed by an authority that this kubeconfig does not trust; ' +
  'give the right one (certificate-authority-data, --certificate-authority)'

const noTls = 'no TLS is spoken there; is the address or the port wrong'

const reasons: Readonly<Record<string, (message: string) => string>> = {
  ECONNREFUSED: () => 'nothing listens there (connection refused)',
  ECONNRESET: () => 'the connection was reset',
  EPIPE: () => 'the connection was closed',
  ENOTFOUND: () => 'there is no host of that name (DNS)',
  EAI_AGAIN: () => 'the name cannot be looked up now (DNS)',
  ETIMEDOUT: () => 'no connection came to stand in time',
  EHOSTUNREACH: () => 'there is no route to the host',
  ENETUNREACH: () => 'the network is not reached',
  DEPTH_ZERO_SELF_SIGNED_CERT: () => unknownSigner,
  SELF_SIGNED_CERT_IN_CHAIN: () => unknownSigner,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: () => unknownSigner,
  UNABLE_TO_GET_ISSUER_CERT: () => unknownSigner,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: () => unknownSigner,
  CERT_SIGNATURE_FAILURE: () => unknownSigner,
  CERT_HAS_EXPIRED: () => 'its certificate has expired',
  CERT_NOT_YET_VALID: () => "its certificate is not valid yet; look at this machine's clock",
  ERR_TLS_CERT_ALTNAME_INVALID: message => `its certificate is for other names (${plain(message)})`,
  // OpenSSL's errors come under a common code.
  EPROTO: message => (message.includes('wrong version number') ? noTls : plain(message)),
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: () => 'it wants a client certificate',
  ERR_OSSL_PEM_NO_START_LINE: () => 'a certificate or key of the kubeconfig is no PEM',
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: () => 'the client certificate and its key do not belong together',
}

/** One line without a full stop at its end. */
function plain(message: string): string {
  const [line = ''] = message.trim().split('\n')
  return line.replace(/\.$/, '')
}
