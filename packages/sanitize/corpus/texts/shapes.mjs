import { BASE62, BASE64URL, DIGITS, HEX } from '../random.mjs';

/** @typedef {import('../random.mjs').Random} Random */

const uuid = (/** @type {Random} */ random) =>
  [8, 4, 4, 4, 12].map((length) => random.characters(HEX, length)).join('-');
const moment = (/** @type {Random} */ random) =>
  new Date(1_730_000_000_000 + random.below(30_000_000_000)).toISOString();

/**
 * Lines of logs, code and data with nothing sensitive in them, though much looks like it: ids,
 * digests, moments, versions, prices, paths, look-ups of secrets, where a value would go.
 *
 * @type {readonly ((random: Random) => string)[]}
 */
export const cleanLines = [
  (r) =>
    JSON.stringify({
      level: 'info',
      time: 1_730_000_000_000 + r.below(1e9),
      trace_id: r.characters(HEX, 32),
      span_id: r.characters(HEX, 16),
      msg: 'tool call finished',
      took_ms: r.below(9000),
    }),
  (r) =>
    `${moment(r)} INFO [${uuid(r)}] GET /api/v2/orders/${r.characters('123456789', 8)}?page=${r.below(20)} 200 ${r.below(900)}ms`,
  (r) =>
    JSON.stringify({
      id: `call_${r.characters(BASE62, 24)}`,
      type: 'function',
      function: {
        name: 'lookup_order',
        arguments: JSON.stringify({ order_id: r.between(1e6, 1e9) }),
      },
    }),
  (r) =>
    JSON.stringify({
      id: `msg_${r.characters(BASE62, 22)}`,
      model: 'gpt-4.1-2025-04-14',
      usage: { prompt_tokens: r.below(9000), completion_tokens: r.below(900) },
    }),
  (r) => `commit ${r.characters(HEX, 40)}`,
  (r) => `index ${r.characters(HEX, 7)}..${r.characters(HEX, 7)} 100644`,
  (r) => `    "integrity": "sha512-${r.characters(`${BASE62}+/`, 86)}==",`,
  (r) => `docker pull registry.example/agent@sha256:${r.characters(HEX, 64)}`,
  (r) => `at run (/srv/agent/dist/session.js:${r.between(10, 900)}:${r.between(1, 80)})`,
  (r) =>
    `released v${r.below(20)}.${r.below(30)}.${r.below(40)}-rc.${r.below(9)} on ${moment(r).slice(0, 10)}`,
  () => 'const apiKey = process.env.OPENAI_API_KEY;',
  () => 'password = getpass.getpass("Password: ")',
  () => 'export FLUXLOOP_API_KEY=flx_api_...',
  () => 'Authorization: Bearer <your token here>',
  () => 'DATABASE_URL=postgres://${DB_USER}:${DB_PASSWORD}@localhost:5432/app',
  () => 'api_key: ${{ secrets.API_KEY }}',
  () => 'function setToken(token: string): void {}',
  () => 'client_secret: {{ vault.client_secret }}',
  () => '"password": "********",',
  (r) => `Total: $${r.between(10, 9999)}.${r.characters(DIGITS, 2)} (VAT ${r.between(5, 25)} %)`,
  (r) =>
    `Tracking 1Z${r.characters('ABCDEFGHJKLMNPRSTVWXY0123456789', 8)}${r.characters(DIGITS, 8)} was handed over at ${r.between(10, 23)}:${r.between(10, 59)}.`,
  (r) =>
    `ISBN 978-${r.between(0, 9)}-${r.characters(DIGITS, 4)}-${r.characters(DIGITS, 4)}-${r.characters(DIGITS, 1)}`,
  (r) =>
    `ticket #${r.between(1000, 999999)}, invoice INV-${r.between(2019, 2026)}-${r.characters(DIGITS, 6)}`,
  (r) =>
    `.badge { color: #${r.characters(HEX, 6)}; width: ${r.below(400)}px; margin: 0 ${r.below(20)}px; }`,
  (r) => `<img src="data:image/png;base64,iVBORw0KGgo${r.characters(`${BASE62}+/`, 120)}">`,
  (r) =>
    `https://shop.example/products/${r.between(1000, 99999)}/lamp-blue?variant=${r.between(100000, 999999)}&utm_campaign=autumn`,
  (r) => `p50=${r.below(900)}ms p95=${r.below(3000)}ms p99=${r.below(9000)}ms n=${r.below(100000)}`,
  (r) =>
    `| ${r.pick(['blue', 'red', 'green'])} lamp | ${r.below(900)} | ${(r.next() * 100).toFixed(2)} | ${moment(r).slice(0, 10)} |`,
  (r) =>
    `run_20261121_${r.characters(DIGITS, 6)}_${r.characters('abcdefghijk0123456789', 4)} ${r.below(500)} passed, ${r.below(9)} failed`,
  (r) => `etag: W/"${r.characters(BASE64URL, 27)}"`,
  (r) => `cache key users:${r.between(1, 99999)}:orders:v3 hit`,
  (r) =>
    `kernel: [${r.between(1000, 99999)}.${r.characters(DIGITS, 6)}] usb 1-1.2: new high-speed USB device number ${r.between(2, 90)}`,
  (r) => `SELECT count(*) FROM runs WHERE started_at > '${moment(r)}' LIMIT ${r.below(5000)};`,
  (r) => `temperature=0.${r.below(10)} top_p=0.9${r.below(10)} seed=${r.below(2 ** 31)}`,
];

/**
 * Lines of logs, code and data with values; `{…}` as in the languages' sentences.
 *
 * @type {readonly string[]}
 */
export const sensitiveLines = [
  '{"role":"user","content":"please mail {email} or call {phone}"}',
  '{"user":{"email":"{email}","phone":"{phone}","card":"{payment_card}"}}',
  '{"level":"warn","msg":"login failed","ip":"{ip}","user":"{email}"}',
  '{"headers":{"authorization":"Bearer {api_key:token}","accept":"*/*"}}',
  '{"args":{"iban":"{iban}","amount":129.9}}',
  '{"customer":{"ssn":"{us_ssn}","dob":"{date_of_birth}"}}',
  '{"db":{"host":"db.internal","password":"{api_key:password}"}}',
  'OPENAI_API_KEY={api_key:openai}',
  'export AWS_ACCESS_KEY_ID={api_key:aws}',
  'GITHUB_TOKEN={api_key:github} node agent.mjs',
  'git clone https://x-access-token:{api_key:github}@github.com/acme/agent.git',
  'DATABASE_URL=postgres://agent:{api_key:plain}@db.internal:5432/agent',
  'redis://default:{api_key:plain}@cache.internal:6379/0',
  "curl -H 'Authorization: Bearer {api_key:token}' https://api.shop.example/v1/orders",
  "curl -H 'X-Api-Key: {api_key:opaque}' https://api.shop.example/v1/orders",
  'Cookie: session={api_key:opaque}; theme=dark',
  'api_key: "{api_key:opaque}"',
  'client_secret = "{api_key:opaque}"',
  '  password: {api_key:password}',
  'stripe.api_key = "{api_key:stripe}"',
  'slack token {api_key:slack} posted in #support by mistake',
  'npm config set //registry.npmjs.org/:_authToken {api_key:npm}',
  'const client = new Anthropic({ apiKey: "{api_key:anthropic}" });',
  'id,name,email,phone\n1,Lamp Fan,{email},{phone:intl}',
  '{"key":"{api_key:pem-json}"}',
  '{api_key:pem}',
  'token={api_key:jwt}&state=7',
  'GET /reset?token={api_key:opaque}&lang=en HTTP/1.1 from {ip}',
  '{ip} - - [21/Nov/2026:14:30:22 +0000] "GET /orders HTTP/1.1" 200 512',
  'connect to [{ip:v6}]:8443 failed',
  'wlan0: associated with {mac}',
  'From: Jane Doe <{email}>',
  'payment_card={payment_card} exp=12/29',
  'iban: {iban}',
  'wallet: {crypto_address}',
  'location={coordinates}',
  'vehicle.vin={vin}',
  'device.imei={imei}',
  'sendgrid key {api_key:sendgrid}',
  'HF_TOKEN={api_key:huggingface}',
  'CI_JOB_TOKEN={api_key:gitlab}',
  'GOOGLE_MAPS_KEY={api_key:google}',
];
