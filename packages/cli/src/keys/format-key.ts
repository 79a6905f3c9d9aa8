import type { ApiKey } from '@fluxloop/core/contract';
import { type Field, formatFields, printableLine, type StreamMode } from '@fluxloop/plugin-kit';
import type { DeliveredKey } from './deliver-key.js';

/** Whether a key is taken, and if not, why. */
type KeyState = 'active' | 'rotated' | 'expired' | 'revoked';

/**
 * What a key is worth now. A key that was rotated works until its grace is over.
 *
 * @param now - milliseconds since 1970
 */
function keyState(
  key: Pick<ApiKey, 'revoked_at' | 'expires_at' | 'rotated_at'>,
  now: number,
): KeyState {
  if (key.revoked_at !== null) return 'revoked';
  if (key.expires_at !== null && Date.parse(key.expires_at) <= now) return 'expired';
  return key.rotated_at === null ? 'active' : 'rotated';
}

/** A moment for people, to the minute: `2026-11-21 14:30 UTC`. */
export function formatMoment(timestamp: string): string {
  return `${timestamp.slice(0, 10)} ${timestamp.slice(11, 16)} UTC`;
}

/** All that there is to know of a key, a line each. */
export function keyFields(key: ApiKey, now: number): Field[] {
  const { service_account: account } = key;
  return [
    ['Name', key.name],
    ['Key', key.preview],
    ['ID', key.id],
    ['State', keyState(key, now)],
    ['Scope', key.scope],
    ['Account', account && `service account in ${account.project} (${account.role})`],
    ['Projects', account === null ? (key.projects?.join(', ') ?? 'all of its owner') : null],
    ['Environment', key.environment],
    ['Allowed from', key.allowed_addresses.join(', ') || 'anywhere'],
    ['Created', `${formatMoment(key.created_at)}${key.created_by ? ` by ${key.created_by}` : ''}`],
    ['Expires', key.expires_at === null ? 'never' : formatMoment(key.expires_at)],
    ['Revoked', key.revoked_at && formatMoment(key.revoked_at)],
    ['Succeeds', key.replaces],
    ['Succeeded by', key.replaced_by],
    ['Last used', key.last_used_at === null ? 'never' : formatMoment(key.last_used_at)],
    ['Requests', key.request_count.toLocaleString('en')],
    ['Failed', key.failed_attempts.toLocaleString('en')],
  ];
}

/** A key as lists show it: three lines. */
export function formatListed(key: ApiKey, now: number, { paint }: StreamMode): string {
  const state = keyState(key, now);
  const reach =
    key.service_account === null
      ? (key.projects?.join(', ') ?? 'all projects')
      : `service account in ${key.service_account.project}`;
  const facts = [
    key.scope,
    reach,
    ...(key.environment === null ? [] : [key.environment]),
    describeEnd(key, state),
    key.last_used_at === null ? 'never used' : `last used ${formatMoment(key.last_used_at)}`,
    count(key.request_count, 'request'),
    ...(key.failed_attempts === 0 ? [] : [count(key.failed_attempts, 'failed attempt')]),
    ...(key.replaced_by === null ? [] : [`succeeded by ${key.replaced_by}`]),
    ...(key.replaces === null ? [] : [`succeeds ${key.replaces}`]),
  ];
  const mark = state === 'active' ? paint('green', '●') : paint('dim', '○');
  return [
    `${mark} ${paint('bold', printableLine(key.name))}  ${paint('dim', state)}`,
    `  ${key.id}  ${printableLine(key.preview)}`,
    `  ${printableLine(facts.join(' · '))}`,
    '',
  ].join('\n');
}

/** A key that was just made: the only time that it is shown. */
export function formatDelivered({ key, secret, envFile }: DeliveredKey, mode: StreamMode): string {
  const where =
    secret === null
      ? `It is in ${envFile}, which only you may read, and nowhere else.\n`
      : `  ${secret.reveal()}\n\nCopy it now: it is shown this once.\n`;
  const facts = formatFields(
    [
      ['ID', key.id],
      ['Scope', key.scope],
      ['Account', key.service_account && `service account in ${key.service_account.project}`],
      [
        'Projects',
        key.service_account === null ? (key.projects?.join(', ') ?? 'all of yours') : null,
      ],
      ['Environment', key.environment],
      ['Allowed from', key.allowed_addresses.join(', ') || null],
      ['Expires', key.expires_at === null ? 'never' : formatMoment(key.expires_at)],
      ['Revoke it', `fluxloop apikeys revoke ${key.id}`],
    ],
    mode,
  );
  return `\n${where}\n${facts}`;
}

function describeEnd(key: ApiKey, state: KeyState): string {
  if (key.revoked_at !== null) return `revoked ${formatMoment(key.revoked_at)}`;
  if (key.expires_at === null) return 'never expires';
  const verb = state === 'expired' ? 'expired' : state === 'rotated' ? 'works until' : 'expires';
  return `${verb} ${formatMoment(key.expires_at)}`;
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
}
