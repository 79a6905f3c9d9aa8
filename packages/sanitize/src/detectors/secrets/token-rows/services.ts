import { Alphabet } from '../../../engine/characters.js';
import { row, type TokenRow } from './token-row.js';

const { alphanumeric, hex, lowerHex, base64url, dotted, base64 } = Alphabet;

/** Payment, messaging and mail. */
export const services: readonly TokenRow[] = [
  row(
    'stripe-key',
    'sk_live_ sk_test_ rk_live_ rk_test_ sk_prod_ rk_prod_',
    alphanumeric,
    [10],
    'docs.stripe.com/keys',
  ),
  row('stripe-webhook-secret', 'whsec_', alphanumeric | base64, [24], 'docs.stripe.com/webhooks'),
  row(
    'square-token',
    'sq0atp- sq0csp- EAAA',
    base64url,
    [22],
    'developer.squareup.com/docs/build-basics/access-tokens',
  ),
  row(
    'shopify-token',
    'shpat_ shpca_ shppa_ shpss_',
    hex,
    [32],
    'shopify.dev/docs/apps/build/authentication-authorization',
  ),
  row(
    'flutterwave-key',
    'FLWSECK_TEST- FLWSECK-',
    base64url,
    [12],
    'developer.flutterwave.com/docs/authentication',
  ),
  row('easypost-key', 'EZAK EZTK', alphanumeric, [54], 'docs.easypost.com/docs/authentication'),
  row(
    'shippo-token',
    'shippo_live_ shippo_test_',
    lowerHex,
    [40],
    'docs.goshippo.com/docs/guides_general/authentication',
  ),
  row(
    'slack-token',
    'xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxe- xoxe.xoxp- xoxe.xoxb-',
    base64url,
    [20],
    'docs.slack.dev/authentication/tokens',
  ),
  row('slack-app-token', 'xapp-', base64url, [30], 'docs.slack.dev/authentication/tokens'),
  row(
    'sendgrid-key',
    'SG.',
    dotted,
    [60],
    'www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
  ),
  row('twilio-key', 'SK', lowerHex, [32, 32], 'www.twilio.com/docs/iam/api-keys'),
  row(
    'mailgun-key',
    'key-',
    lowerHex,
    [32, 32],
    'documentation.mailgun.com/docs/mailgun/api-reference/mg-auth',
  ),
  row(
    'brevo-key',
    'xkeysib-',
    lowerHex | base64url,
    [64],
    'developers.brevo.com/docs/getting-started',
  ),
  row('mapbox-secret-token', 'sk.eyJ', dotted, [60], 'docs.mapbox.com/help/glossary/access-token'),
];
