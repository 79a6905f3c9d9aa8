import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { healthFormats } from './formats/health.js';
import { numberDetector } from './number-detector.js';

/**
 * Numbers of patients, of the insured and of who treats them: US NPI, Medicare (MBI) and DEA, NHS,
 * CHI, Australia's Medicare and IHI, Canada's health cards, New Zealand's NHI, Germany's KVNR, Brazil's
 * CNS, India's ABHA, medical record numbers. Only those with letters in their places or signs that no
 * other number has may stand without a label.
 */
export const healthNumber: Detector = numberDetector({
  rule: 'health-number',
  type: 'health_number',
  formats: healthFormats,
  labels:
    'healthinsurance healthinsurancenumber healthinsuranceid healthcard healthcardnumber healthid medicalid ' +
    'insurancememberid memberid policyholderid versichertennummer krankenversicherungsnummer ' +
    'numerodeassurancemaladie numerodassurancemaladie tarjetasanitaria cartaodesaude numerodeutente ' +
    'tesserasanitaria zorgverzekering zorgpasnummer 保険証番号 被保険者番号',
});

const number = (...groups: string[]): string => groups.join('');

export const healthNumberExamples: DetectorExamples = {
  found: () => [
    `NPI: ⟦${number('123', '456', '7893')}⟧`,
    `NHS number ⟦${number('943 ', '476 ', '5919')}⟧`,
    `nhs_number=⟦${number('943', '476', '5919')}⟧`,
    `MBI ⟦${number('1EG4', '-TE5', '-MK73')}⟧`,
    `⟦${number('1EG4', 'TE5', 'MK73')}⟧`,
    `Medicare ⟦${number('2123 ', '45670 ', '1')}⟧`,
    `health card ⟦${number('9876', '-543', '-217', '-AB')}⟧`,
    `RAMQ ⟦${number('BOUF ', '9401 ', '1419')}⟧`,
    `MRN: ⟦${number('00', '123', '456')}⟧`,
    `NHI ⟦${number('ZAC', '5361')}⟧`,
    `DEA ⟦${number('AB', '1234563')}⟧`,
  ],
  ignored: () => [
    `${number('123', '456', '7893')}`,
    `order ${number('943', '476', '5919')}`,
    `call ${number('212 ', '555 ', '0142')}`,
    'the npi of the year 2024',
  ],
};
