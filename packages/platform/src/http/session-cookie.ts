import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookie of a session. */
export interface SessionCookie {
  /** Its name, for the API's documentation. */
  name: string;
  read(request: FastifyRequest): string | null;
  set(reply: FastifyReply, token: string, expires: Date): void;
  clear(reply: FastifyReply): void;
}

/**
 * The session's cookie, which no script can read and no other site can make a browser send. Over
 * https it has the `__Host-` prefix (RFC 6265bis, section 4.1.3.2), so that no subdomain can
 * plant one; browsers take that prefix only with `Secure`, which plain http on loopback has not.
 */
export function sessionCookie(secure: boolean): SessionCookie {
  const name = secure ? '__Host-fluxloop' : 'fluxloop';
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
  return {
    name,
    read: (request) => request.cookies[name] ?? null,
    set: (reply, token, expires) => {
      reply.setCookie(name, token, { ...attributes, expires });
    },
    clear: (reply) => {
      reply.clearCookie(name, attributes);
    },
  };
}
