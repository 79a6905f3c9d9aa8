import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { isSecretValue } from '../../engine/secret-value.js';
import { grow, matchOf, tailOf } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';

const LONGEST_AUTHORITY = 512;
const SLASH = 47;

/** Addresses that let anybody post, so that the path is the secret. */
const WEBHOOKS: readonly { host: string; source: string }[] = [
  {
    host: 'hooks.slack.com/services/',
    source: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
  },
  { host: 'hooks.slack.com/workflows/', source: 'https://docs.slack.dev/workflows' },
  {
    host: 'discord.com/api/webhooks/',
    source: 'https://docs.discord.com/developers/resources/webhook',
  },
  {
    host: 'discordapp.com/api/webhooks/',
    source: 'https://docs.discord.com/developers/resources/webhook',
  },
];

function readWebhook(window: Window, start: number): Match | undefined {
  const hook = WEBHOOKS.find(({ host }) => window.reads(host, start));
  if (hook === undefined) return undefined;
  const path = start + hook.host.length;
  const grown = grow(window, start, path, tailOf(Alphabet.dotted | Alphabet.base64));
  if (grown.end - path < 20) return undefined;
  return matchOf(path, grown, 0.96, 'webhook-url');
}

/** The password between `user:` and `@` in an authority (RFC 3986, section 3.2.1). */
function readUserInfo(window: Window, start: number): Match | undefined {
  let colon = -1;
  let at = -1;
  for (let i = start; i - start < LONGEST_AUTHORITY; i++) {
    const code = window.at(i);
    if (code < 33 || code === SLASH || code === 34 || code === 39 || code === 60 || code === 62)
      break;
    if (code === 92 || code === 96 || code === 35 || code === 63) break;
    if (code === 58 && colon < 0) colon = i;
    if (code === 64) at = i;
  }
  if (colon < 0 || at <= colon + 1) return undefined;
  const password = window.text.slice(colon + 1, at);
  if (!isSecretValue(password, 'password', 'member')) return undefined;
  return { start: colon + 1, end: at, confidence: 0.95 };
}

/**
 * Secrets in URLs: the password before the host, and the path of a webhook. The rest of the URL
 * stays readable.
 *
 * @see RFC 3986, section 3.2.1
 */
export const urlSecret: Detector = {
  rule: 'url-password',
  type: 'api_key',
  anchors: ['colon'],
  gate: { behind: (code) => code === SLASH },
  find(window, colon): Match | undefined {
    if (window.at(colon + 1) !== SLASH || window.at(colon + 2) !== SLASH) return undefined;
    if (!isIn(Alphabet.alphanumeric, window.at(colon - 1))) return undefined;
    return readWebhook(window, colon + 3) ?? readUserInfo(window, colon + 3);
  },
};

export const urlSecretExamples: DetectorExamples = {
  found: () => [
    'postgres://app:⟦s3cr3t-pw⟧@db.example.com:5432/app',
    '"redis://:⟦pa55word⟧@cache.internal:6379/0"',
    'https://jane:⟦p@ss-w0rd⟧@example.com/x',
    `https://hooks.slack.com/services/⟦${['T0123ABCD', 'B0123ABCD', 'abcdefghijklmnopqrstuvwx'].join('/')}⟧`,
    `https://discord.com/api/webhooks/⟦${['123456789012345678', 'AbCd-EfGh_1234567890'].join('/')}⟧`,
  ],
  ignored: () => [
    'https://example.com:8080/a@b',
    'postgres://user:$DB_PASSWORD@db/app',
    'ssh://git@example.com/x and http://localhost:3000',
    'mongodb://user:<password>@host',
    'https://hooks.slack.com/services/',
  ],
};
