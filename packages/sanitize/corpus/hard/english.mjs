/** Hard lines in English; see `index.mjs` for the marks. */
export const english = `
so basically it's ⟦email|jane.d'oe@example.com⟧ with the apostrophe, yes really
reach me on ⟦email|"very odd"@example.org⟧ if your form takes it
mail ⟦email|ops+alerts@sub.mail.example.co.uk⟧,⟦email|cto@example.com⟧;⟦email|sales@example.net⟧ all at once
contact <⟦email|x@example.museum⟧>.
my e-mail is ⟦email|jane [at] example [dot] com⟧, sorry for the spelling, spam is awful
write to ⟦email|jane(at)example(dot)com⟧
⟦email|JANE.DOE@EXAMPLE.COM⟧ IS MY ADDRESS
mailto:⟦email|help@example.com⟧?subject=Order%204829301
@jane mentioned you in #general
npm install @fluxloop/sanitize@1.2.0
git@github.com:acme/agent.git is the remote
meet me at the dot on the map at noon
user@ is not an address and neither is @example
the decorator @Injectable() sits above class Foo
call ⟦phone|(555) 010-4477 x12⟧ and ask for the night shift
phone ⟦phone|212.555.0147⟧ or ⟦phone|212 555 0148⟧
ring me: ⟦phone|+44 (0)20 7946 0958⟧
tel:⟦phone|+1-202-555-0173⟧
my cell is ⟦phone|2025550173⟧ btw
WhatsApp ⟦phone|+49 1512 3456789⟧, not SMS
the number you have dialled, 4829301, is an order and no phone
extension 4477 is the night shift
it ran for 2025550173 ns
build 20251107.3 took 415 s on 12 cores
pages 120-134, 201-220 and 555-560 were scanned
flight LH 2047 leaves 14:35 from B22
SKU 555-0100-BLUE is out of stock
scored 10-0, 7-5, 6-4 in the final
my card ⟦payment_card|4111·1111·1111·1111⟧ expires 12/29
charge ⟦payment_card|4242 ·4242 ·4242 ·4242⟧ instead
amex ⟦payment_card|3782-·822463-·10005⟧ please
it is five five five five... I mean ⟦payment_card|5555·5555·5555·4444⟧
card number: ⟦payment_card|4111·1111·1111·1112⟧ (they said a digit is wrong)
the diners card ⟦payment_card|3056 ·930902 ·5904⟧ was declined
order 4111111111111112 has sixteen digits but fails the check
transaction id 7291038847561029384756
send the money to ⟦iban|GB29 ·NWBK ·6016 ·1331 ·9268 ·19⟧ today
IBAN:⟦iban|DE89·3704·0044·0532·0130·00⟧
the account ⟦iban|gb29·nwbk·6016·1331·9268·19⟧ in small letters
GB29 is the gate and NWBK the airline code in this game
our BIC/SWIFT is ⟦bic|DEUTDEFF500⟧ as printed on the invoice
ABSOLUTE DATABASE SECURITY IS OVERRATED, he shouted
routing number ⟦bank_routing|021000021⟧, checking
a routing number has nine digits
SSN ⟦us_ssn|457-55-5462⟧, and that of my wife is ⟦us_ssn|219-09-9999⟧
social security: ⟦us_ssn|457 55 5462⟧
part no. 457-55-54629 is too long to be one
dates 2024-11-02 and 11-02-2024 mean the same
my NINO is ⟦national_id|AB 12 34 56 C⟧
national insurance ⟦national_id|ab123456c⟧
Aadhaar ⟦national_id|2341 2341 2346⟧ is linked
PAN card ⟦tax_id|ABCPE1234F⟧
the Canadian SIN is ⟦national_id|046 454 286⟧
our ABN is ⟦tax_id|51 824 753 556⟧
VAT number ⟦tax_id|GB980780684⟧ on the invoice
NHS no. ⟦health_number|943 476 5919⟧
NPI: ⟦health_number|1234567893⟧
passport no ⟦passport|C01X00T47⟧, expires 2031
passport number: ⟦passport|517000123⟧
driver's license ⟦driving_licence|D1234567⟧ (California)
DOB ⟦date_of_birth|04/12/1987⟧ as on the form
she was born on ⟦date_of_birth|12 April 1987⟧ in Leeds
the company was founded on 12 April 1987
the release of 04/12/2025 fixes it
born to run was released in 1975
VIN ⟦vin|1M8GDM9AXKP042788⟧
the car ⟦vin|1HGCM82633A004352⟧ has a cracked windscreen
IMEI: ⟦imei|49-015420-323751-8⟧
my phone's imei is ⟦imei|356938035643809⟧
serial 356938035643808 came with the box
we met at ⟦coordinates|51.50735, -0.12776⟧ near the statue
https://maps.google.com/?q=⟦coordinates|40.712776,-74.005974⟧
loss went from 0.693147, to 0.281937 in two epochs
pi is 3.14159265 and e is 2.71828183
send to ⟦crypto_address|1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa⟧ only
segwit ⟦crypto_address|bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq⟧
ETH ⟦crypto_address|0x52908400098527886E0F7030069857D2E4169EE7⟧
tx 0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060 confirmed
the login was from ⟦ip|203.0.113.77⟧, port 51422
ping ⟦ip|2001:db8::8a2e:370:7334⟧ works, ⟦ip|fe80::1%eth0⟧ does not
[⟦ip|2001:db8:1::1⟧]:443 refused
version 1.2.3.4 is out
section 10.1.1.2 of the manual
std::vector<int>::iterator it
12:34:56 is a time and aa:bb is none
NIC ⟦mac|00:1B:44:11:3A:B7⟧
cisco writes ⟦mac|001b.4411.3ab7⟧
ratio 00:12:34 on the tape
my password is ⟦api_key|correct-horse-battery⟧, is that bad?
the password is wrong again
the password is required and must be at least 12 characters
what is my password?
passcode: ⟦api_key|hunter22⟧
I forgot my password and the token expired
the secret to good soup is patience
use the key under the mat
token count is 1204 and token limit 8192
my pin was changed, thanks
here is the key: ⟦api_key|s·k-proj-aB3dE5fG7hJ9kL2mN4pQ6rS8tU1vW3xY5zA7bC9dE2fG4hJ6⟧ please rotate it
`;
