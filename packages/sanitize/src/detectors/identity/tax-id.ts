import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { taxIdFormats } from './formats/index.js';
import { numberDetector } from './number-detector.js';

/**
 * Tax numbers of persons and companies in over 70 countries, and the VAT numbers of the European
 * Union with their check digits. Without a label a number counts only if its form and its check
 * leave little to chance; behind its own label (`NIF`, `ИНН`, `ABN`) also with a wrong digit.
 */
export const taxId: Detector = numberDetector({
  rule: 'tax-id',
  type: 'tax_id',
  formats: taxIdFormats,
  labels:
    'vat vatregno vatregistration vatregistrationnumber ustidnummer umsatzsteuerid umsatzsteueridentifikationsnummer mwst tva ' +
    'iva numeroiva piva btw btwnr moms momsnr momsnummer alv alvnumero dph pdv nifiva ' +
    'taxid taxidno taxidnumber taxidentification taxidentificationno taxidentificationnumber taxnumber taxno ' +
    'taxpayer taxpayerid taxpayernumber taxreference taxreferencenumber tinnumber tinno vatnumber vatid vatno ' +
    'steuernummer steuernr steuerid ustid ustidnr numerofiscal identifiantfiscal numerodetva numerotva tvaintracommunautaire ' +
    'numerodeidentificacionfiscal identificacionfiscal numerodeidentificaciontributaria partitaiva ' +
    'numerodecontribuinte contribuinte belastingnummer btwnummer fiscaalnummer 税号 納税者番号',
});

const number = (...groups: string[]): string => groups.join('');

export const taxIdExamples: DetectorExamples = {
  found: () => [
    `CNPJ ⟦${number('11.222.333/', '0001-81')}⟧`,
    `⟦${number('12.ABC.345/', '01DE-35')}⟧`,
    `CUIT ⟦${number('20-', '26756539', '-3')}⟧`,
    `RUT: ⟦${number('30.686.957', '-4')}⟧`,
    `ITIN ⟦${number('912', '-70-', '1234')}⟧`,
    `federal tax id ⟦${number('12-', '3456789')}⟧`,
    `RFC ⟦${number('GODE', '561231', 'GR8')}⟧`,
    `⟦${number('DE', '136695976')}⟧ and ⟦${number('ATU', '13585627')}⟧`,
    `VAT no. ⟦${number('GB ', '980 ', '7806 ', '84')}⟧`,
    `⟦${number('NL', '004495445', 'B01')}⟧`,
    `TVA ⟦${number('FR ', '40 ', '303265045')}⟧`,
    `BTW ⟦${number('BE ', '0403.', '019.', '261')}⟧`,
    `P.IVA: ⟦${number('0074', '3110', '157')}⟧`,
    `NIP ⟦${number('856', '-734', '-62', '-15')}⟧`,
    `ИНН ⟦${number('50010', '0732259')}⟧`,
    `PAN: ⟦${number('ACUPA', '7085', 'R')}⟧`,
    `GSTIN ⟦${number('27AAPFU', '0939F', '1ZV')}⟧`,
    `ABN ⟦${number('83 ', '914 ', '571 ', '673')}⟧`,
    `TFN: ⟦${number('123 ', '456 ', '782')}⟧`,
    `NIF ⟦${number('501', '964', '843')}⟧`,
    `UTR ⟦${number('17', '1895', '9365')}⟧`,
    `tax number: ⟦${number('77', '665', '544', '3')}⟧`,
  ],
  ignored: () => [
    number('DE', '136695975'),
    `${number('DE', '136695976')}7`,
    'ein 123456789 und ein 12-3456789x',
    'rust inn 1234567',
    'invoice tax number 7',
    'ABCDE1234F5 and abcde1234f',
    '1.22.333.4444 12.345.678/0001-9',
  ],
};
