/** Messaging, mail and social networks. */
export const messaging = `
slack-bot-token; xoxb-; d8-14 - b10-; docs.slack.dev/authentication/tokens
slack-user-token; xoxp-; d8-14 - d8-14 - d8-14 - a20-; docs.slack.dev/authentication/tokens
slack-user-token; xoxp-; d8-14 - d8-14 - a20-; docs.slack.dev/authentication/tokens
slack-workspace-token; xoxa- xoxr-; d1 - b10-; docs.slack.dev/authentication/tokens
slack-workspace-token; xoxa- xoxr-; d8-14 - b8-; docs.slack.dev/authentication/tokens
slack-workspace-token; xoxa- xoxr-; a12-48; docs.slack.dev/authentication/tokens
slack-legacy-token; xoxs- xoxo-; d8-14 - b8-; docs.slack.dev/authentication/tokens
slack-client-token; xoxc-; d8-14 - d8-14 - d8-14 - h64; docs.slack.dev/authentication/tokens
slack-cookie; xoxd-; q40-; docs.slack.dev/authentication/tokens
slack-configuration-token; xoxe.xoxp- xoxe.xoxb-; d1 - a140-200; docs.slack.dev/authentication/tokens
slack-refresh-token; xoxe-; d1 - a140-200; docs.slack.dev/authentication/tokens
slack-app-token; xapp-; d1 - u8-14 - d5-14 - l20-; docs.slack.dev/authentication/tokens
discord-multi-factor-token; mfa.; b80-; docs.discord.com/developers/reference#authentication
sendgrid-key; SG.; b20-24 . b39-50; www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
sendgrid-key; SG.; U66; www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
twilio-key; SK; h32; www.twilio.com/docs/iam/api-keys
mailgun-key; key-; h32; documentation.mailgun.com/docs/mailgun/api-reference/mg-auth
mailgun-signing-key; ; h32 - h8 - h8; documentation.mailgun.com/docs/mailgun/api-reference/mg-auth
mailchimp-key; ; h32 -us d1; mailchimp.com/developer/marketing/guides/quick-start
mailchimp-key; ; h32 -us d2; mailchimp.com/developer/marketing/guides/quick-start
mandrill-key; md-; b22; mailchimp.com/developer/transactional/guides/quick-start; weak
brevo-key; xkeysib-; h64 - a16; developers.brevo.com/docs/getting-started
brevo-smtp-key; xsmtpsib-; h64 - a16; developers.brevo.com/docs/getting-started
resend-key; re_; a8 _ a24; resend.com/docs/api-reference/introduction
klaviyo-key; pk_; h34; developers.klaviyo.com/en/docs/authenticate_
courier-key; pk_prod_ pk_test_; u28; www.courier.com/docs/reference/auth
courier-legacy-key; dk_prod_ dk_test_; u28; www.courier.com/docs/reference/auth
knock-key; sk_; b43; docs.knock.app/developer-tools/api-keys; weak
onesignal-app-key; os_v2_app_; l80-120; documentation.onesignal.com/docs/keys-and-ids
onesignal-organization-key; os_v2_org_; l80-120; documentation.onesignal.com/docs/keys-and-ids
mailersend-token; mlsn.; h64; developers.mailersend.com/general.html#authentication
telnyx-key; KEY0; a30-36 _ a22; developers.telnyx.com/docs/account-setup/api-keys
facebook-token; EAA; a100-; developers.facebook.com/docs/facebook-login/guides/access-tokens
instagram-token; IGQV IGQW; b100-; developers.facebook.com/docs/instagram-platform
instagram-business-token; IGAA; b100-; developers.facebook.com/docs/instagram-platform
threads-token; THQV THQW THAA; b100-; developers.facebook.com/docs/threads
twitter-bearer-token; AAAAAAAAAAAAAAAAAAAAA; q30-; docs.x.com/resources/fundamentals/authentication/oauth-2-0/application-only; weak
pinterest-token; pina_; a32-; developers.pinterest.com/docs/getting-started/authentication
matrix-token; syt_; B8-100 _ a20 _ a6; spec.matrix.org/latest/client-server-api
intercom-token; dG9rO; B55; developers.intercom.com/docs/build-an-integration/learn-more/authentication
hubspot-private-app-token; pat-na1- pat-na2- pat-eu1- pat-ap1-; uuid; developers.hubspot.com/docs/guides/apps/private-apps/overview
calcom-key; cal_live_; h32; cal.com/docs/api-reference/v2/introduction
calcom-test-key; cal_; h32; cal.com/docs/api-reference/v2/introduction
liveblocks-secret; sk_dev_; b60-; liveblocks.io/docs/authentication
ably-key; ; a6 . a6 : b43; ably.com/docs/auth/basic; weak
pushbullet-token; o.; a32; docs.pushbullet.com; weak
pubnub-secret; sec-c-; B48; www.pubnub.com/docs/general/setup/account-setup
`;
