import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { nationalIdFormats } from './formats/index.js';
import { numberDetector } from './number-detector.js';

/**
 * National ids of over 90 countries, and the tax numbers that serve a person as one (CPF, codice
 * fiscale, Steuer-ID, OIB), each a row of `formats` with its shapes, its check digits, its
 * labels and its source. Without a label a number counts only if its form and its check leave little
 * to chance; behind its own label (`PESEL`, `personnummer`, `身份证`) also with a wrong digit.
 */
export const nationalId: Detector = numberDetector({
  rule: 'national-id',
  type: 'national_id',
  formats: nationalIdFormats,
  labels:
    'nationalid nationalidno nationalidnumber nationalidentity nationalidentitynumber nationalidentificationnumber ' +
    'idnumber idno idcard idcardno idcardnumber identitycard identitycardnumber identitynumber identitydocument ' +
    'personalid personalidno personalidnumber personalidentitynumber personalidentificationnumber citizenid ' +
    'citizenidnumber civilid governmentid governmentidnumber socialsecurity socialsecuritynumber ' +
    'documentodeidentidad numerodedocumento numerodeidentidad cedula ceduladeidentidad carnetdeidentidad identidad ' +
    'carteiradeidentidade documentodeidentidade cartedidentite numerodidentite piecedidentite securitesociale ' +
    'ausweisnummer personalausweis ausweisnr sozialversicherungsnummer cartadidentita documentodidentita ' +
    'identiteitskaart identiteitsnummer identiteitsbewijs personnummer henkilotunnus kimlikno 身份证 身分證 身份證 ' +
    '本人確認番号 주민등록번호 паспорт удостоверение',
});

const number = (...groups: string[]): string => groups.join('');

export const nationalIdExamples: DetectorExamples = {
  found: () => [
    `Steuer-ID ⟦${number('36 ', '574 ', '261 ', '809')}⟧`,
    `codice fiscale ⟦${number('RSSMRA85', 'T10A562S')}⟧`,
    `cpf: ⟦${number('529982', '24725')}⟧`,
    `⟦${number('529.982.247', '-25')}⟧ é meu`,
    `CPF ⟦${number('529.982.247', '-25')}⟧`,
    `DNI ⟦${number('12345678', 'Z')}⟧ y NIE ⟦${number('X', '1234567', 'L')}⟧`,
    `⟦${number('12.345.678', '-Z')}⟧`,
    `my NI number is ⟦${number('AB ', '12 34 56', ' C')}⟧`,
    `nino: ⟦${number('AB', '123456', 'C')}⟧`,
    `PPS ⟦${number('1234567', 'T')}⟧, ok`,
    `numéro de sécurité sociale : ⟦${number('2 55 08 14', ' 168 025 38')}⟧`,
    `⟦${number('255081', '416802538')}⟧`,
    `Rijksregister ⟦${number('85.07.30', '-033.28')}⟧`,
    `BSN: ⟦${number('111', '222', '333')}⟧`,
    `{"bsn":"⟦${number('111', '222', '334')}⟧"}`,
    `AHV ⟦${number('756.', '9217.', '0769.', '85')}⟧`,
    `PESEL: ⟦${number('440514', '01359')}⟧`,
    `⟦${number('131052', '-308T')}⟧ on hänen hetunsa`,
    `personnummer ⟦${number('811228', '-9874')}⟧`,
    `cpr ⟦${number('070761', '-4285')}⟧`,
    `fødselsnummer ⟦${number('15108', '695088')}⟧`,
    `rodné číslo ⟦${number('710319', '/2745')}⟧`,
    `CNP ⟦${number('1630615', '123457')}⟧`,
    `ЕГН ⟦${number('752316', '9263')}⟧`,
    `CURP ⟦${number('BOXW310820', 'HNERXN09')}⟧`,
    `⟦${number('110105', '19491231', '002X')}⟧`,
    `我的身份证号码是⟦${number('110105', '19491231', '0021')}⟧`,
    `⟦${number('S', '1234567', 'D')}⟧ and ⟦${number('A123456', '(3)')}⟧`,
    `주민등록번호 ⟦${number('900101', '-1234568')}⟧`,
    `Aadhaar ⟦${number('2341 ', '2341 ', '2346')}⟧`,
    `⟦${number('35202', '-1234567', '-1')}⟧`,
    `NIK: ⟦${number('317101', '150890', '0001')}⟧`,
    `social insurance number ⟦${number('130 ', '692 ', '544')}⟧`,
    `South African ID ⟦${number('710502', '5109', '083')}⟧`,
    `マイナンバー：⟦${number('1234 ', '5678 ', '9018')}⟧`,
    `national id: ⟦${number('88', '12', '3456', '7')}⟧`,
    `numéro d'identité ⟦${number('1234', '5678')}⟧`,
  ],
  ignored: () => [
    number('529.982.247', '-26'),
    `sum ${number('529982', '24725')}`,
    number('12345678', 'A'),
    `order ${number('12345678', 'B')}`,
    `part AB${number('123456', 'Z')}`,
    `ts ${number('17304', '62812')} and ${number('17304', '62812', '345')}`,
    `call ${number('212', '555', '0142')}`,
    `order ${number('8507', '3003', '328')}`,
    `sha ${'9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'}`,
    '550e8400-e29b-41d4-a716-446655440000',
    '2024-11-01 14:30:00, 01-11-2024, v1.22.333-44',
    'sin 12345678 y ein 3456789',
    'the order id number: 12345678',
    `/users/${number('12345678', 'Z')}/edit`,
    'a 12 345 678 b 1.234.567 c 999.999.999',
  ],
};
