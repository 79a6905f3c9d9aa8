/** Hard lines in German, French, Spanish, Italian, Portuguese and Dutch; see `index.mjs` for the marks. */
export const german = `
Rufen Sie mich unter ⟦phone|0151/23456789⟧ an, bitte nicht vor 9 Uhr.
Tel.: ⟦phone|(030) 12 34 56-78⟧
Fax ⟦phone|+49-221-9876543⟧
meine neue Nummer: ⟦phone|0049 171 2345678⟧
Bestellnummer 0151234567 wurde storniert.
Die Rechnung RE-2025-000471 vom 02.11.2025 ist offen.
E-Mail: ⟦email|jürgen.müller@example.de⟧
schreib an ⟦email|info@müller-example.de⟧
IBAN ⟦iban|DE89 ·3704 ·0044 ·0532 ·0130 ·00⟧, BIC ⟦bic|COBADEFFXXX⟧
Bankverbindung ⟦iban|AT61 ·1904 ·3002 ·3457 ·3201⟧
Kreditkarte ⟦payment_card|5555 ·5555 ·5555 ·4444⟧ gültig bis 11/27
Steuer-ID ⟦national_id|86 095 742 719⟧
USt-IdNr. ⟦tax_id|DE136695976⟧
geboren am ⟦date_of_birth|3. Mai 1981⟧ in Köln
Geb.-Datum ⟦date_of_birth|03.05.1981⟧
Das Treffen am 03.05.2025 fällt aus.
Paragraf 12.3.4.5 der Satzung gilt nicht.
Passwort: ⟦api_key|Sommer2024!⟧
das Passwort wurde zurückgesetzt
Ihr Kennwort lautet ⟦api_key|xK7mQ2vL⟧, bitte ändern.
Der Schlüssel liegt unter der Matte.
Reisepass Nr. ⟦passport|C01X00T47⟧
Die PIN wurde dreimal falsch eingegeben.
Zeile 4111 bis 4242 im Protokoll ansehen
`;
export const french = `
Appelez-moi au ⟦phone|06.12.34.56.78⟧ après 18 h.
Tél. ⟦phone|01 23 45 67 89⟧
Mon numéro : ⟦phone|+33612345678⟧
commande n° 0612345678 annulée
écrivez à ⟦email|éloïse.durand@example.fr⟧
mon courriel c'est ⟦email|durand arobase example point fr⟧
Sécu ⟦national_id|2 55 08 14 168 025 38⟧
numéro de sécurité sociale : ⟦national_id|255081416802538⟧
RIB ⟦iban|FR14 ·2004 ·1010 ·0505 ·0001 ·3M02 ·606⟧
Carte ⟦payment_card|4111 ·1111 ·1111 ·1111⟧, exp. 12/29
TVA intracommunautaire ⟦tax_id|FR40303265045⟧
née le ⟦date_of_birth|3 mai 1981⟧ à Nantes
le contrat du 03/05/2025 est signé
mot de passe : ⟦api_key|Soleil!2024x⟧
le mot de passe est incorrect
mot de passe oublié ?
passeport ⟦passport|12AB34567⟧
l'article 10.2.3.1 du règlement
total 1 234,56 € TTC
`;
export const spanish = `
Mi móvil es ⟦phone|+34 600 123 456⟧, mejor por la tarde.
Tel: ⟦phone|912 34 56 78⟧
llama al ⟦phone|(55) 5123 4567⟧
pedido 600123456 enviado
correo ⟦email|niño.pérez@example.es⟧
DNI ⟦national_id|12345678Z⟧
mi NIE es ⟦national_id|X1234567L⟧
CURP ⟦national_id|HEGG560427MVZRRL04⟧
IBAN ⟦iban|ES91 ·2100 ·0418 ·4502 ·0005 ·1332⟧
tarjeta ⟦payment_card|3782 ·822463 ·10005⟧
nací el ⟦date_of_birth|3 de mayo de 1981⟧
fecha de nacimiento ⟦date_of_birth|03-05-1981⟧
la reunión del 03/05/2025 se aplaza
contraseña: ⟦api_key|Verano2024!⟧
la contraseña es obligatoria
he olvidado la contraseña
pasaporte ⟦passport|AAA123456⟧
factura F-2025-000471 por 1.234,56 €
`;
export const italian = `
chiamami al ⟦phone|+39 333 123 4567⟧
tel. ⟦phone|02 1234 5678⟧
il mio codice fiscale: ⟦national_id|RSSMRA85T10A562S⟧
P.IVA ⟦tax_id|IT00743110157⟧
IBAN ⟦iban|IT60 ·X054 ·2811 ·1010 ·0000 ·0123 ·456⟧
carta ⟦payment_card|5555·5555·5555·4444⟧
nato il ⟦date_of_birth|03/05/1981⟧ a Bari
la password è ⟦api_key|Estate2024!⟧
la password è scaduta
ordine 3331234567 spedito
email: ⟦email|sig.ra+ordini@example.it⟧
passaporto ⟦passport|YA1234567⟧
`;
export const portuguese = `
meu celular: ⟦phone|(11) 98765-4321⟧
telefone ⟦phone|+351 912 345 678⟧
CPF ⟦national_id|529.982.247-25⟧
cpf: ⟦national_id|52998224725⟧
CNPJ ⟦tax_id|11.222.333/0001-81⟧
NIF ⟦national_id|123456789⟧
cartão ⟦payment_card|4242 ·4242 ·4242 ·4242⟧
nascido em ⟦date_of_birth|03/05/1981⟧
data de nascimento ⟦date_of_birth|3 de maio de 1981⟧
senha: ⟦api_key|Verao2024!⟧
esqueci a senha
a senha está errada
pedido 11987654321 enviado
passaporte ⟦passport|FX123456⟧
IBAN ⟦iban|PT50 ·0002 ·0123 ·1234 ·5678 ·9015 ·4⟧
`;
export const dutch = `
bel me op ⟦phone|06 12345678⟧
tel ⟦phone|+31 (0)20 123 4567⟧
mijn BSN is ⟦national_id|111222333⟧
burgerservicenummer ⟦national_id|123456782⟧
rekening ⟦iban|NL91 ·ABNA ·0417 ·1643 ·00⟧
geboren op ⟦date_of_birth|3 mei 1981⟧
geboortedatum ⟦date_of_birth|03-05-1981⟧
wachtwoord: ⟦api_key|Zomer2024!⟧
het wachtwoord is verlopen
bestelling 0612345678 verzonden
btw-nummer ⟦tax_id|NL004495445B01⟧
paspoort ⟦passport|SPECI2014⟧
`;
