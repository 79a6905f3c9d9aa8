/** What teams work with: boards, documents, forms, content, maps, devices. */
export const productivity = `
linear-key; lin_api_; a40-; linear.app/developers
linear-oauth-token; lin_oauth_; a40-64; linear.app/developers/oauth-2-0-authentication
linear-webhook-secret; lin_wh_; a40; linear.app/developers/webhooks
notion-token; ntn_; d11 a35; developers.notion.com/reference/authentication
notion-legacy-token; secret_; a43; developers.notion.com/reference/authentication
figma-token; figd_; b40-45; www.figma.com/developers/api#access-tokens
figma-oauth-token; figu_ figo_; b40-45; www.figma.com/developers/api#access-tokens
clickup-token; pk_; d6-12 _ u32; developer.clickup.com/docs/authentication
trello-token; ATTA; a64-80; developer.atlassian.com/cloud/trello/guides/rest-api/api-introduction
asana-token; 1/; d14-18 : h32; developers.asana.com/docs/personal-access-token
contentful-token; CFPAT-; b43; www.contentful.com/developers/docs/references/authentication
dropbox-token; sl.; b130-; www.dropbox.com/developers/reference/auth-types
dropbox-team-token; sl.u.; b130-; www.dropbox.com/developers/reference/auth-types
typeform-token; tfp_; q59; www.typeform.com/developers/get-started/personal-access-token
frameio-token; fio-u-; U64; developer.frame.io/docs/getting-started/authentication
adobe-secret; p8e-; l32; developer.adobe.com/developer-console/docs/guides/authentication
mapbox-secret-token; sk.eyJ; t60-; docs.mapbox.com/help/glossary/access-token
mapbox-temporary-token; tk.eyJ; t60-; docs.mapbox.com/help/glossary/access-token
readme-key; rdme_; l70; docs.readme.com/main/reference/intro/authentication
gitbook-token; gb_api_; a40; developer.gitbook.com/gitbook-api/authentication
adafruit-key; aio_; a28; io.adafruit.com/api/docs
salesforce-token; 00D; a12-15 ! t80-; help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_tokens_scopes.htm
salesforce-consumer-key; 3MVG9; t80-; help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_tokens_scopes.htm
zoho-token; 1000.; h32 . h32; www.zoho.com/crm/developer/docs/api/v8/oauth-overview.html
maxmind-key; ; a6 _ a29 _mmk; dev.maxmind.com/license-key
foursquare-key; fsq3; B45; docs.foursquare.com/developer/docs/manage-api-keys
beamer-key; b_; B44; www.getbeamer.com/api; weak
sanity-token; sk; a78-180; www.sanity.io/docs/http-auth; weak
builder-private-key; bpk-; h32; www.builder.io/c/docs/private-api-key
wakatime-key; waka_; uuid; wakatime.com/developers
ubidots-token; BBFF- BBUS-; a30-34; docs.ubidots.com
twitch-stream-key; live_; d6-12 _ a30; dev.twitch.tv/docs/api
ghost-admin-key; ; h24 : h64; ghost.org/docs/admin-api
wix-key; IST.eyJ; t100-; dev.wix.com/docs/rest/account-level/about-api-keys
`;
