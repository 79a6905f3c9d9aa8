import { DIGITS } from '../random.mjs';

/** @typedef {import('../random.mjs').Random} Random */

/**
 * What a transcript in one language is made of. `{…}` in a sentence is a value: the type, or
 * `type:form` where a language has its own.
 *
 * @typedef {object} Language
 * @property {string} code - ISO 639-1
 * @property {readonly string[]} clean - sentences without anything sensitive
 * @property {readonly string[]} sensitive - sentences with values
 * @property {readonly string[]} names - first and last parts of e-mail addresses
 * @property {(random: Random) => string} phone - as people of the country write it
 */

const group = (/** @type {Random} */ random, /** @type {string} */ shape) =>
  shape
    .replace(/#/g, () => random.characters(DIGITS, 1))
    .replace(/N/g, () => random.characters('23456789', 1));

/** @type {readonly Language[]} */
export const languages = [
  {
    code: 'en',
    names: ['jane', 'oliver', 'smith', 'patel', 'garcia', 'noah', 'emma.lee', 'o.brien', 'k_wong'],
    phone: (random) =>
      group(
        random,
        random.pick([
          '(212) NXX-####',
          '+1 415-NXX-####',
          '+44 20 7946 0###',
          '+44 7700 900###',
          '303-NXX-####',
        ]),
      ).replace(/X/g, () => random.characters('3456789', 1)),
    clean: [
      'Thanks for waiting, I have checked the order and it left our warehouse this morning.',
      'Could you tell me which colour you would like instead of the blue one?',
      'The refund takes three to five working days once the parcel has come back.',
      'I am sorry that the second lamp did not work either, that must be annoying.',
      'Our shop opens at 9:30 and closes at 18:00, on Saturdays at 16:00.',
      'You can cancel within 30 days, see section 4.2 of the terms.',
      'The model scored 0.87 on 1,204 cases, which is 3.1 points better than before.',
      'Please restart the router, wait 60 seconds and try the update to version 10.4.2 again.',
      'Order 4829301 holds 3 items for 129.90 in total.',
      'No problem at all, is there anything else I can help you with today?',
    ],
    sensitive: [
      'Sure, you can write to me at {email} when it is done.',
      'My number is {phone}, please call after six.',
      'I paid with card {payment_card} and it was charged twice.',
      'Please send the refund to {iban}.',
      'My SSN is {us_ssn}, do you need anything else?',
      'The login came from {ip} last night.',
      'Wire it to routing number {bank_routing}, the bank has the rest.',
      'I was born on {date_of_birth}, date of birth as in the contract.',
      'Date of birth: {date_of_birth}',
      'My passport number is {passport}.',
      'The driving licence number is {driving_licence}.',
      'NHS number {health_number:nhs}, appointment next week.',
      'The provider NPI is {health_number:npi}.',
      'National insurance number {national_id:gb}.',
      'The VIN is {vin}, it is a used car.',
      'IMEI {imei} was reported stolen.',
      'The courier stood at {coordinates} for an hour.',
      'Send the rest in bitcoin to {crypto_address}.',
      'The SWIFT code is {bic}.',
      'Device {mac} keeps dropping off the network.',
      'my password is {api_key:password} and it still says wrong',
    ],
  },
  {
    code: 'de',
    names: ['anna', 'mueller', 'schmidt', 'jonas', 'weber', 'k.fischer', 'lena_meyer', 'hoffmann'],
    phone: (random) =>
      group(
        random,
        random.pick([
          '+49 30 N######',
          '0171 N######',
          '030 N### ####',
          '+49 (0)89 N######',
          '0221/N#####',
        ]),
      ),
    clean: [
      'Vielen Dank für Ihre Geduld, die Bestellung hat heute früh unser Lager verlassen.',
      'Welche Farbe hätten Sie gern anstelle der blauen?',
      'Die Erstattung dauert drei bis fünf Werktage, sobald das Paket zurück ist.',
      'Es tut mir leid, dass auch die zweite Lampe nicht funktioniert hat.',
      'Unser Laden öffnet um 9:30 Uhr und schließt um 18:00 Uhr.',
      'Sie können innerhalb von 30 Tagen widerrufen, siehe Abschnitt 4.2.',
      'Bestellung 4829301 enthält 3 Artikel für insgesamt 129,90 Euro.',
      'Bitte starten Sie das Gerät neu und installieren Sie Version 10.4.2.',
    ],
    sensitive: [
      'Schreiben Sie mir bitte an {email}.',
      'Sie erreichen mich unter der Telefonnummer {phone}.',
      'Meine Handynummer ist {phone}.',
      'Bitte überweisen Sie auf {iban}.',
      'Meine Kreditkarte {payment_card} wurde zweimal belastet.',
      'Meine Steuer-ID lautet {national_id:de}.',
      'Ich bin am {date_of_birth} geboren.',
      'Geburtsdatum: {date_of_birth}',
      'Die Anmeldung kam von der Adresse {ip}.',
      'Meine Reisepassnummer ist {passport}.',
      'Die Führerscheinnummer lautet {driving_licence}.',
      'Der BIC der Bank ist {bic}.',
      'Mein Passwort ist {api_key:password}, aber es geht nicht.',
    ],
  },
  {
    code: 'fr',
    names: ['camille', 'dupont', 'martin', 'lucas', 'bernard', 'c.petit', 'lea_moreau'],
    phone: (random) =>
      group(
        random,
        random.pick([
          '06 ## ## ## ##',
          '+33 6 ## ## ## ##',
          '01 42 ## ## ##',
          '+33 (0)1 42 ## ## ##',
        ]),
      ),
    clean: [
      'Merci de votre patience, la commande a quitté notre entrepôt ce matin.',
      'Quelle couleur souhaitez-vous à la place de la bleue ?',
      'Le remboursement prend trois à cinq jours ouvrés après le retour du colis.',
      'Je suis désolée que la deuxième lampe ne fonctionne pas non plus.',
      'Notre magasin ouvre à 9h30 et ferme à 18h00.',
      'Vous pouvez annuler dans les 30 jours, voir la section 4.2.',
      'La commande 4829301 contient 3 articles pour un total de 129,90 euros.',
    ],
    sensitive: [
      'Vous pouvez m’écrire à {email}.',
      'Mon numéro de téléphone est le {phone}.',
      'Mon portable : {phone}',
      'Merci de virer la somme sur {iban}.',
      'Ma carte bancaire {payment_card} a été débitée deux fois.',
      'Mon numéro de sécurité sociale est {national_id:fr}.',
      'Date de naissance : {date_of_birth}',
      'Je suis né le {date_of_birth} à Lyon.',
      'La connexion venait de {ip}.',
      'Mon numéro de passeport est {passport}.',
      'mon mot de passe est {api_key:password}',
    ],
  },
  {
    code: 'es',
    names: ['lucia', 'martinez', 'hugo', 'lopez', 'sanchez', 'm.ruiz', 'pablo_gil'],
    phone: (random) =>
      group(
        random,
        random.pick(['+34 612 ### ###', '612 ## ## ##', '+34 91 N## ## ##', '+52 55 N### ####']),
      ),
    clean: [
      'Gracias por esperar, el pedido salió de nuestro almacén esta mañana.',
      '¿Qué color prefiere en lugar del azul?',
      'El reembolso tarda entre tres y cinco días laborables.',
      'Siento mucho que la segunda lámpara tampoco funcione.',
      'Nuestra tienda abre a las 9:30 y cierra a las 18:00.',
      'Puede cancelar en un plazo de 30 días, véase el apartado 4.2.',
      'El pedido 4829301 tiene 3 artículos por un total de 129,90 euros.',
    ],
    sensitive: [
      'Puede escribirme a {email}.',
      'Mi teléfono es el {phone}.',
      'Llámeme al móvil {phone} por la tarde.',
      'Haga la transferencia a {iban}, por favor.',
      'Me cobraron dos veces en la tarjeta {payment_card}.',
      'Mi DNI es {national_id:es}.',
      'Fecha de nacimiento: {date_of_birth}',
      'El acceso vino de {ip}.',
      'Mi número de pasaporte es {passport}.',
      'mi contraseña es {api_key:password}',
    ],
  },
  {
    code: 'it',
    names: ['giulia', 'rossi', 'marco', 'bianchi', 'ferrari', 'l.romano', 'sara_conti'],
    phone: (random) =>
      group(random, random.pick(['+39 347 N## ####', '347 N######', '+39 06 N### ####'])),
    clean: [
      'Grazie per l’attesa, l’ordine ha lasciato il magazzino questa mattina.',
      'Quale colore preferisce al posto del blu?',
      'Il rimborso richiede da tre a cinque giorni lavorativi.',
      'Mi dispiace che anche la seconda lampada non funzioni.',
      'Il negozio apre alle 9:30 e chiude alle 18:00.',
      'L’ordine 4829301 contiene 3 articoli per un totale di 129,90 euro.',
    ],
    sensitive: [
      'Può scrivermi a {email}.',
      'Il mio numero di telefono è {phone}.',
      'Mi chiami al cellulare {phone}.',
      'Faccia il bonifico su {iban}.',
      'La mia carta di credito {payment_card} è stata addebitata due volte.',
      'Il mio codice fiscale è {national_id:it}.',
      'Data di nascita: {date_of_birth}',
      'L’accesso veniva da {ip}.',
      'la mia password è {api_key:password}',
    ],
  },
  {
    code: 'pt',
    names: ['beatriz', 'silva', 'joao', 'santos', 'oliveira', 'r.costa', 'ana_lima'],
    phone: (random) =>
      group(
        random,
        random.pick([
          '+55 11 9N###-####',
          '(11) 9N###-####',
          '+351 912 ### ###',
          '+351 21 N## ####',
        ]),
      ),
    clean: [
      'Obrigado por esperar, o pedido saiu do nosso armazém esta manhã.',
      'Que cor prefere em vez da azul?',
      'O reembolso demora de três a cinco dias úteis.',
      'Lamento que o segundo candeeiro também não funcione.',
      'A loja abre às 9:30 e fecha às 18:00.',
      'O pedido 4829301 tem 3 artigos num total de 129,90 euros.',
    ],
    sensitive: [
      'Pode escrever-me para {email}.',
      'O meu telefone é {phone}.',
      'Meu celular é {phone}.',
      'Faça a transferência para {iban}.',
      'O cartão {payment_card} foi cobrado duas vezes.',
      'Meu CPF é {national_id:br}.',
      'O meu NIF é {national_id:pt}.',
      'Data de nascimento: {date_of_birth}',
      'O acesso veio de {ip}.',
      'a minha senha é {api_key:password}',
    ],
  },
  {
    code: 'nl',
    names: ['sanne', 'devries', 'daan', 'jansen', 'bakker', 'e.visser', 'lotte_smit'],
    phone: (random) =>
      group(
        random,
        random.pick(['+31 6 N#######', '06-N#######', '020-N######', '+31 20 N## ####']),
      ),
    clean: [
      'Bedankt voor het wachten, de bestelling heeft vanochtend ons magazijn verlaten.',
      'Welke kleur wilt u in plaats van de blauwe?',
      'De terugbetaling duurt drie tot vijf werkdagen.',
      'Het spijt me dat ook de tweede lamp het niet doet.',
      'Onze winkel opent om 9:30 uur en sluit om 18:00 uur.',
      'Bestelling 4829301 bevat 3 artikelen voor in totaal 129,90 euro.',
    ],
    sensitive: [
      'U kunt mij mailen op {email}.',
      'Mijn telefoonnummer is {phone}.',
      'Bel me op mijn mobiel {phone}.',
      'Maak het over naar {iban}.',
      'Mijn creditcard {payment_card} is twee keer belast.',
      'Mijn BSN is {national_id:nl}.',
      'Geboortedatum: {date_of_birth}',
      'De aanmelding kwam van {ip}.',
      'mijn wachtwoord is {api_key:password}',
    ],
  },
  {
    code: 'ja',
    names: ['yuki', 'tanaka', 'haruto', 'sato', 'suzuki', 'm.kato', 'aoi_ito'],
    phone: (random) =>
      group(
        random,
        random.pick(['090-N###-####', '03-N###-####', '+81 90-N###-####', '080-N###-####']),
      ),
    clean: [
      'お待たせいたしました。ご注文の商品は今朝倉庫を出ました。',
      '青の代わりにどの色がよろしいですか。',
      '返金には3営業日から5営業日かかります。',
      '2つ目のランプも動かなかったとのこと、申し訳ございません。',
      '店舗は9:30に開き、18:00に閉まります。',
      '注文4829301は3点で合計12,990円です。',
    ],
    sensitive: [
      '{email} までご連絡ください。',
      'メールアドレスは{email}です。',
      '電話番号は{phone}です。',
      '携帯は{phone}にお願いします。',
      'カード{payment_card}に二重請求がありました。',
      'マイナンバーは{national_id:jp}です。',
      '生年月日：{date_of_birth}',
      'ログイン元は{ip}でした。',
      'パスワードは{api_key:password}です。',
    ],
  },
];
