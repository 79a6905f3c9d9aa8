import { row, type TokenRow } from './token-row.js';

const slack = 'docs.slack.dev/authentication/tokens';
const mailgun = 'documentation.mailgun.com/docs/mailgun/api-reference/mg-auth';
const brevo = 'developers.brevo.com/docs/getting-started';
const meta = 'developers.facebook.com/docs/facebook-login/guides/access-tokens';
const onesignal = 'documentation.onesignal.com/docs/keys-and-ids';

/** Messaging, mail and social networks. */
export const messaging: readonly TokenRow[] = [
  row('slack-bot-token', 'xoxb-', 'd8-14 - b10-', slack),
  row('slack-user-token', 'xoxp-', 'd8-14 - d8-14 - d8-14 - a20-', slack),
  row('slack-user-token', 'xoxp-', 'd8-14 - d8-14 - a20-', slack),
  row('slack-workspace-token', 'xoxa- xoxr-', 'd1 - b10-', slack),
  row('slack-workspace-token', 'xoxa- xoxr-', 'd8-14 - b8-', slack),
  row('slack-workspace-token', 'xoxa- xoxr-', 'a12-48', slack),
  row('slack-legacy-token', 'xoxs- xoxo-', 'd8-14 - b8-', slack),
  row('slack-client-token', 'xoxc-', 'd8-14 - d8-14 - d8-14 - h64', slack),
  row('slack-cookie', 'xoxd-', 'q40-', slack),
  row('slack-configuration-token', 'xoxe.xoxp- xoxe.xoxb-', 'd1 - a140-200', slack),
  row('slack-refresh-token', 'xoxe-', 'd1 - a140-200', slack),
  row('slack-app-token', 'xapp-', 'd1 - u8-14 - d5-14 - l20-', slack),
  row(
    'discord-multi-factor-token',
    'mfa.',
    'b80-',
    'docs.discord.com/developers/reference#authentication',
  ),
  row(
    'sendgrid-key',
    'SG.',
    'b20-24 . b39-50',
    'www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
  ),
  row(
    'sendgrid-key',
    'SG.',
    'U66',
    'www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
  ),
  row('twilio-key', 'SK', 'h32', 'www.twilio.com/docs/iam/api-keys'),
  row('mailgun-key', 'key-', 'h32', mailgun),
  row('mailgun-signing-key', '', 'h32 - h8 - h8', mailgun),
  row('mailchimp-key', '', 'h32 -us d1', 'mailchimp.com/developer/marketing/guides/quick-start'),
  row('mailchimp-key', '', 'h32 -us d2', 'mailchimp.com/developer/marketing/guides/quick-start'),
  row('mandrill-key', 'md-', 'b22', 'mailchimp.com/developer/transactional/guides/quick-start', {
    isWeak: true,
  }),
  row('brevo-key', 'xkeysib-', 'h64 - a16', brevo),
  row('brevo-smtp-key', 'xsmtpsib-', 'h64 - a16', brevo),
  row('resend-key', 're_', 'a8 _ a24', 'resend.com/docs/api-reference/introduction'),
  row('klaviyo-key', 'pk_', 'h34', 'developers.klaviyo.com/en/docs/authenticate_'),
  row('courier-key', 'pk_prod_ pk_test_', 'u28', 'www.courier.com/docs/reference/auth'),
  row('courier-legacy-key', 'dk_prod_ dk_test_', 'u28', 'www.courier.com/docs/reference/auth'),
  row('knock-key', 'sk_', 'b43', 'docs.knock.app/developer-tools/api-keys', { isWeak: true }),
  row('onesignal-app-key', 'os_v2_app_', 'l80-120', onesignal),
  row('onesignal-organization-key', 'os_v2_org_', 'l80-120', onesignal),
  row('mailersend-token', 'mlsn.', 'h64', 'developers.mailersend.com/general.html#authentication'),
  row('telnyx-key', 'KEY0', 'a30-36 _ a22', 'developers.telnyx.com/docs/account-setup/api-keys'),
  row('facebook-token', 'EAA', 'a100-', meta),
  row('instagram-token', 'IGQV IGQW', 'b100-', 'developers.facebook.com/docs/instagram-platform'),
  row(
    'instagram-business-token',
    'IGAA',
    'b100-',
    'developers.facebook.com/docs/instagram-platform',
  ),
  row('threads-token', 'THQV THQW THAA', 'b100-', 'developers.facebook.com/docs/threads'),
  row(
    'twitter-bearer-token',
    'AAAAAAAAAAAAAAAAAAAAA',
    'q30-',
    'docs.x.com/resources/fundamentals/authentication/oauth-2-0/application-only',
    { isWeak: true },
  ),
  row(
    'pinterest-token',
    'pina_',
    'a32-',
    'developers.pinterest.com/docs/getting-started/authentication',
  ),
  row('matrix-token', 'syt_', 'B8-100 _ a20 _ a6', 'spec.matrix.org/latest/client-server-api'),
  row(
    'intercom-token',
    'dG9rO',
    'B55',
    'developers.intercom.com/docs/build-an-integration/learn-more/authentication',
  ),
  row(
    'hubspot-private-app-token',
    'pat-na1- pat-na2- pat-eu1- pat-ap1-',
    'h8 - h4 - h4 - h4 - h12',
    'developers.hubspot.com/docs/guides/apps/private-apps/overview',
  ),
  row('calcom-key', 'cal_live_', 'h32', 'cal.com/docs/api-reference/v2/introduction'),
  row('calcom-test-key', 'cal_', 'h32', 'cal.com/docs/api-reference/v2/introduction'),
  row('liveblocks-secret', 'sk_dev_', 'b60-', 'liveblocks.io/docs/authentication'),
  row('ably-key', '', 'a6 . a6 : b43', 'ably.com/docs/auth/basic', { isWeak: true }),
  row('pushbullet-token', 'o.', 'a32', 'docs.pushbullet.com', { isWeak: true }),
  row('pubnub-secret', 'sec-c-', 'B48', 'www.pubnub.com/docs/general/setup/account-setup'),
];
