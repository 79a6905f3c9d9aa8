import type * as z from 'zod';
import type { RouteName, routes } from '../contract/routes.js';
import type { Secret } from '../secret.js';
import type { CallOptions } from './client-options.js';

type Routes = typeof routes;

/** A schema's type with secrets allowed wherever it has text; they are revealed at the socket. */
export type WithSecrets<T> = { [K in keyof T]: T[K] extends string ? T[K] | Secret : T[K] };

/** What a route needs beside its name. */
export type RouteInput<N extends RouteName> = (Routes[N] extends {
  params: infer P extends z.ZodType;
}
  ? { params: z.output<P> }
  : { params?: undefined }) &
  (Routes[N] extends { query: infer Q extends z.ZodType }
    ? { query?: z.input<Q> }
    : { query?: undefined }) &
  (Routes[N] extends { body: 'ndjson' }
    ? { body: NdjsonChunk }
    : Routes[N] extends { body: infer B extends z.ZodType }
      ? { body: WithSecrets<z.input<B>> }
      : { body?: undefined });

/** What a route answers. */
export type RouteOutput<N extends RouteName> = Routes[N]['success']['body'] extends z.ZodType
  ? z.output<Routes[N]['success']['body']>
  : undefined;

/** Result rows on their way to the platform. */
export interface NdjsonChunk {
  /** The rows as NDJSON, compressed with gzip. */
  gzip: Uint8Array;
  /** SHA-256 of `gzip`, in lower-case hexadecimal. */
  sha256: string;
}

/** Sends one request of the contract and gives the checked answer. */
export type RequestFunction = <N extends RouteName>(
  route: N,
  input: RouteInput<N>,
  options?: CallOptions,
) => Promise<RouteOutput<N>>;
