import type { createTrustedIssuerRequest, TrustedIssuer } from '@fluxloop/core/contract';
import type * as z from 'zod';
import type { Principal, VisibleProject } from '../access/principal.js';
import { personOf } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { missingBinding } from './claims.js';
import { mayBeFetched } from './issuer-keys.js';

/** The issuers that a project trusts, by name. */
export async function listTrustedIssuers(
  database: Database,
  project: VisibleProject,
): Promise<TrustedIssuer[]> {
  const rows = await select(database).where('i.project_id', '=', project.id).execute();
  return rows.map(describe);
}

/**
 * Lets a project trust an issuer.
 *
 * @param publicUrl - the platform's own; the audience where none is named
 * @throws ProblemError 400 `issuer_insecure`, `issuer_unbound`; 409 `trusted_issuer_exists`
 */
export async function createTrustedIssuer(
  database: Database,
  {
    project,
    principal,
    publicUrl,
  }: {
    project: VisibleProject;
    principal: Principal;
    publicUrl: string;
  },
  request: z.output<typeof createTrustedIssuerRequest>,
): Promise<TrustedIssuer> {
  if (!mayBeFetched(request.issuer, publicUrl)) {
    throw new ProblemError({
      status: 400,
      code: 'issuer_insecure',
      title: 'The issuer has no https address, so anybody on the way could replace its keys.',
      hint: 'Use its https address, exactly as iss in its tokens has it.',
    });
  }
  const missing = missingBinding(request.issuer, request.claims);
  if (missing !== null) {
    throw new ProblemError({
      status: 400,
      code: 'issuer_unbound',
      title: 'With these claims anybody who has a token of this issuer could sign in.',
      hint: `Bind one of these to a value of your own: ${missing.join(', ')}.`,
    });
  }
  const { issuer, claims, scope, name } = request;
  const inserted = await database
    .insertInto('trusted_issuers')
    .values({
      project_id: project.id,
      name,
      issuer,
      audience: request.audience ?? publicUrl,
      claims: JSON.stringify(claims),
      scope,
      created_by: personOf(principal)?.id ?? null,
    })
    .onConflict((conflict) => conflict.columns(['project_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) {
    throw new ProblemError({
      status: 409,
      code: 'trusted_issuer_exists',
      title: `The project has a trusted issuer of the name ${name}.`,
      hint: 'Choose another name, or delete that one first.',
    });
  }
  return describe(await select(database).where('i.id', '=', inserted.id).executeTakeFirstOrThrow());
}

/**
 * Ends the trust, and with it at once every access token that came from it.
 *
 * @throws ProblemError 404 `trusted_issuer_not_found`
 */
export async function deleteTrustedIssuer(
  database: Database,
  project: VisibleProject,
  id: string,
): Promise<void> {
  const { numDeletedRows } = await database
    .deleteFrom('trusted_issuers')
    .where('id', '=', id)
    .where('project_id', '=', project.id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) {
    throw new ProblemError({
      status: 404,
      code: 'trusted_issuer_not_found',
      title: 'The project has no trusted issuer of that id.',
      hint: 'List them to see their ids.',
    });
  }
}

function select(database: Database) {
  return database
    .selectFrom('trusted_issuers as i')
    .leftJoin('users as u', 'u.id', 'i.created_by')
    .selectAll('i')
    .select('u.email as creator')
    .orderBy('i.name');
}

function describe(
  row: Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>,
): TrustedIssuer {
  return {
    id: row.id,
    name: row.name,
    issuer: row.issuer,
    audience: row.audience,
    claims: row.claims,
    scope: row.scope,
    created_at: row.created_at.toISOString(),
    created_by: row.creator,
    last_used_at: row.last_used_at?.toISOString() ?? null,
  };
}
