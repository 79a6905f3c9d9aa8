import type { Agent } from 'node:https';
import type { Environment } from '../storage/home.js';

/**
 * The proxy for a platform's address, by the variables that curl made common: `https_proxy`, then
 * `all_proxy`, in lower or upper case, unless `no_proxy` names the host. NO_PROXY is a list by
 * comma or space of hosts, domains (`.example.com` and `example.com` both hold for what lies
 * under them), either with a port, or `*`.
 *
 * An `http:` endpoint is on loopback and never goes through a proxy: the proxy would read the
 * credential in clear.
 *
 * @returns the proxy's address, or `null` for a direct connection
 * @see https://curl.se/docs/manpage.html#ENVIRONMENT
 */
export function proxyFor(endpoint: URL, env: Environment): string | null {
  if (endpoint.protocol !== 'https:') return null;
  const proxy = variable(env, 'https_proxy') ?? variable(env, 'all_proxy');
  if (proxy === undefined || isExcluded(endpoint, variable(env, 'no_proxy') ?? '')) return null;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** An agent that goes through a proxy. The proxy's library is loaded here, and only here. */
export async function proxyAgent(proxy: string): Promise<Agent> {
  const { ProxyAgent } = await import('proxy-agent');
  return new ProxyAgent({ getProxyForUrl: () => proxy });
}

function variable(env: Environment, name: string): string | undefined {
  return env[name] || env[name.toUpperCase()] || undefined;
}

function isExcluded(endpoint: URL, noProxy: string): boolean {
  const host = endpoint.hostname.toLowerCase();
  const port = endpoint.port || '443';
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', entryPort] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
      if (entryPort !== undefined && entryPort !== port) return false;
      const domain = name.replace(/^\*?\./, '');
      return host === domain || host.endsWith(`.${domain}`) || host === `[${domain}]`;
    });
}
