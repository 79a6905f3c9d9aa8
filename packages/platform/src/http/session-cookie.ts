import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookie of a session. */
export interface SessionCookie {
  /** Its name, once the platform's address is known. */
  name(): string;
  read(request: FastifyRequest): string | null;
  set(reply: FastifyReply, token: string, expires: Date): void;
  clear(reply: FastifyReply): void;
}

/**
 * The session's cookie, which no script can read and no other site can make a browser send. Over
 * https it has the `__Host-` prefix (RFC 6265bis, section 4.1.3.2), so that no subdomain can
 * plant one; browsers take that prefix only with `Secure`, which plain http on loopback has not.
 *
 * A cookie is shared by all ports of its host (RFC 6265, section 8.5). The name therefore holds the
 * port where the address does: two platforms on one machine do not sign each other out.
 *
 * @param publicUrl - the platform's public address, without a slash at the end
 */
export function sessionCookie(secure: boolean, publicUrl: () => string): SessionCookie {
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
  const name = () => {
    const { port } = new URL(publicUrl());
    return (secure ? '__Host-fluxloop' : 'fluxloop') + (port === '' ? '' : `-${port}`);
  };
  return {
    name,
    read: (request) => request.cookies[name()] ?? null,
    set: (reply, token, expires) => {
      reply.setCookie(name(), token, { ...attributes, expires });
    },
    clear: (reply) => {
      reply.clearCookie(name(), attributes);
    },
  };
}
