import { row, type TokenRow } from './token-row.js';

const stripe = 'docs.stripe.com/keys';
const square = 'developer.squareup.com/docs/build-basics/access-tokens';
const shopify = 'shopify.dev/docs/apps/build/authentication-authorization';
const flutterwave = 'developer.flutterwave.com/docs/authentication';
const razorpay = 'razorpay.com/docs/api/authentication';
const plaid = 'plaid.com/docs/quickstart/glossary';
const paddle = 'developer.paddle.com/api-reference/about/authentication';
const braintree = 'developer.paypal.com/braintree/docs/guides/authorization/overview';
const easypost = 'docs.easypost.com/docs/authentication';
const shippo = 'docs.goshippo.com/docs/guides_general/authentication';
const duffel = 'duffel.com/docs/api/overview/making-requests';
const mercadopago = 'www.mercadopago.com/developers/en/docs/credentials';
const omise = 'docs.opn.ooo/api-keys';
const polar = 'polar.sh/docs/integrate/oat';
const uuid = 'h8 - h4 - h4 - h4 - h12';
const weak = { isWeak: true };

/** Payment, commerce and delivery of goods. */
export const payment: readonly TokenRow[] = [
  row('paystack-key', 'sk_live_ sk_test_', 'h40', 'paystack.com/docs/api/authentication'),
  row('stripe-key', 'sk_live_ sk_prod_', 'a24-', stripe),
  row('stripe-test-key', 'sk_test_', 'a24-', stripe),
  row('stripe-restricted-key', 'rk_live_ rk_prod_', 'a24-', stripe),
  row('stripe-restricted-test-key', 'rk_test_', 'a24-', stripe),
  row('stripe-organization-key', 'sk_org_live_ sk_org_test_', 'a20-', stripe),
  row('stripe-webhook-secret', 'whsec_', 'B24-', 'docs.stripe.com/webhooks'),
  row('stripe-ephemeral-key', 'ek_live_ ek_test_', 'a40-', 'docs.stripe.com/api/ephemeral_keys'),
  row(
    'stripe-client-secret',
    'pi_ seti_',
    'a14-30 _secret_ a20-30',
    'docs.stripe.com/api/payment_intents/object',
  ),
  row('square-token', 'EAAA', 'b60', square),
  row('square-access-token', 'sq0atp-', 'b22-60', square),
  row('square-secret', 'sq0csp-', 'b22-60', square),
  row('shopify-token', 'shpat_', 'a32-40', shopify),
  row('shopify-custom-token', 'shpca_', 'a32-40', shopify),
  row('shopify-private-token', 'shppa_', 'a32-40', shopify),
  row('shopify-secret', 'shpss_', 'a32-40', shopify),
  row('shopify-partner-token', 'prtapi_', 'h32', shopify),
  row('flutterwave-test-key', 'FLWSECK_TEST-', 'l12-32 -X', flutterwave),
  row('flutterwave-test-encryption-key', 'FLWSECK_TEST-', 'l12', flutterwave),
  row('flutterwave-test-encryption-key', 'FLWSECK_TEST', 'l12', flutterwave),
  row('flutterwave-key', 'FLWSECK-', 'l12-32 -X', flutterwave),
  row('flutterwave-encryption-key', 'FLWSECK-', 'l12', flutterwave),
  row('razorpay-key', 'rzp_live_', 'a14', razorpay),
  row('razorpay-test-key', 'rzp_test_', 'a14', razorpay),
  row('mollie-key', 'live_ test_', 'a30', 'docs.mollie.com/reference/authentication', weak),
  row(
    'mollie-organization-token',
    'access_',
    'a30-',
    'docs.mollie.com/reference/authentication',
    weak,
  ),
  row(
    'gocardless-token',
    'live_ sandbox_',
    'U40',
    'developer.gocardless.com/getting-started/api/introduction',
    weak,
  ),
  row('lob-key', 'live_ test_', 'h35', 'docs.lob.com/#tag/Authentication'),
  row('plaid-access-token', 'access-sandbox-', uuid, plaid),
  row('plaid-development-token', 'access-development-', uuid, plaid),
  row('plaid-production-token', 'access-production-', uuid, plaid),
  row('paddle-key', 'pdl_live_apikey_', 'l26 _ a22 _ a3', paddle),
  row('paddle-sandbox-key', 'pdl_sdbx_apikey_', 'l26 _ a22 _ a3', paddle),
  row('paddle-webhook-secret', 'pdl_ntfset_', 'l26 _ b30-', paddle),
  row('braintree-token', 'access_token$production$', 'l16 $ h32', braintree),
  row('braintree-sandbox-token', 'access_token$sandbox$', 'l16 $ h32', braintree),
  row('adyen-key', 'AQE', 'U60- . U10-', 'docs.adyen.com/development-resources/api-credentials'),
  row('mercadopago-token', 'APP_USR-', 'd10-20 - d6 - h32 - d5-12', mercadopago),
  row('mercadopago-test-token', 'TEST-', 'd10-20 - d6 - h32 - d5-12', mercadopago),
  row('easypost-key', 'EZAK', 'a54', easypost),
  row('easypost-test-key', 'EZTK', 'a54', easypost),
  row('shippo-token', 'shippo_live_', 'h40', shippo),
  row('shippo-test-token', 'shippo_test_', 'h40', shippo),
  row('duffel-token', 'duffel_live_', 'U43', duffel),
  row('duffel-test-token', 'duffel_test_', 'U43', duffel),
  row(
    'checkout-key',
    'sk_sbox_',
    'l26-',
    'www.checkout.com/docs/developer-resources/api/api-authentication',
  ),
  row('sumup-key', 'sup_sk_', 'a30-', 'developer.sumup.com/tools/authorization/api-keys'),
  row(
    'klarna-key',
    'klarna_live_api_ klarna_test_api_',
    'U40-',
    'docs.klarna.com/api/authentication',
  ),
  row('xendit-key', 'xnd_production_ xnd_development_', 'a40-', 'docs.xendit.co/docs/api-keys'),
  row(
    'midtrans-key',
    'Mid-server- SB-Mid-server-',
    'b20-',
    'docs.midtrans.com/docs/midtrans-account',
  ),
  row('omise-key', 'skey_', 'l19', omise),
  row('omise-test-key', 'skey_test_', 'l19', omise),
  row(
    'revolut-key',
    'oa_prod_ oa_sand_',
    'b40-',
    'developer.revolut.com/docs/guides/manage-accounts/get-started/make-your-first-api-request',
  ),
  row('polar-token', 'polar_oat_', 'a40-', polar),
  row('polar-personal-token', 'polar_pat_', 'a40-', polar),
  row('polar-webhook-secret', 'polar_whs_', 'a40-', polar),
  row('recharge-key', 'sk_1x1_ sk_2x2_', 'h64', 'developer.rechargepayments.com'),
  row(
    'cashfree-secret',
    'cfsk_ma_prod_ cfsk_ma_test_',
    'h32 _ h8',
    'www.cashfree.com/docs/api-reference/authentication',
  ),
  row('alchemy-token', 'alcht_', 'a30', 'www.alchemy.com/docs/how-to-create-access-tokens'),
  row('quicknode-key', 'QN_', 'h32', 'www.quicknode.com/docs/console-api'),
  row('tatum-key', 't-', `h24 - h24`, 'docs.tatum.io/docs/api-keys'),
];
