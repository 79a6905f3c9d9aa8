import { projectSlug, type Scope, TOKEN_TYPES } from '@fluxloop/core/contract';
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { sql } from 'kysely';
import { covers } from '../access/scopes.js';
import type { Database } from '../database/database.js';
import { hashToken } from '../identity/tokens.js';
import { claimMatches } from './claims.js';
import { fetchIssuerKeys, IssuerUnavailableError } from './issuer-keys.js';
import { OAuthError } from './oauth-error.js';
import type { Parameters } from './parameters.js';
import { narrowScope, parseScope } from './scope.js';
import { newAccessToken, type TokenAnswer } from './tokens.js';

/** Long enough for a job's next step, too short to be worth a theft. */
const EXCHANGED_SECONDS = 900;
/** Signatures by the issuer's private key; never `none`, never a shared secret (RFC 8725, 3.1). */
const ALGORITHMS = ['RS256', 'ES256'];
/** How far clocks may differ, in seconds. */
const CLOCK_TOLERANCE = 30;
/** A token that is older is not of a job that runs. */
const OLDEST_TOKEN = '1 day';
/** What of a subject is kept for display. */
const LONGEST_SUBJECT = 200;

interface Trust {
  id: string;
  project_id: string;
  issuer: string;
  audience: string;
  claims: Record<string, string>;
  scope: Scope;
}

/**
 * The token exchange (RFC 8693, section 2.1): takes the identity token of a machine that a project
 * trusts, and gives an access token of a quarter of an hour, without a refresh token.
 *
 * Keys are fetched only from issuers that somebody trusts, so that nobody can send the platform
 * to an address of theirs.
 *
 * @param publicUrl - the platform's own
 * @throws OAuthError `invalid_request` for a token that is not taken (RFC 8693, section 2.2.2),
 *   `invalid_target`, `invalid_scope`, `temporarily_unavailable`
 */
export async function exchangeToken(
  database: Database,
  publicUrl: string,
  parameters: Parameters,
): Promise<TokenAnswer> {
  const token = readSubjectToken(parameters);
  const slug = readTarget(parameters, publicUrl);
  const issuer = decode(token).iss ?? '';
  const trusted = await findTrust(database, issuer, slug);
  if (trusted.length === 0) {
    throw refuse('No project trusts the issuer of this token, or not the project that was named.');
  }
  const claims = await verify(token, issuer, publicUrl);
  const trust = choose(trusted, claims, parameters);
  const scope = narrowScope(parameters.optional('scope'), trust.scope);
  const accessToken = newAccessToken();
  await database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('access_tokens')
      .values({
        sha256: hashToken(accessToken),
        trusted_issuer_id: trust.id,
        subject: String(claims.sub).slice(0, LONGEST_SUBJECT),
        scope,
        expires_at: sql`now() + make_interval(secs => ${EXCHANGED_SECONDS})`,
      })
      .execute();
    await transaction
      .updateTable('trusted_issuers')
      .set({ last_used_at: sql<Date>`now()` })
      .where('id', '=', trust.id)
      .execute();
  });
  return {
    access_token: accessToken,
    issued_token_type: TOKEN_TYPES.accessToken,
    token_type: 'Bearer',
    expires_in: EXCHANGED_SECONDS,
    scope,
  };
}

function readSubjectToken(parameters: Parameters): string {
  const token = parameters.required('subject_token');
  const type = parameters.required('subject_token_type');
  if (type !== TOKEN_TYPES.idToken && type !== TOKEN_TYPES.jwt) {
    throw refuse('The subject token is an identity token: the type is id_token or jwt.');
  }
  const wanted = parameters.optional('requested_token_type');
  if (wanted !== null && wanted !== TOKEN_TYPES.accessToken) {
    throw refuse('Only an access token is given in exchange.');
  }
  if (parameters.optional('actor_token') !== null) {
    throw refuse('An actor token is not taken.');
  }
  return token;
}

/**
 * The project that is asked for: by its address as `resource`, or by its name as `audience` or
 * `project`.
 *
 * @returns `null` when none is named
 */
function readTarget(parameters: Parameters, publicUrl: string): string | null {
  const named: string[] = [];
  const resource = parameters.optional('resource');
  if (resource !== null && resource !== publicUrl) {
    const prefixes = [`${publicUrl}/projects/`, `${publicUrl}/v1/projects/`];
    const prefix = prefixes.find((one) => resource.startsWith(one));
    named.push(prefix === undefined ? '' : resource.slice(prefix.length));
  }
  const audience = parameters.optional('audience');
  if (audience !== null && audience !== publicUrl) named.push(audience);
  const project = parameters.optional('project');
  if (project !== null) named.push(project);
  const [slug = null] = named;
  if (new Set(named).size > 1 || (slug !== null && !projectSlug.safeParse(slug).success)) {
    throw new OAuthError('invalid_target', 'The target is one project of this platform.');
  }
  return slug;
}

function decode(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    throw refuse('The subject token is not a JWT.');
  }
}

function findTrust(database: Database, issuer: string, slug: string | null): Promise<Trust[]> {
  return database
    .selectFrom('trusted_issuers as i')
    .innerJoin('projects as p', 'p.id', 'i.project_id')
    .select(['i.id', 'i.project_id', 'i.issuer', 'i.audience', 'i.claims', 'i.scope'])
    .where('i.issuer', '=', issuer)
    .$if(slug !== null, (query) => query.where('p.slug', '=', slug ?? ''))
    .orderBy('i.created_at')
    .orderBy('i.id')
    .execute();
}

/** Checks the signature, the issuer and the times (RFC 7519, section 7.2). */
async function verify(token: string, issuer: string, publicUrl: string): Promise<JWTPayload> {
  try {
    const keys = await fetchIssuerKeys(issuer, publicUrl);
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp', 'iat', 'aud', 'sub'],
      maxTokenAge: OLDEST_TOKEN,
      clockTolerance: CLOCK_TOLERANCE,
    });
    return payload;
  } catch (error) {
    if (error instanceof IssuerUnavailableError) {
      throw new OAuthError('temporarily_unavailable', error.message, {
        status: 503,
        headers: { 'retry-after': '5' },
      });
    }
    if (error instanceof errors.JOSEError) {
      // A job whose claims do not fit guesses nothing; a signature of somebody else does.
      throw refuse(describeRefusal(error), { isGuess: isForged(error) });
    }
    throw error;
  }
}

function isForged(error: errors.JOSEError): boolean {
  return (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey
  );
}

/** What jose found, in words of ours: its own may quote the token. */
function describeRefusal(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The subject token has expired.';
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return `The subject token is signed by ${ALGORITHMS.join(' or ')}.`;
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `The claim ${error.claim.replace(/[^a-z_]/gi, '')} of the subject token is missing or wrong.`;
  }
  return 'The signature of the subject token is not one of its issuer.';
}

/** The trust that the token fits, and that gives what is asked. */
function choose(trusted: readonly Trust[], claims: JWTPayload, parameters: Parameters): Trust {
  const audiences = [claims.aud ?? []].flat();
  const meant = trusted.filter((trust) => audiences.includes(trust.audience));
  if (meant.length === 0) {
    throw refuse('The subject token was made for another audience.');
  }
  const fitting = meant.filter((trust) => misfit(trust, claims) === null);
  const [first] = fitting;
  if (first === undefined) {
    const claim = meant.map((trust) => misfit(trust, claims)).find((name) => name !== null);
    throw refuse(
      `The claim ${(claim ?? '').replace(/[^\w:.-]/g, '')} is not one that the project trusts.`,
    );
  }
  if (fitting.some((trust) => trust.project_id !== first.project_id)) {
    throw new OAuthError('invalid_target', 'Several projects take this token: name one.');
  }
  const asked = parseScope(parameters.optional('scope'), 'read');
  return fitting.find((trust) => covers(trust.scope, asked)) ?? first;
}

/** The first claim that does not fit; `null` when all do. */
function misfit({ claims: patterns }: Trust, claims: JWTPayload): string | null {
  const wrong = Object.entries(patterns).find(
    ([name, pattern]) => !Object.hasOwn(claims, name) || !claimMatches(claims[name], pattern),
  );
  return wrong?.[0] ?? null;
}

function refuse(description: string, options: { isGuess?: boolean } = {}): OAuthError {
  return new OAuthError('invalid_request', description, options);
}
