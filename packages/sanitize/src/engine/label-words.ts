import { lazily } from './lazily.js';

/**
 * What the words before a number say that it is. `call` is a word of speaking that a phone number
 * often follows, and often does not; `other` is something that is none of ours though it may look
 * so: an order number, a timestamp, a version.
 */
export type Label = 'phone' | 'call' | 'card' | 'ssn' | 'other';

/** The labels by their words in small letters; two words of which the second is a noun together. */
export const labelsByWord = lazily(
  (): ReadonlyMap<string, Label> =>
    new Map(
      (
        [
          ['phone', 'phone phones tel tels telephone telephones mobile mobiles mob cell cellphone'],
          [
            'phone',
            'landline handy ph pager msisdn fax facsimile sms whatsapp viber hotline helpline',
          ],
          [
            'phone',
            'voicemail switchboard phoneno phonenumber mobileno mobilenumber faxno faxnumber',
          ],
          ['phone', 'telefon telefonnummer mobil mobilnummer mobiltelefon handynummer rufnummer'],
          ['phone', 'festnetz durchwahl telefax tlf telefoon telefoonnummer mobiel mobilen'],
          [
            'phone',
            'teléfono telefono móvil movil celular cel fono fijo telefone telemóvel telemovel',
          ],
          [
            'phone',
            'téléphone telephone télécopie portable cellulare telefonico komórka komórkowy',
          ],
          ['phone', 'cep gsm hp telepon telp sđt điệnthoại puhelin puhelinnumero'],
          ['phone', 'телефон телефона телефону тел моб мобильный сотовый τηλέφωνο κινητό τηλ'],
          ['phone', 'טלפון נייד הטלפון هاتف جوال موبايل تليفون الهاتف फ़ोन फोन मोबाइल โทร โทรศัพท์'],
          ['phone', '电话 手机 電話 手機 携帯 電話番号 전화 전화번호 휴대폰 핸드폰 연락처'],
          ['phone', 'mynumber yournumber hisnumber hernumber ournumber theirnumber meinenummer'],
          ['phone', 'minumero minúmero sunumero sunúmero monnumero monnuméro meunúmero meunumero'],
          [
            'phone',
            'мойномер мiйномер answeringat messagesto messageto textto callsto myregistered',
          ],
          [
            'call',
            'call calls called calling callback dial dialed dialled dialing ring rang reach',
          ],
          ['call', 'reached contact contacts text texted texting message desk direct'],
          [
            'call',
            'anrufen llame llamar llámame appeler appelez joindre ligar ligue chiamare chiama',
          ],
          ['call', 'bel zadzwoń позвоните звоните contacto kontakt'],
          [
            'card',
            'card cards cc creditcard visa mastercard amex maestro pan debit credit cardnumber',
          ],
          [
            'card',
            'kreditkarte kreditkartennummer kartennummer karte tarjeta carte cartebancaire cartão',
          ],
          [
            'card',
            'carta creditcardnumber cardno creditkaart kreditkort karta карта карты 卡号 信用卡',
          ],
          ['ssn', 'ssn social socials'],
          [
            'other',
            'order orders ordernumber orderno ticket tickets invoice tracking trackingnumber',
          ],
          [
            'other',
            'ref reference refs id ids uuid guid isbn issn ean upc gtin asin doi sku serial',
          ],
          [
            'other',
            'version ver release build commit hash sha md checksum digest trace span request',
          ],
          [
            'other',
            'session transaction txn timestamp ts epoch time date port pid zip amount price',
          ],
          [
            'other',
            'total sum line lines page pages part parts model batch lot flight bytes offset',
          ],
          [
            'other',
            'seed issue coordinates lat lon lng latitude longitude rfc case booking parcel',
          ],
          [
            'other',
            'shipment package waybill awb barcode account acct konto cuenta compte conto size',
          ],
          ['other', 'count iso row rows index revision rev milliseconds ms duration postcode plz'],
          [
            'other',
            'bestellung bestellnummer sendungsnummer kundennummer rechnung rechnungsnummer',
          ],
          [
            'other',
            'auftrag auftragsnummer vorgang aktenzeichen artikelnummer bestelling commande',
          ],
          [
            'other',
            'facture colis dossier pedido factura seguimiento envío fatura encomenda ordine',
          ],
          [
            'other',
            'fattura spedizione zamówienie faktura beställning ordrenummer заказ заказа счёт',
          ],
          ['other', '订单 订单号 单号 快递 注文 注文番号 주문 주문번호 송장'],
        ] as const
      ).flatMap(([label, words]) => words.split(' ').map((word): [string, Label] => [word, label])),
    ),
);

/** Words that say what is meant only together with the one before: `my number`, `messages to`. */
export const DEPENDENT_WORDS: ReadonlySet<string> = new Set(
  'number nummer numero número numéro номер registered at to thoại'.split(' '),
);
