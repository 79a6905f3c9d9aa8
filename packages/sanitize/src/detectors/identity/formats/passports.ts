import type { NumberFormat } from './number-format.js';
import { passesDocumentCheck } from './western-europe.js';

/**
 * The shapes of passport numbers that are told from others by more than their length. All of them
 * need a label; behind a label that names no country any number of a passport's length counts.
 */
export const passportFormats = (): readonly NumberFormat[] => [
  // https://travel.state.gov/content/travel/en/passports/passport-help/next-generation-passport.html
  {
    rule: 'us-passport',
    shapes: '999999999|A99999999|A9999999',
    labels: 'uspassport uspassportnumber americanpassport passportcard',
  },
  // https://www.gov.uk/government/publications/basic-passport-checks
  {
    rule: 'gb-passport',
    shapes: '999999999',
    labels: 'ukpassport britishpassport ukpassportnumber',
  },
  // https://www.icao.int/publications/pages/publication.aspx?docnum=9303
  {
    rule: 'de-passport',
    shapes: 'XXXXXXXXX9',
    check: (value) => /^[CFGHJKLMNPRTVWXYZ0-9]+$/.test(value) && passesDocumentCheck(value),
    labels: 'reisepass reisepassnummer passnummer passnr reisepassnr',
  },
  // https://www.icao.int/publications/pages/publication.aspx?docnum=9303
  {
    rule: 'de-passport',
    shapes: 'XXXXXXXXX',
    labels: 'reisepass reisepassnummer passnummer passnr reisepassnr',
  },
  // https://ants.gouv.fr/nos-missions/les-titres-produits-par-l-ants/les-documents-d-identite/le-passeport
  {
    rule: 'fr-passport',
    shapes: '99AA99999|99 AA 99999',
    labels: 'passeport passeportnumero numerodepasseport',
  },
  // https://www.interior.gob.es
  {
    rule: 'es-passport',
    shapes: 'AAA999999|AA999999|A999999',
    labels: 'pasaporte numerodepasaporte pasaporteno',
  },
  // https://passaportonline.poliziadistato.it
  {
    rule: 'it-passport',
    shapes: 'AA9999999|A9999999',
    labels: 'passaporto numerodipassaporto numeropassaporto',
  },
  // https://www.rvig.nl
  {
    rule: 'nl-passport',
    shapes: 'AAXXXXXX9',
    labels: 'paspoort paspoortnummer',
  },
  // https://www.gov.br/pf/pt-br/assuntos/passaporte
  {
    rule: 'br-passport',
    shapes: 'AA999999',
    labels: 'passaporte numerodopassaporte numerodepassaporte',
  },
  // https://www.mofa.go.jp/mofaj/toko/passport/
  {
    rule: 'jp-passport',
    shapes: 'AA9999999',
    labels: 'パスポート 旅券番号 旅券',
  },
  // https://www.nia.gov.cn
  {
    rule: 'cn-passport',
    shapes: 'A99999999|AA9999999',
    labels: '护照 護照 护照号 护照号码',
  },
  // https://www.consultant.ru
  {
    rule: 'ru-passport',
    shapes: '99 99 999999|9999 999999|9999999999|99 9999999|999999999',
    labels: 'паспорт загранпаспорт серияиномер номерпаспорта серияпаспорта',
  },
  // https://www.passportindia.gov.in
  {
    rule: 'in-passport',
    shapes: 'A9999999|A999 9999',
    labels: 'indianpassport',
  },
];

/** Labels of passports that name no country. */
export const PASSPORT_LABELS =
  'passport passportno passportnr passportnumber passportid passportbook traveldocument traveldocumentnumber ' +
  'pasaporte reisepass reisepassnummer passnummer paspoortnummer passeport passaporto passaporte paspoort paszport pasport pasaportu pas passi pass ' +
  'passnummer pasnummer pasaportnumarasi hochieu hộchiếu 여권 여권번호 جوازالسفر جواز διαβατήριο διαβατηριο דרכון';
