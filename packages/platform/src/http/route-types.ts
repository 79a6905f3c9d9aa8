import type { RouteName, routes } from '@fluxloop/core/contract';
import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import type { Principal, VisibleProject } from '../access/principal.js';

type Table = typeof routes;
type Member<Name extends RouteName, Key extends string> = Table[Name] extends {
  [K in Key]: infer Value;
}
  ? Value
  : undefined;
type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Access<Name extends RouteName> = Table[Name]['access'];

/** What a handler gets: parsed, and with a principal that the route's access let through. */
interface RouteRequest<Name extends RouteName> {
  params: Output<Member<Name, 'params'>>;
  query: Output<Member<Name, 'query'>>;
  /** For `ndjson` the compressed bytes. */
  body: Member<Name, 'body'> extends 'ndjson' ? Uint8Array : Output<Member<Name, 'body'>>;
  principal: Access<Name> extends 'none'
    ? null
    : Access<Name> extends 'session'
      ? Extract<Principal, { kind: 'session' }>
      : Principal;
  /** All projects that the principal sees; only the one of the path where the path names one. */
  projects: readonly VisibleProject[];
  /** The project of the path; the principal's role in it covers what the route needs. */
  project: Table[Name]['path'] extends `${string}:project${string}` ? VisibleProject : null;
  /** The client's address, by the configured number of proxies. */
  address: string;
  /** What the client says it is. */
  userAgent: string | undefined;
  /** For cookies. */
  reply: FastifyReply;
}

/** Answers a route; what it returns is checked against the contract before it is sent. */
type Handler<Name extends RouteName> = (
  request: RouteRequest<Name>,
) => Promise<
  Table[Name]['success']['body'] extends z.ZodType ? z.input<Table[Name]['success']['body']> : void
>;

/** A handler for every route of the contract: one that is missing does not compile. */
export type Handlers = { [Name in RouteName]: Handler<Name> };
