/** What teams work with, content, maps, weather, media, devices. */
export const tools = `
asana-client-id; asana; d16; developers.asana.com/docs/oauth
asana-client-secret; asana; l32; developers.asana.com/docs/oauth
adobe-client-id; adobe; h32; developer.adobe.com/developer-console/docs/guides/authentication
airtable-key; airtable; a17; support.airtable.com/docs/how-do-i-get-my-api-key
atlassian-legacy-token; atlassian jira confluence; a24; support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account
trello-key; trello; a32; developer.atlassian.com/cloud/trello/guides/rest-api/authorization
trello-legacy-token; trello; h64; developer.atlassian.com/cloud/trello/guides/rest-api/authorization
dropbox-key; dropbox; a15; www.dropbox.com/developers/reference/auth-types
dropbox-legacy-token; dropbox; b64; www.dropbox.com/developers/reference/auth-types
box-secret; +box; a32; developer.box.com/guides/authentication
contentful-delivery-token; contentful; U43; www.contentful.com/developers/docs/references/authentication
datocms-token; datocms dato; h30; www.datocms.com/docs/content-management-api/authentication
freshbooks-token; freshbooks; l64; www.freshbooks.com/api/authentication
linear-client-secret; +linear; h32; linear.app/developers/oauth-2-0-authentication
todoist-token; todoist; h40; developer.todoist.com
shortcut-key; +shortcut clubhouse; UUID; developer.shortcut.com/api/rest/v3
pipedrive-token; pipedrive; h40; pipedrive.readme.io/docs/core-api-concepts-authentication
zoom-secret; +zoom; a32; developers.zoom.us/docs/internal-apps
calendly-secret; calendly; b43; developer.calendly.com
webflow-token; webflow; h64; developers.webflow.com/data/reference/authentication
jotform-key; jotform; h32; api.jotform.com/docs
smartsheet-token; smartsheet; a26-37; developers.smartsheet.com/api/smartsheet/guides/basics/authentication
lokalise-token; lokalise; h40; developers.lokalise.com/reference/api-authentication
crowdin-token; crowdin; h80; support.crowdin.com/developer/api/v2
phrase-token; +phrase phraseapp; h64; developers.phrase.com/api
rapidapi-key; rapidapi; b50; docs.rapidapi.com/docs/keys
here-key; +here; b43; www.here.com/docs/bundle/identity-and-access-management-developer-guide
tomtom-key; tomtom; a32; developer.tomtom.com/knowledgebase/platform/articles/how-to-get-an-tomtom-api-key
graphhopper-key; graphhopper; UUID; docs.graphhopper.com
opencage-key; opencage; h32; opencagedata.com/api
openweather-key; openweather openweathermap owm; h32; openweathermap.org/appid
weatherapi-key; weatherapi; h31; www.weatherapi.com/docs
accuweather-key; accuweather; a32; developer.accuweather.com
ipinfo-token; ipinfo; h14; ipinfo.io/developers
ipstack-key; ipstack ipapi; h32; ipstack.com/documentation
newsapi-key; newsapi; h32; newsapi.org/docs/authentication
nytimes-key; nytimes newyorktimes; U32; developer.nytimes.com/get-started
guardian-key; +guardian; UUID; open-platform.theguardian.com/documentation
giphy-key; giphy; a32; developers.giphy.com/docs/api
unsplash-key; unsplash; b43; unsplash.com/documentation
pexels-key; pexels; a56; www.pexels.com/api/documentation
pixabay-key; pixabay; d7-9 - h25; pixabay.com/api/docs
tmdb-key; tmdb themoviedb; h32; developer.themoviedb.org/docs/getting-started
lastfm-key; lastfm; h32; www.last.fm/api/authentication
spotify-secret; spotify; h32; developer.spotify.com/documentation/web-api/concepts/apps
strava-secret; strava; h40; developers.strava.com/docs/authentication
vimeo-token; vimeo; h32; developer.vimeo.com/api/authentication
wistia-token; wistia; h64; docs.wistia.com/reference/getting-started-with-the-data-api
yelp-key; yelp; b128; docs.developer.yelp.com/docs/places-authentication
meraki-key; meraki; h40; developer.cisco.com/meraki/api-v1/authorization
webex-token; webex; b64 _ b4 _ uuid; developer.webex.com/docs/getting-started
particle-token; +particle; h40; docs.particle.io/reference/cloud-apis/access-tokens
scraperapi-key; scraperapi; h32; docs.scraperapi.com
zenrows-key; zenrows; h40; docs.zenrows.com
browserless-token; browserless; UUID; docs.browserless.io
cloudmersive-key; cloudmersive; UUID; api.cloudmersive.com/docs
clearbit-key; clearbit; sk_ h32; dashboard.clearbit.com/docs
wakatime-bare-key; wakatime; UUID; wakatime.com/developers
steam-key; +steam; u32; steamcommunity.com/dev
riot-key; +riot; RGAPI- UUID; developer.riotgames.com/docs/portal
bungie-key; bungie; h32; github.com/Bungie-net/api/wiki
nasa-key; nasa; a40; api.nasa.gov
edamam-key; edamam; h32; developer.edamam.com
spoonacular-key; spoonacular; h32; spoonacular.com/food-api/docs
amadeus-secret; amadeus; a16; developers.amadeus.com/self-service/apis-docs/guides/developer-guides/api-keys
aviationstack-key; aviationstack; h32; aviationstack.com/documentation
`;
