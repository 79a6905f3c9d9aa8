/** Payment, commerce, exchanges and market data. */
export const money = `
plaid-client-id; plaid; a24; plaid.com/docs/quickstart/glossary
plaid-secret; plaid; a30; plaid.com/docs/quickstart/glossary
finicity-secret; finicity; l20; developer.mastercard.com/open-finance-us/documentation/onboarding
finicity-token; finicity; h32; developer.mastercard.com/open-finance-us/documentation/onboarding
coinbase-token; coinbase; U64; docs.cdp.coinbase.com
binance-key; binance; a64; developers.binance.com/docs/binance-spot-api-docs/rest-api
bittrex-key; bittrex; a32; bittrex.github.io/api/v3
kraken-key; kraken; U80-90; docs.kraken.com/api/docs/guides/spot-rest-auth
kucoin-key; kucoin; h24; www.kucoin.com/docs/basics/connection-method/authentication/creating-a-request
kucoin-secret; kucoin; UUID; www.kucoin.com/docs/basics/connection-method/authentication/creating-a-request
bitfinex-key; bitfinex; a43; docs.bitfinex.com/docs/rest-auth
bitmex-secret; bitmex; b48; www.bitmex.com/app/apiKeysUsage
razorpay-secret; razorpay; a24; razorpay.com/docs/api/authentication
paypal-secret; paypal; b80; developer.paypal.com/api/rest/authentication
braintree-key; braintree; h32; developer.paypal.com/braintree/articles/control-panel/important-gateway-credentials
dwolla-secret; dwolla; a50; developers.dwolla.com/docs/auth
wise-token; +wise transferwise; UUID; docs.wise.com/api-docs/features/authentication-access
etsy-token; etsy; l24; developers.etsy.com/documentation/essentials/authentication
ebay-secret; ebay; PRD- h12 - h4 - h4 - h4 - h4; developer.ebay.com/api-docs/static/oauth-credentials.html
squarespace-token; squarespace; UUID; developers.squarespace.com/commerce-apis/authentication-and-permissions
bigcommerce-token; bigcommerce; l31; developer.bigcommerce.com/docs/start/authentication/api-accounts
taxjar-token; taxjar; h32; developers.taxjar.com/api/reference
lob-public-key; lob; test_pub_ h31; docs.lob.com
lob-public-key; lob; live_pub_ h31; docs.lob.com
flutterwave-public-key; flutterwave; FLWPUBK_TEST- h32 -X; developer.flutterwave.com/docs/authentication
recurly-key; recurly; h32; recurly.com/developers/api
chargify-key; chargify; a40-43; developers.maxio.com
finnhub-token; finnhub; a20; finnhub.io/docs/api/authentication
alphavantage-key; alphavantage; u16; www.alphavantage.co/documentation
polygon-key; +polygon; a32; polygon.io/docs
alpaca-secret; +alpaca; a40; docs.alpaca.markets/docs/authentication
tradier-token; tradier; a28; documentation.tradier.com
quandl-key; quandl; b20; docs.data.nasdaq.com
coinmarketcap-key; coinmarketcap; UUID; coinmarketcap.com/api/documentation
cryptocompare-key; cryptocompare; h64; min-api.cryptocompare.com/documentation
infura-key; infura; h32; docs.metamask.io/services/how-to/secure-an-api
alchemy-key; +alchemy; b32; www.alchemy.com/docs/create-an-api-key
etherscan-key; etherscan bscscan polygonscan arbiscan; u34; docs.etherscan.io/getting-an-api-key
blockfrost-key; blockfrost; mainnet a32; docs.blockfrost.io
exchangerate-key; exchangerate; h24; www.exchangerate-api.com/docs/overview
currencylayer-key; currencylayer fixer; h32; currencylayer.com/documentation
intrinio-key; intrinio; a44; docs.intrinio.com
`;
