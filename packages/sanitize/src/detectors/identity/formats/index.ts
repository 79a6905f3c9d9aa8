import { britishIds, britishTaxIds } from './british-isles.js';
import { centralEuropeanIds, centralEuropeanTaxIds } from './central-europe.js';
import { eastAsianIds, eastAsianTaxIds } from './east-asia.js';
import { easternEuropeanIds, easternEuropeanTaxIds } from './eastern-europe.js';
import {
  middleEasternAndAfricanIds,
  middleEasternAndAfricanTaxIds,
} from './middle-east-and-africa.js';
import { northAmericanIds, northAmericanTaxIds } from './north-america.js';
import { northernEuropeanIds, northernEuropeanTaxIds } from './northern-europe.js';
import type { NumberFormat } from './number-format.js';
import { southAmericanIds, southAmericanTaxIds } from './south-america.js';
import { southAsianIds, southAsianTaxIds } from './south-asia.js';
import { southeastAsianIds, southeastAsianTaxIds } from './southeast-asia-and-oceania.js';
import { southernEuropeanIds, southernEuropeanTaxIds } from './southern-europe.js';
import { otherVatNumbers, vatNumbers } from './vat.js';
import { westernEuropeanIds, westernEuropeanTaxIds } from './western-europe.js';

/** The numbers that a state gives to a person. Of two that fit as well the first counts. */
export const nationalIdFormats = (): readonly NumberFormat[] => [
  ...northAmericanIds(),
  ...southAmericanIds(),
  ...britishIds(),
  ...westernEuropeanIds(),
  ...northernEuropeanIds(),
  ...centralEuropeanIds(),
  ...southernEuropeanIds(),
  ...easternEuropeanIds(),
  ...eastAsianIds(),
  ...southAsianIds(),
  ...southeastAsianIds(),
  ...middleEasternAndAfricanIds(),
];

/** The numbers that a tax authority gives to a person or a company. */
export const taxIdFormats = (): readonly NumberFormat[] => [
  ...vatNumbers(),
  ...otherVatNumbers(),
  ...northAmericanTaxIds(),
  ...southAmericanTaxIds(),
  ...britishTaxIds(),
  ...westernEuropeanTaxIds(),
  ...northernEuropeanTaxIds(),
  ...centralEuropeanTaxIds(),
  ...southernEuropeanTaxIds(),
  ...easternEuropeanTaxIds(),
  ...eastAsianTaxIds(),
  ...southAsianTaxIds(),
  ...southeastAsianTaxIds(),
  ...middleEasternAndAfricanTaxIds(),
];
