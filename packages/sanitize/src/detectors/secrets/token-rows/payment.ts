/** Payment, commerce and delivery of goods. */
export const payment = `
paystack-key; sk_live_ sk_test_; h40; paystack.com/docs/api/authentication
stripe-key; sk_live_ sk_prod_; a24-; docs.stripe.com/keys
stripe-test-key; sk_test_; a24-; docs.stripe.com/keys
stripe-restricted-key; rk_live_ rk_prod_; a24-; docs.stripe.com/keys
stripe-restricted-test-key; rk_test_; a24-; docs.stripe.com/keys
stripe-organization-key; sk_org_live_ sk_org_test_; a20-; docs.stripe.com/keys
stripe-webhook-secret; whsec_; B24-; docs.stripe.com/webhooks
stripe-ephemeral-key; ek_live_ ek_test_; a40-; docs.stripe.com/api/ephemeral_keys
stripe-client-secret; pi_ seti_; a14-30 _secret_ a20-30; docs.stripe.com/api/payment_intents/object
square-token; EAAA; b60; developer.squareup.com/docs/build-basics/access-tokens
square-access-token; sq0atp-; b22-60; developer.squareup.com/docs/build-basics/access-tokens
square-secret; sq0csp-; b22-60; developer.squareup.com/docs/build-basics/access-tokens
shopify-token; shpat_; a32-40; shopify.dev/docs/apps/build/authentication-authorization
shopify-custom-token; shpca_; a32-40; shopify.dev/docs/apps/build/authentication-authorization
shopify-private-token; shppa_; a32-40; shopify.dev/docs/apps/build/authentication-authorization
shopify-secret; shpss_; a32-40; shopify.dev/docs/apps/build/authentication-authorization
shopify-partner-token; prtapi_; h32; shopify.dev/docs/apps/build/authentication-authorization
flutterwave-test-key; FLWSECK_TEST-; l12-32 -X; developer.flutterwave.com/docs/authentication
flutterwave-test-encryption-key; FLWSECK_TEST-; l12; developer.flutterwave.com/docs/authentication
flutterwave-test-encryption-key; FLWSECK_TEST; l12; developer.flutterwave.com/docs/authentication
flutterwave-key; FLWSECK-; l12-32 -X; developer.flutterwave.com/docs/authentication
flutterwave-encryption-key; FLWSECK-; l12; developer.flutterwave.com/docs/authentication
razorpay-key; rzp_live_; a14; razorpay.com/docs/api/authentication
razorpay-test-key; rzp_test_; a14; razorpay.com/docs/api/authentication
mollie-key; live_ test_; a30; docs.mollie.com/reference/authentication; weak
mollie-organization-token; access_; a30-; docs.mollie.com/reference/authentication; weak
gocardless-token; live_ sandbox_; U40; developer.gocardless.com/getting-started/api/introduction; weak
lob-key; live_ test_; h35; docs.lob.com/#tag/Authentication
plaid-access-token; access-sandbox-; uuid; plaid.com/docs/quickstart/glossary
plaid-development-token; access-development-; uuid; plaid.com/docs/quickstart/glossary
plaid-production-token; access-production-; uuid; plaid.com/docs/quickstart/glossary
paddle-key; pdl_live_apikey_; l26 _ a22 _ a3; developer.paddle.com/api-reference/about/authentication
paddle-sandbox-key; pdl_sdbx_apikey_; l26 _ a22 _ a3; developer.paddle.com/api-reference/about/authentication
paddle-webhook-secret; pdl_ntfset_; l26 _ b30-; developer.paddle.com/api-reference/about/authentication
braintree-token; access_token$production$; l16 $ h32; developer.paypal.com/braintree/docs/guides/authorization/overview
braintree-sandbox-token; access_token$sandbox$; l16 $ h32; developer.paypal.com/braintree/docs/guides/authorization/overview
adyen-key; AQE; U60- . U10-; docs.adyen.com/development-resources/api-credentials
mercadopago-token; APP_USR-; d10-20 - d6 - h32 - d5-12; www.mercadopago.com/developers/en/docs/credentials
mercadopago-test-token; TEST-; d10-20 - d6 - h32 - d5-12; www.mercadopago.com/developers/en/docs/credentials
easypost-key; EZAK; a54; docs.easypost.com/docs/authentication
easypost-test-key; EZTK; a54; docs.easypost.com/docs/authentication
shippo-token; shippo_live_; h40; docs.goshippo.com/docs/guides_general/authentication
shippo-test-token; shippo_test_; h40; docs.goshippo.com/docs/guides_general/authentication
duffel-token; duffel_live_; U43; duffel.com/docs/api/overview/making-requests
duffel-test-token; duffel_test_; U43; duffel.com/docs/api/overview/making-requests
checkout-key; sk_sbox_; l26-; www.checkout.com/docs/developer-resources/api/api-authentication
sumup-key; sup_sk_; a30-; developer.sumup.com/tools/authorization/api-keys
klarna-key; klarna_live_api_ klarna_test_api_; U40-; docs.klarna.com/api/authentication
xendit-key; xnd_production_ xnd_development_; a40-; docs.xendit.co/docs/api-keys
midtrans-key; Mid-server- SB-Mid-server-; b20-; docs.midtrans.com/docs/midtrans-account
omise-key; skey_; l19; docs.opn.ooo/api-keys
omise-test-key; skey_test_; l19; docs.opn.ooo/api-keys
revolut-key; oa_prod_ oa_sand_; b40-; developer.revolut.com/docs/guides/manage-accounts/get-started/make-your-first-api-request
polar-token; polar_oat_; a40-; polar.sh/docs/integrate/oat
polar-personal-token; polar_pat_; a40-; polar.sh/docs/integrate/oat
polar-webhook-secret; polar_whs_; a40-; polar.sh/docs/integrate/oat
recharge-key; sk_1x1_ sk_2x2_; h64; developer.rechargepayments.com
cashfree-secret; cfsk_ma_prod_ cfsk_ma_test_; h32 _ h8; www.cashfree.com/docs/api-reference/authentication
alchemy-token; alcht_; a30; www.alchemy.com/docs/how-to-create-access-tokens
quicknode-key; QN_; h32; www.quicknode.com/docs/console-api
tatum-key; t-; h24 - h24; docs.tatum.io/docs/api-keys
`;
