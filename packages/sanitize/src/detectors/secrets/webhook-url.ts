import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { isFiller } from '../../engine/stand-ins.js';
import { grow, isStop, matchOf, tailOf, trimEnd } from '../../engine/tail.js';

/**
 * Addresses that let anybody post, so that the path is the secret: the first word of the host, or
 * the one by which it is recognised, and what follows up to the secret.
 */
const WEBHOOKS: readonly (readonly [word: string, rest: string])[] = [
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
  ['hooks', '.slack.com/services/'],
  // https://docs.slack.dev/workflows
  ['hooks', '.slack.com/workflows/'],
  ['hooks', '.slack.com/triggers/'],
  // https://help.zapier.com/hc/en-us/articles/8496288690317
  ['hooks', '.zapier.com/hooks/catch/'],
  // https://docs.discord.com/developers/resources/webhook
  ['discord', '.com/api/webhooks/'],
  ['discordapp', '.com/api/webhooks/'],
  // https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors
  ['webhook', '.office.com/webhookb2/'],
  ['outlook', '.office.com/webhook/'],
  // https://docs.webhook.site
  ['webhook', '.site/'],
  // https://ifttt.com/maker_webhooks
  ['ifttt', '.com/trigger/'],
  // https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
  ['open', '.feishu.cn/open-apis/bot/v2/hook/'],
  // https://open.larksuite.com/document/client-docs/bot-v3/add-custom-bot
  ['open', '.larksuite.com/open-apis/bot/v2/hook/'],
  // https://healthchecks.io/docs/http_api
  ['hc-ping', '.com/'],
];

const SHORTEST_PATH = 16;
const tail = tailOf(Alphabet.dotted | Alphabet.base64);

/** The path of a webhook's address: what posts to a channel without asking who it is. */
export const webhookUrl: Detector = {
  rule: 'webhook-url',
  type: 'api_key',
  anchors: ['keyword'],
  keywords: [...new Set(WEBHOOKS.map(([word]) => word))],
  find(window, start, end): Match | undefined {
    if (window.at(end) !== 46 /* . */) return undefined;
    const word = window.text.slice(start, end).toLowerCase();
    const hook = WEBHOOKS.find(([first, rest]) => first === word && window.reads(rest, end));
    if (hook === undefined) return undefined;
    const path = end + hook[1].length;
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
