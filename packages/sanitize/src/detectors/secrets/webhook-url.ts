import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { isFiller } from '../../engine/stand-ins.js';
import { grow, isStop, matchOf, tailOf, trimEnd } from '../../engine/tail.js';

/** An address that lets anybody post, so that the path is the secret. */
interface Webhook {
  /** The first word of the host, or the one by which it is recognised. */
  word: string;
  /** What follows that word, up to the secret. */
  rest: string;
  source: string;
}

const WEBHOOKS: readonly Webhook[] = (
  [
    [
      'hooks',
      '.slack.com/services/',
      'docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
    ],
    ['hooks', '.slack.com/workflows/', 'docs.slack.dev/workflows'],
    ['hooks', '.slack.com/triggers/', 'docs.slack.dev/workflows'],
    ['hooks', '.zapier.com/hooks/catch/', 'help.zapier.com/hc/en-us/articles/8496288690317'],
    ['discord', '.com/api/webhooks/', 'docs.discord.com/developers/resources/webhook'],
    ['discordapp', '.com/api/webhooks/', 'docs.discord.com/developers/resources/webhook'],
    [
      'webhook',
      '.office.com/webhookb2/',
      'learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors',
    ],
    [
      'outlook',
      '.office.com/webhook/',
      'learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors',
    ],
    ['webhook', '.site/', 'docs.webhook.site'],
    ['ifttt', '.com/trigger/', 'ifttt.com/maker_webhooks'],
    [
      'open',
      '.feishu.cn/open-apis/bot/v2/hook/',
      'open.feishu.cn/document/client-docs/bot-v3/add-custom-bot',
    ],
    [
      'open',
      '.larksuite.com/open-apis/bot/v2/hook/',
      'open.larksuite.com/document/client-docs/bot-v3/add-custom-bot',
    ],
    ['hc-ping', '.com/', 'healthchecks.io/docs/http_api'],
  ] as const
).map(([word, rest, page]) => ({ word, rest, source: `https://${page}` }));

const SHORTEST_PATH = 16;
const tail = tailOf(Alphabet.dotted | Alphabet.base64);

/** The path of a webhook's address: what posts to a channel without asking who it is. */
export const webhookUrl: Detector = {
  rule: 'webhook-url',
  type: 'api_key',
  anchors: ['keyword'],
  keywords: [...new Set(WEBHOOKS.map(({ word }) => word))],
  find(window, start, end): Match | undefined {
    if (window.at(end) !== 46 /* . */) return undefined;
    const word = window.text.slice(start, end).toLowerCase();
    const hook = WEBHOOKS.find((row) => row.word === word && window.reads(row.rest, end));
    if (hook === undefined) return undefined;
    const path = end + hook.rest.length;
    let grown = grow(window, path, path, tail);
    // The path of Teams holds an `@` between two ids.
    if (window.at(grown.end) === 64) grown = grow(window, path, grown.end + 1, tail);
    trimEnd(window, grown, path, isStop);
    if (grown.end - path < SHORTEST_PATH) return undefined;
    if (isFiller(window.text.slice(path, grown.end))) return undefined;
    if (isIn(Alphabet.word, window.at(start - 1))) return undefined;
    return matchOf(path, grown, 0.96);
  },
};

export const webhookUrlExamples: DetectorExamples = {
  found: () => [
    `https://hooks.slack.com/services/⟦${['T0123ABCD', 'B0123ABCD', 'abcdefghijklmnopqrstuvwx'].join('/')}⟧`,
    `hooks.slack.com/workflows/⟦${['T016M3G1GHZ', 'A04J3BAF7AA', '442660231806210747', 'F6Vm03reCkhPmwBtaqbN6OW9'].join('/')}⟧.`,
    `https://discord.com/api/webhooks/⟦${['123456789012345678', 'AbCd-EfGh_1234567890'].join('/')}⟧`,
    `https://acme.webhook.office.com/webhookb2/⟦${['9a1c7e52-0b1d', '4f6a2e88/IncomingWebhook/x2ju1xn4vltw3v86'].join('@')}⟧`,
  ],
  ignored: () => [
    'https://hooks.slack.com/services/',
    'https://hooks.slack.com/services/TXXXXX/BXXXXX/XXXXXXXXXX',
    'a discord server, discord.com/developers/docs/intro and the hooks.',
  ],
};
