/** Hard lines of code, logs and data; see `index.mjs` for the marks. */
export const code = `
{"to":"⟦email|a@example.com⟧","cc":["⟦email|b@example.com⟧","⟦email|c@example.com⟧"]}
{"content":"line one\\nmail ⟦email|n@example.com⟧\\nline three"}
{"content":"tab\\t⟦phone|+14155550132⟧\\tend"}
{"arguments":"{\\"email\\":\\"⟦email|deep@example.com⟧\\",\\"n\\":3}"}
{"phone":"⟦phone|4155550132⟧","order":"4155550132"}
{"card_number":"⟦payment_card|4111·1111·1111·1111⟧","cvc":"***"}
{"ssn":"⟦us_ssn|457555462⟧"}
{"billing":{"iban":"⟦iban|FR14·2004·1010·0505·0001·3M02·606⟧"}}
{"total":4111111111111112,"currency":"JPY"}
{"id":"5f0c6c4e-3d2a-4b7e-9a1f-2c8d7e6f5a4b","parent":null}
{"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
{"etag":"\\"33a64df551425fcc55e4d42a148795d9f25f89d4\\""}
{"request_id":"req_8fj2KLm93hdJs0aa","cursor":"eyJpZCI6MTIzfQ"}
{"next_page_token":"CAUQAA"}
{"usage":{"input_tokens":1204,"output_tokens":88,"cache_read_input_tokens":0}}
{"access_token":"⟦api_key|ya2·9.a0AfB_byC3nT7pQ1rS5uV9wX2yZ4aB6cD8eF0gH2jK4⟧","expires_in":3599}
{"password":"⟦api_key|Tr0ub4dor&3⟧"}
{"password":"","token":null}
{"secret":true,"password_hint":"name of first pet"}
{"apiKey":"⟦api_key|9f8e7d6c5b4a39281706f5e4d3c2b1a0⟧"}
{"public_key":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE"}
{"client_secret":"⟦api_key|GOC·SPX-aB3dE5fG7hJ9kL2mN4pQ6rS8tU1v⟧"}
{"ip":"⟦ip|198.51.100.23⟧","v":"10.0.19045.3693"}
{"lat":⟦coordinates|48.858370⟧,"lng":⟦coordinates|2.294481⟧}
{"ts":1763735422123,"seq":415,"dur":20255501}
AKIA is the prefix of AWS access keys
aws_access_key_id = ⟦api_key|AK·IAQ3EGTKVN7XJ2MZPB⟧
aws_secret_access_key = ⟦api_key|kT9v·Q2mX7pL4wZ8rB1nC6yF3hJ5sD0gA/uEoIxYt⟧
AWS_SECRET_ACCESS_KEY=\${AWS_SECRET_ACCESS_KEY}
export GITHUB_TOKEN="⟦api_key|gh·p_16C7e42F292c6912E7710c838347Ae178B4a⟧"
Authorization: Bearer ⟦api_key|eyJh·bGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk⟧
Authorization: Basic ⟦api_key|YWxhZGRpbjpvcGVuc2VzYW1l⟧
Proxy-Authorization: Basic ⟦api_key|dXNlcjpzM2NyM3RwYXNz⟧
Cookie: sid=⟦api_key|s%3Aj9dK2mPq7RtVxYzBnCfGhJkLmNpQrStU.wXyZ⟧; lang=en
curl -u admin:⟦api_key|Sup3rS3cretPa55⟧ https://api.example.com
curl https://api.example.com?api_key=⟦api_key|a8f5f167f44f4964e6c998dee827110c⟧&page=2
wget --password=⟦api_key|qX7vLm2Kp9⟧ ftp://files.example.com
mysql -u root -p⟦api_key|Zx81kQp0Lm⟧ orders
postgres://app:⟦api_key|n0tAt3st!pw⟧@db.example.com:5432/app
mongodb+srv://svc:⟦api_key|Mh4kPz81Qw⟧@cluster0.ab1cd.mongodb.net/test
amqp://guest:guest@localhost:5672/
https://user@example.com/path has no password in it
Server=db;Database=app;User Id=sa;Password=⟦api_key|P@55w0rd!x9⟧;Encrypt=true
DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=⟦api_key|Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYg==⟧
SLACK_WEBHOOK=https://hooks.slack.com/services/⟦api_key|T0·AB1CD2E/B0FG3HI4J/aB3dE5fG7hJ9kL2mN4pQ6rS8⟧
xoxb is how bot tokens of Slack begin
bot token ⟦api_key|123456789:AAF3k·Jq8vLmN2pRtVxYzBnCfGhJkLmNpQrS⟧ leaked
password = os.environ["DB_PASSWORD"]
password: str = Field(min_length=12)
if (password === confirmPassword) return true;
const token = await getToken({ scope: "read" });
token := strings.TrimPrefix(header, "Bearer ")
SECRET_KEY = "⟦api_key|django-insecure-4k#v2l9@x!m7q&z1p8w3e5r6t0y⟧"
secret_name: db-credentials
secretKeyRef: { name: openai, key: api-key }
<password>⟦api_key|fR3nch-T0ast⟧</password>
<input type="password" name="password" placeholder="Password">
--token ⟦api_key|d2hhdGV2ZXJpdGlzMTIz⟧ --verbose
--token <TOKEN> --verbose
api_token: <%= ENV["API_TOKEN"] %>
apiKey: 'YOUR_API_KEY_HERE'
key = "primary"
KEY_FILE=~/.fluxloop/api_key.txt
sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
Bearer realm="example", error="invalid_token"
-----BEGIN PUBLIC KEY-----
-----BEGIN CERTIFICATE-----
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl jane
secret key ⟦api_key|AGE-SECRET-·KEY-1QL3Z7HJY54PW9HYWW4CG6AH7KXLCN0AGE9V2C5ERT6FAYHMWDA2QW8ERTY⟧
at Object.<anonymous> (/app/node_modules/got/dist/source/index.js:12:34)
2026-11-21T14:30:22.123Z 200 GET /v1/runs/run_20261121_143022_k3f9 18ms
GET /track/1Z999AA10123456784 200
[4829301] worker 12 picked job 20255501730001
0x7ffe4a2b1c30: segmentation fault (core dumped)
uuid=123e4567-e89b-12d3-a456-426614174000 ok
md5 d41d8cd98f00b204e9800998ecf8427e  empty.txt
color: #4111ff; background: #ff0000aa;
rgb(203, 0, 113) and rgba(12, 34, 56, 0.78)
matrix(1, 0, 0, 1, 37.5, -122.25)
SELECT * FROM users WHERE email = '⟦email|sql@example.com⟧' AND phone LIKE '%0132';
INSERT INTO cards VALUES (7, '⟦payment_card|5555 ·5555 ·5555 ·4444⟧');
name,email,card
Jane,⟦email|csv@example.com⟧,⟦payment_card|4242·4242·4242·4242⟧
user=⟦email|q%40example.com⟧&next=%2Fhome
?email=⟦email|url@example.com⟧&utm_source=mail
deployed agent@1.4.2 to eu-west-1
kubectl logs agent-7d9f8b6c5d-x2k4q -n prod
ttl=64 time=12.3 ms seq=415
`;
