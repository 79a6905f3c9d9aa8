import { digitAt, weightedSum } from '../../../checksums/weighted.js';
import { isDay, type NumberFormat, two } from './number-format.js';

/** Surname padded with 9, decade, month (50 more for women), day, year, initials, check. */
function isBritishLicence(value: string): boolean {
  if (!/^[A-Z]{1,5}9*$/.test(value.slice(0, 5)) || !/^[A-Z9]{2}$/.test(value.slice(11, 13)))
    return false;
  const month = two(value, 6);
  return isDay(month > 50 ? month - 50 : month, two(value, 8));
}

/** Two digits of a weighted sum, counted up and down. */
function isBrazilianLicence(value: string): boolean {
  const first = weightedSum(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
  const second = weightedSum(value, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
  const less = first > 9 ? 2 : 0;
  const last = second > 9 ? 0 : second - less;
  return (
    (first > 9 ? 0 : first) === digitAt(value, 9) &&
    (last < 0 ? last + 11 : last) === digitAt(value, 10)
  );
}

const US_LABELS =
  'driverslicense driverlicense driverslicence driverlicence driverslicensenumber driverlicensenumber licensenumber ' +
  'dlnumber dlno stateid';

/**
 * The shapes of driving licences. Only the British one, which holds a name and a date, may stand
 * without a label; behind a label that names no country any number of a licence's length counts.
 */
export const drivingLicenceFormats = (): readonly NumberFormat[] => [
  // https://assets.publishing.service.gov.uk/media/5a7f8a2140f0b6230268ffe6/DL_number_explained.pdf
  {
    rule: 'gb-driving-licence',
    shapes: 'XXXXX999999XX9AA|XXXXX 999999 XX9AA|XXXXX999999XX9AA99',
    check: isBritishLicence,
    alone: 'always',
    labels: 'drivinglicence drivinglicencenumber licencenumber dvla',
  },
  // https://www.aamva.org/topics/driver-license-and-identification-standards
  {
    rule: 'us-driving-licence',
    shapes:
      'A9999999|A99999999|A999999999999|A99999999999999|AA999999|A999999|AA99999A|AAA99AAA9A|A999999999|9999999|99999999|' +
      '999999999|9999999999|999999999999|A999-9999-9999|A99999-99999-99999|A999-9999-9999-99|A9999-9999-9999|999 999 999|' +
      '99AAA9999|A99-99-9999|999-99-9999|A999-999-99-999-9',
    labels: US_LABELS,
    hints: 'dl',
  },
  // https://www.ontario.ca/page/drivers-licence
  {
    rule: 'ca-driving-licence',
    shapes: 'A9999-99999-99999|A9999-999999-99|9999999|999999-999|A999999999999',
    labels: 'driverslicence driverlicence permisdeconduire',
  },
  // https://www.kba.de
  {
    rule: 'de-fuehrerschein',
    shapes: 'X99XXXXXX9X',
    labels: 'führerschein fuehrerschein führerscheinnummer fuhrerscheinnummer fahrerlaubnis',
  },
  // https://ants.gouv.fr
  {
    rule: 'fr-permis',
    shapes: '999999999999|99AA99999',
    labels: 'permisdeconduire permis numerodepermis',
  },
  // https://www.ilportaledellautomobilista.it
  {
    rule: 'it-patente',
    shapes: 'AA9999999A|A9X999999A',
    labels: 'patente patentediguida numeropatente',
  },
  // https://www.dgt.es
  {
    rule: 'es-permiso',
    shapes: '99999999A|A9999999A',
    labels: 'permisodeconducir carnetdeconducir permisodeconduccion',
  },
  // https://www.imt-ip.pt
  {
    rule: 'pt-carta',
    shapes: 'A-9999999|AA-999999 9|A9999999',
    labels: 'cartadeconducao carta',
  },
  // https://www.rdw.nl
  {
    rule: 'nl-rijbewijs',
    shapes: '9999999999',
    labels: 'rijbewijs rijbewijsnummer',
  },
  // https://www.gov.br/transportes/pt-br/assuntos/transito/senatran
  {
    rule: 'br-cnh',
    shapes: '99999999999',
    check: isBrazilianLicence,
    labels: 'cnh carteirademotorista carteiranacionaldehabilitacao habilitacao',
  },
  // https://parivahan.gov.in
  {
    rule: 'in-driving-licence',
    shapes: 'AA99 99999999999|AA-9999999999999|AA9999999999999|AA99-99999999999',
    alone: 'AA99 99999999999',
    labels: 'drivinglicence drivinglicense dl dlno',
  },
  // https://www.npa.go.jp
  {
    rule: 'jp-menkyo',
    shapes: '999999999999',
    labels: '運転免許 運転免許証 運転免許証番号 免許証番号',
  },
];

/** Labels of driving licences that name no country. */
export const DRIVING_LICENCE_LABELS =
  'driverslicense driverlicense driverslicence driverlicence drivinglicense drivinglicence driverslicensenumber ' +
  'driverlicensenumber drivinglicencenumber drivinglicensenumber driverpermit drivingpermit dlnumber dlno ' +
  'permisodeconducir carnetdeconducir licenciadeconducir licenciadeconduccion permisdeconduire führerschein ' +
  'führerscheinnummer fuehrerscheinnummer ' +
  'fuehrerschein patentediguida patente cartadeconducao carteirademotorista rijbewijs rijbewijsnummer prawojazdy ' +
  'körkort ajokortti førerkort kørekort ehliyet водительское удостоверение 驾驶证 駕駛執照 운전면허 운전면허증';
