import type { RouteName } from '../contract/routes.js';
import { AuthenticationError } from '../errors/index.js';
import { Secret } from '../secret.js';
import { readAnswer } from './answer.js';
import type { CallOptions, ClientOptions } from './client-options.js';
import { openConnection, sendRequest } from './connection.js';
import { outgoingRequest } from './outgoing.js';
import type { RequestFunction, RouteOutput } from './request-types.js';

/** Sends requests to one platform. */
export type Transport = RequestFunction;

/** The longest text of the platform's that gets into an error. */
const MAXIMUM_TEXT = 1_000;

/** Opens a way to a platform; `createClient` has checked the options. */
export async function createTransport(options: ClientOptions, endpoint: URL): Promise<Transport> {
  const connection = await openConnection(options, endpoint);
  return async <N extends RouteName>(name: N, input: object, callOptions: CallOptions = {}) => {
    const { signal, timeoutMs, idempotencyKey } = callOptions;
    const request = outgoingRequest(name, input, endpoint);
    const sendWith = async (credential: Secret | undefined): Promise<RouteOutput<N>> => {
      const headers = {
        accept: 'application/json, application/problem+json',
        ...request.headers,
        ...(credential === undefined ? {} : { authorization: `Bearer ${credential.reveal()}` }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      };
      const answer = await sendRequest(
        connection,
        { ...request, headers },
        {
          signal,
          timeoutMs,
          repeatable: request.method === 'GET' || idempotencyKey !== undefined,
        },
      );
      // The route's own schema has just given it this type.
      return readAnswer(answer, {
        route: name,
        origin: endpoint.origin,
        credential: kindOf(credential),
        clean: (text: string) => clean(text, credential),
      }) as RouteOutput<N>;
    };
    return sendFresh(options.credential, sendWith);
  };
}

/** A renewable credential that the platform refuses is renewed, and the request sent once more. */
async function sendFresh<T>(
  credential: ClientOptions['credential'],
  sendWith: (credential: Secret | undefined) => Promise<T>,
): Promise<T> {
  if (credential === undefined || credential instanceof Secret) return sendWith(credential);
  const current = await credential.current();
  try {
    return await sendWith(current);
  } catch (error) {
    if (!(error instanceof AuthenticationError)) throw error;
    const renewed = await credential.renew(current);
    if (renewed === null || renewed.equals(current)) throw error;
    return sendWith(renewed);
  }
}

function kindOf(credential: Secret | undefined): 'api_key' | 'token' | null {
  if (credential === undefined) return null;
  return credential.reveal().startsWith('flx_at_') ? 'token' : 'api_key';
}

/** A server, or something in front of it, may repeat the credential or try to steer the terminal. */
function clean(text: string, credential: Secret | undefined): string {
  const secret = credential?.reveal();
  const masked = secret ? text.replaceAll(secret, '***') : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return masked.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').slice(0, MAXIMUM_TEXT);
}
