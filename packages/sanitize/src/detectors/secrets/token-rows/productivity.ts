import { row, type TokenRow } from './token-row.js';

const notion = 'developers.notion.com/reference/authentication';
const contentful = 'www.contentful.com/developers/docs/references/authentication';
const mapbox = 'docs.mapbox.com/help/glossary/access-token';
const salesforce = 'help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_tokens_scopes.htm';
const figma = 'www.figma.com/developers/api#access-tokens';
const uuid = 'h8 - h4 - h4 - h4 - h12';

/** What teams work with: boards, documents, forms, content, maps, devices. */
export const productivity: readonly TokenRow[] = [
  row('linear-key', 'lin_api_', 'a40-', 'linear.app/developers'),
  row(
    'linear-oauth-token',
    'lin_oauth_',
    'a40-64',
    'linear.app/developers/oauth-2-0-authentication',
  ),
  row('linear-webhook-secret', 'lin_wh_', 'a40', 'linear.app/developers/webhooks'),
  row('notion-token', 'ntn_', 'd11 a35', notion),
  row('notion-legacy-token', 'secret_', 'a43', notion),
  row('figma-token', 'figd_', 'b40-45', figma),
  row('figma-oauth-token', 'figu_ figo_', 'b40-45', figma),
  row('clickup-token', 'pk_', 'd6-12 _ u32', 'developer.clickup.com/docs/authentication'),
  row(
    'trello-token',
    'ATTA',
    'a64-80',
    'developer.atlassian.com/cloud/trello/guides/rest-api/api-introduction',
  ),
  row('asana-token', '1/', 'd14-18 : h32', 'developers.asana.com/docs/personal-access-token'),
  row('contentful-token', 'CFPAT-', 'b43', contentful),
  row('dropbox-token', 'sl.', 'b130-', 'www.dropbox.com/developers/reference/auth-types'),
  row('dropbox-team-token', 'sl.u.', 'b130-', 'www.dropbox.com/developers/reference/auth-types'),
  row(
    'typeform-token',
    'tfp_',
    'q59',
    'www.typeform.com/developers/get-started/personal-access-token',
  ),
  row('frameio-token', 'fio-u-', 'U64', 'developer.frame.io/docs/getting-started/authentication'),
  row(
    'adobe-secret',
    'p8e-',
    'l32',
    'developer.adobe.com/developer-console/docs/guides/authentication',
  ),
  row('mapbox-secret-token', 'sk.eyJ', 't60-', mapbox),
  row('mapbox-temporary-token', 'tk.eyJ', 't60-', mapbox),
  row('readme-key', 'rdme_', 'l70', 'docs.readme.com/main/reference/intro/authentication'),
  row('gitbook-token', 'gb_api_', 'a40', 'developer.gitbook.com/gitbook-api/authentication'),
  row('adafruit-key', 'aio_', 'a28', 'io.adafruit.com/api/docs'),
  row('salesforce-token', '00D', 'a12-15 ! t80-', salesforce),
  row('salesforce-consumer-key', '3MVG9', 't80-', salesforce),
  row(
    'zoho-token',
    '1000.',
    'h32 . h32',
    'www.zoho.com/crm/developer/docs/api/v8/oauth-overview.html',
  ),
  row('maxmind-key', '', 'a6 _ a29 _mmk', 'dev.maxmind.com/license-key'),
  row('foursquare-key', 'fsq3', 'B45', 'docs.foursquare.com/developer/docs/manage-api-keys'),
  row('beamer-key', 'b_', 'B44', 'www.getbeamer.com/api', { isWeak: true }),
  row('sanity-token', 'sk', 'a78-180', 'www.sanity.io/docs/http-auth', { isWeak: true }),
  row('builder-private-key', 'bpk-', 'h32', 'www.builder.io/c/docs/private-api-key'),
  row('wakatime-key', 'waka_', uuid, 'wakatime.com/developers'),
  row('ubidots-token', 'BBFF- BBUS-', 'a30-34', 'docs.ubidots.com'),
  row('twitch-stream-key', 'live_', 'd6-12 _ a30', 'dev.twitch.tv/docs/api'),
  row('ghost-admin-key', '', 'h24 : h64', 'ghost.org/docs/admin-api'),
  row('wix-key', 'IST.eyJ', 't100-', 'dev.wix.com/docs/rest/account-level/about-api-keys'),
];
