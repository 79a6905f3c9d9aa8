import { isIPv4 } from 'node:net';
import { UsageError } from '@fluxloop/core/errors';

/**
 * True for a host that only this machine reaches: 127.0.0.0/8 and ::1 (RFC 1122 and 4291) and
 * `localhost` (RFC 6761).
 *
 * @param host - with or without the brackets of a URL around an IPv6 address
 */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return bare === 'localhost' || bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}

/**
 * Refuses to listen where others could read what is sent: beyond loopback the platform needs
 * https, by a certificate of its own or by a proxy that is named.
 *
 * @throws UsageError `https_required`
 */
export function requirePrivacy(settings: {
  host: string;
  publicUrl: URL | null;
  tls: boolean;
  trustedProxies: boolean;
}): void {
  if (isLoopback(settings.host) || settings.tls) {
    return;
  }
  if (settings.trustedProxies && settings.publicUrl?.protocol === 'https:') {
    return;
  }
  throw new UsageError(
    'https_required',
    `The platform will not listen on ${settings.host} without https: passwords and API keys could be read on the way.`,
    {
      hint: 'Give it a certificate (--tls-cert and --tls-key), or put a proxy that speaks https before it (--trusted-proxies 1 --public-url https://fluxloop.example.com).',
    },
  );
}
