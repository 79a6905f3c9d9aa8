import type * as z from 'zod';
import type { Scope } from './identity.js';

/** One operation of the HTTP API: where it is, what goes in, and what comes out. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` for each path parameter. */
  path: `/v1/${string}`;
  /** What it does, in one sentence, for the API's documentation. */
  summary: string;
  /** `none`: open to everybody. `session`: a signed-in person only. Else the scope that a credential needs. */
  access: 'none' | 'session' | 'authenticated' | Scope;
  params?: z.ZodType;
  query?: z.ZodType;
  /** A JSON body; `ndjson` for a gzip NDJSON stream of result rows. */
  body?: z.ZodType | 'ndjson';
  /** The status of success and the shape of its body (`null` for none). */
  success: { status: 200 | 201 | 204; body: z.ZodType | null };
}
