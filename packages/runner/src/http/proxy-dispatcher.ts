import { ConfigurationError } from '@fluxloop/core/errors';
import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { CONNECT_TIMEOUT_MS } from './http-problem.js';

/** Nothing that is meant for this machine itself goes through a proxy. */
const LOOPBACK = 'localhost,127.0.0.1,[::1]';
const PROTOCOLS = ['http:', 'https:', 'socks5:'];

/**
 * The connections for addresses of one protocol: direct, or through the proxy that `http_proxy` or
 * `https_proxy`, else `all_proxy`, names, in lower or upper case, unless `no_proxy` excepts the host.
 * @param protocol - of the addresses, with its colon
 * @throws ConfigurationError `proxy_invalid`
 * @see https://curl.se/docs/manpage.html#ENVIRONMENT
 */
export function proxyDispatcher(
  protocol: string,
  env: Readonly<Record<string, string | undefined>>,
): Dispatcher {
  const variable = (name: string) => env[name] || env[name.toUpperCase()] || '';
  const name = protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const proxy = proxyAddress(variable(name) || variable('all_proxy'), name);
  return new EnvHttpProxyAgent({
    // An address of the one protocol never takes the other's proxy.
    httpProxy: proxy,
    httpsProxy: proxy,
    noProxy: [LOOPBACK, variable('no_proxy')].filter(Boolean).join(','),
    // What needs no TLS needs no tunnel either, and most proxies give none for it.
    proxyTunnel: false,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // Whoever sends has deadlines of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** As curl takes it: without a protocol it is HTTP's. The value may hold a password and is not quoted. */
function proxyAddress(written: string, name: string): string {
  if (written === '') return '';
  const address = (written.includes('://') ? written : `http://${written}`).replace(
    /^socks5h:/i,
    'socks5:',
  );
  if (URL.canParse(address) && PROTOCOLS.includes(new URL(address).protocol)) return address;
  throw new ConfigurationError(
    'proxy_invalid',
    `The proxy that ${name.toUpperCase()} or ALL_PROXY names cannot be used.`,
    { hint: 'Known are http://, https:// and socks5://. Or except the host: export NO_PROXY=…' },
  );
}
