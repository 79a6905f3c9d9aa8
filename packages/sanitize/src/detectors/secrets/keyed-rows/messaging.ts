/** Messaging, mail, support and social networks. */
export const messaging = `
discord-client-id; discord; d17-20; docs.discord.com/developers/topics/oauth2
discord-client-secret; discord; U32; docs.discord.com/developers/topics/oauth2
discord-token; discord; h64; docs.discord.com/developers/topics/oauth2
twilio-token; twilio; h32; www.twilio.com/docs/iam/api
mailgun-public-key; mailgun; pubkey- h32; documentation.mailgun.com/docs/mailgun/api-reference/mg-auth
mailgun-key; mailgun; h32 - h8 - h8; documentation.mailgun.com/docs/mailgun/api-reference/mg-auth
mailgun-legacy-key; mailgun; h32; documentation.mailgun.com/docs/mailgun/api-reference/mg-auth
mailjet-key; mailjet; h32; dev.mailjet.com/email/reference/overview/authentication
sparkpost-key; sparkpost; h40; developers.sparkpost.com/api
postmark-token; postmark; UUID; postmarkapp.com/developer/api/overview
mandrill-legacy-key; mandrill; b22; mailchimp.com/developer/transactional/guides/quick-start
mailchimp-bare-key; mailchimp; h32; mailchimp.com/developer/marketing/guides/quick-start
customerio-key; customerio; h20; docs.customer.io/integrations/api/track
messagebird-key; messagebird; a25; developers.messagebird.com/api
messagebird-client-id; messagebird; UUID; developers.messagebird.com/api
vonage-secret; vonage nexmo; a16; developer.vonage.com/en/getting-started/concepts/authentication
plivo-token; plivo; a40; www.plivo.com/docs/account/api/overview
sinch-secret; sinch; b26-32; developers.sinch.com/docs/sms/api-reference/authentication
pusher-secret; +pusher; h20; pusher.com/docs/channels/library_auth_reference/rest-api
stream-secret; getstream; l64; getstream.io/chat/docs/rest
zendesk-token; zendesk; a40; developer.zendesk.com/api-reference/introduction/security-and-auth
freshdesk-key; freshdesk; a20; developers.freshdesk.com/api
intercom-key; +intercom; U60; developers.intercom.com/docs/build-an-integration/learn-more/authentication
hubspot-key; hubspot hapikey; UUID; developers.hubspot.com/docs/guides/apps/authentication/intro-to-auth
mattermost-token; mattermost; a26; developers.mattermost.com/integrate/reference/personal-access-token
rocketchat-token; rocketchat; b43; developer.rocket.chat/apidocs
zulip-key; zulip; a32; zulip.com/api/api-keys
pushover-token; pushover; l30; pushover.net/api
line-channel-token; +line; B172; developers.line.biz/en/docs/basics/channel-access-token
facebook-secret; facebook fb; h32; developers.facebook.com/docs/facebook-login/security
facebook-app-token; facebook fb; b27; developers.facebook.com/docs/facebook-login/guides/access-tokens
twitter-key; twitter; a25; docs.x.com/resources/fundamentals/authentication/oauth-1-0a/api-key-and-secret
twitter-secret; twitter; a50; docs.x.com/resources/fundamentals/authentication/oauth-1-0a/api-key-and-secret
twitter-access-token; twitter; d15-25 - a20-45; docs.x.com/resources/fundamentals/authentication/oauth-1-0a/api-key-and-secret
twitter-access-secret; twitter; a45; docs.x.com/resources/fundamentals/authentication/oauth-1-0a/api-key-and-secret
linkedin-client-id; linkedin; a14; learn.microsoft.com/linkedin/shared/authentication/authentication
linkedin-client-secret; linkedin; a16; learn.microsoft.com/linkedin/shared/authentication/authentication
flickr-key; flickr; a32; www.flickr.com/services/api/misc.api_keys.html
twitch-token; twitch; l30; dev.twitch.tv/docs/authentication
reddit-secret; reddit; b27-30; github.com/reddit-archive/reddit/wiki/OAuth2
reddit-client-id; reddit; b14; github.com/reddit-archive/reddit/wiki/OAuth2
tumblr-key; tumblr; a50; www.tumblr.com/docs/en/api/v2
snapchat-secret; snapchat; h20; developers.snap.com/api/marketing-api/Ads-API/authentication
tiktok-secret; tiktok; a32; developers.tiktok.com/doc/login-kit-manage-user-access-tokens
sendbird-token; sendbird; h40; sendbird.com/docs/chat/platform-api/v3/prepare-to-use-api
sendbird-id; sendbird; UUID; sendbird.com/docs/chat/platform-api/v3/prepare-to-use-api
telnyx-legacy-token; telnyx; b20-24; developers.telnyx.com
clicksend-key; clicksend; UUID; developers.clicksend.com/docs
infobip-key; infobip; h32 - uuid; www.infobip.com/docs/essentials/api-essentials/api-authentication
mailerlite-key; mailerlite; h32; developers-classic.mailerlite.com
moosend-key; moosend; UUID; docs.moosend.com
iterable-key; iterable; h32; support.iterable.com/hc/en-us/articles/360043464871-API-Keys
braze-key; braze; UUID; www.braze.com/docs/api/basics
gitbook-legacy-token; gitbook; a43-; developer.gitbook.com/gitbook-api/authentication
`;
