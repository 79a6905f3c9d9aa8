import { type KeyedRow, keyed, UUID } from './keyed-row.js';

const plaid = 'plaid.com/docs/quickstart/glossary';
const kucoin = 'www.kucoin.com/docs/basics/connection-method/authentication/creating-a-request';
const bittrex = 'bittrex.github.io/api/v3';
const finicity = 'developer.mastercard.com/open-finance-us/documentation/onboarding';

/** Payment, commerce, exchanges and market data. */
export const money: readonly KeyedRow[] = [
  keyed('plaid-client-id', 'plaid', 'a24', plaid),
  keyed('plaid-secret', 'plaid', 'a30', plaid),
  keyed('finicity-secret', 'finicity', 'l20', finicity),
  keyed('finicity-token', 'finicity', 'h32', finicity),
  keyed('coinbase-token', 'coinbase', 'U64', 'docs.cdp.coinbase.com'),
  keyed(
    'binance-key',
    'binance',
    'a64',
    'developers.binance.com/docs/binance-spot-api-docs/rest-api',
  ),
  keyed('bittrex-key', 'bittrex', 'a32', bittrex),
  keyed('kraken-key', 'kraken', 'U80-90', 'docs.kraken.com/api/docs/guides/spot-rest-auth'),
  keyed('kucoin-key', 'kucoin', 'h24', kucoin),
  keyed('kucoin-secret', 'kucoin', UUID, kucoin),
  keyed('bitfinex-key', 'bitfinex', 'a43', 'docs.bitfinex.com/docs/rest-auth'),
  keyed('bitmex-secret', 'bitmex', 'b48', 'www.bitmex.com/app/apiKeysUsage'),
  keyed('razorpay-secret', 'razorpay', 'a24', 'razorpay.com/docs/api/authentication'),
  keyed('paypal-secret', 'paypal', 'b80', 'developer.paypal.com/api/rest/authentication'),
  keyed(
    'braintree-key',
    'braintree',
    'h32',
    'developer.paypal.com/braintree/articles/control-panel/important-gateway-credentials',
  ),
  keyed('dwolla-secret', 'dwolla', 'a50', 'developers.dwolla.com/docs/auth'),
  keyed(
    'wise-token',
    '+wise transferwise',
    UUID,
    'docs.wise.com/api-docs/features/authentication-access',
  ),
  keyed('etsy-token', 'etsy', 'l24', 'developers.etsy.com/documentation/essentials/authentication'),
  keyed(
    'ebay-secret',
    'ebay',
    'PRD- h12 - h4 - h4 - h4 - h4',
    'developer.ebay.com/api-docs/static/oauth-credentials.html',
  ),
  keyed(
    'squarespace-token',
    'squarespace',
    UUID,
    'developers.squarespace.com/commerce-apis/authentication-and-permissions',
  ),
  keyed(
    'bigcommerce-token',
    'bigcommerce',
    'l31',
    'developer.bigcommerce.com/docs/start/authentication/api-accounts',
  ),
  keyed('taxjar-token', 'taxjar', 'h32', 'developers.taxjar.com/api/reference'),
  keyed('lob-public-key', 'lob', 'test_pub_ h31', 'docs.lob.com'),
  keyed('lob-public-key', 'lob', 'live_pub_ h31', 'docs.lob.com'),
  keyed(
    'flutterwave-public-key',
    'flutterwave',
    'FLWPUBK_TEST- h32 -X',
    'developer.flutterwave.com/docs/authentication',
  ),
  keyed('recurly-key', 'recurly', 'h32', 'recurly.com/developers/api'),
  keyed('chargify-key', 'chargify', 'a40-43', 'developers.maxio.com'),
  keyed('finnhub-token', 'finnhub', 'a20', 'finnhub.io/docs/api/authentication'),
  keyed('alphavantage-key', 'alphavantage', 'u16', 'www.alphavantage.co/documentation'),
  keyed('polygon-key', '+polygon', 'a32', 'polygon.io/docs'),
  keyed('alpaca-secret', '+alpaca', 'a40', 'docs.alpaca.markets/docs/authentication'),
  keyed('tradier-token', 'tradier', 'a28', 'documentation.tradier.com'),
  keyed('quandl-key', 'quandl', 'b20', 'docs.data.nasdaq.com'),
  keyed('coinmarketcap-key', 'coinmarketcap', UUID, 'coinmarketcap.com/api/documentation'),
  keyed('cryptocompare-key', 'cryptocompare', 'h64', 'min-api.cryptocompare.com/documentation'),
  keyed('infura-key', 'infura', 'h32', 'docs.metamask.io/services/how-to/secure-an-api'),
  keyed('alchemy-key', '+alchemy', 'b32', 'www.alchemy.com/docs/create-an-api-key'),
  keyed(
    'etherscan-key',
    'etherscan bscscan polygonscan arbiscan',
    'u34',
    'docs.etherscan.io/getting-an-api-key',
  ),
  keyed('blockfrost-key', 'blockfrost', 'mainnet a32', 'docs.blockfrost.io'),
  keyed('exchangerate-key', 'exchangerate', 'h24', 'www.exchangerate-api.com/docs/overview'),
  keyed('currencylayer-key', 'currencylayer fixer', 'h32', 'currencylayer.com/documentation'),
  keyed('intrinio-key', 'intrinio', 'a44', 'docs.intrinio.com'),
];
