import { Secret } from '../secret.js';

/** What got asks of a cookie jar. */
export interface CookieJar {
  getCookieString(url: string): Promise<string>;
  setCookie(cookie: string, url: string): Promise<void>;
}

/**
 * Keeps the cookies of one origin in memory (RFC 6265, section 5.3). A client talks to one origin
 * only, so neither domains nor paths are looked at; `Max-Age` of 0 or less and a past `Expires`
 * end a cookie.
 *
 * @param origin - cookies for any other are neither kept nor sent
 * @param clock - now, in milliseconds since 1970
 */
export function sessionCookies(origin: string, clock: () => number = Date.now): CookieJar {
  const cookies = new Map<string, Secret>();
  return {
    getCookieString: async (url) =>
      new URL(url).origin === origin
        ? [...cookies].map(([name, value]) => `${name}=${value.reveal()}`).join('; ')
        : '',
    setCookie: async (cookie, url) => {
      if (new URL(url).origin !== origin) return;
      const [pair = '', ...attributes] = cookie.split(';');
      const separator = pair.indexOf('=');
      if (separator < 1) return;
      const name = pair.slice(0, separator).trim();
      if (hasEnded(attributes, clock())) cookies.delete(name);
      else cookies.set(name, new Secret(pair.slice(separator + 1).trim()));
    },
  };
}

function hasEnded(attributes: readonly string[], now: number): boolean {
  const values = new Map(
    attributes.map((attribute) => {
      const [name = '', value = ''] = attribute.split('=');
      return [name.trim().toLowerCase(), value.trim()];
    }),
  );
  const maxAge = values.get('max-age');
  if (maxAge !== undefined) return Number(maxAge) <= 0;
  const expires = values.get('expires');
  return expires !== undefined && Date.parse(expires) <= now;
}
