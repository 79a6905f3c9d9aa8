import { passesLuhn } from '../../../checksums/luhn.js';
import { digitAt, weightedSum } from '../../../checksums/weighted.js';
import { isUniform, type NumberFormat, two } from './number-format.js';

/** The rest of a sum as a check digit: 11 minus it, and 10 and 11 are 0. */
function complement(sum: number): number {
  const check = 11 - (sum % 11);
  return check > 9 ? 0 : check;
}

function isCpf(value: string): boolean {
  if (isUniform(value)) return false;
  const first = complement(weightedSum(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]));
  const second = complement(weightedSum(value, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]));
  return first === digitAt(value, 9) && second === digitAt(value, 10);
}

/** Since July 2026 letters may stand in all but the check digits; they count as ASCII minus 48. */
function isCnpj(value: string): boolean {
  if (isUniform(value)) return false;
  const first = complement(weightedSum(value, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]));
  const second = complement(weightedSum(value, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]));
  return first === digitAt(value, 12) && second === digitAt(value, 13);
}

function isPis(value: string): boolean {
  const check = complement(weightedSum(value, [3, 2, 9, 8, 7, 6, 5, 4, 3, 2]));
  return check === digitAt(value, 10) && !isUniform(value);
}

function isVoterTitle(value: string): boolean {
  const state = two(value, 8);
  if (state < 1 || state > 28) return false;
  const first = (weightedSum(value, [2, 3, 4, 5, 6, 7, 8, 9]) % 11) % 10;
  const second = (weightedSum(value, [7, 8, 9], 8) % 11) % 10;
  return first === digitAt(value, 10) && second === digitAt(value, 11);
}

const CUIT_PREFIXES = new Set([20, 23, 24, 25, 26, 27, 30, 33, 34, 50, 51, 55]);

function isCuit(value: string): boolean {
  if (!CUIT_PREFIXES.has(two(value, 0))) return false;
  const check = 11 - (weightedSum(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return (check === 11 ? 0 : check === 10 ? 9 : check) === digitAt(value, 10);
}

/** Weights 2 to 7 from the right, again and again, mod 11; 10 is written `K`. */
function isRut(value: string): boolean {
  let sum = 0;
  let weight = 2;
  for (let i = value.length - 2; i >= 0; i--) {
    sum += digitAt(value, i) * weight;
    weight = weight === 7 ? 2 : weight + 1;
  }
  return '0123456789K'[(11 - (sum % 11)) % 11] === value.at(-1) && !isUniform(value.slice(0, -1));
}

const NIT_WEIGHTS = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];

function isColombianNit(value: string): boolean {
  let sum = 0;
  const last = value.length - 1;
  for (let i = 0; i < last; i++) sum += digitAt(value, last - 1 - i) * NIT_WEIGHTS[i]!;
  return '01987654321'[sum % 11] === value[last];
}

function isPeruvianRuc(value: string): boolean {
  if (![10, 15, 16, 17, 20].includes(two(value, 0))) return false;
  const sum = weightedSum(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
  return (11 - (sum % 11)) % 10 === digitAt(value, 10);
}

function isUruguayanCi(value: string): boolean {
  const padded = value.padStart(8, '0');
  const sum = weightedSum(padded, [2, 9, 8, 7, 6, 3, 4]);
  return (10 - (sum % 10)) % 10 === digitAt(padded, 7) && !isUniform(value);
}

function isUruguayanRut(value: string): boolean {
  const kind = two(value, 0);
  const sum = weightedSum(value, [4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
  return (
    kind >= 1 &&
    kind <= 22 &&
    value.startsWith('001', 8) &&
    (11 - (sum % 11)) % 11 === digitAt(value, 11)
  );
}

/** A province, a person's third digit, and Luhn. */
function isEcuadorianCi(value: string): boolean {
  const province = two(value, 0);
  const isProvince = (province >= 1 && province <= 24) || province === 30 || province === 50;
  return isProvince && digitAt(value, 2) < 6 && passesLuhn(value.slice(0, 10));
}

/** A person's with an establishment behind it, or a company's with a check digit of its own. */
function isEcuadorianRuc(value: string): boolean {
  const province = two(value, 0);
  if (!((province >= 1 && province <= 24) || province === 30 || province === 50)) return false;
  const third = digitAt(value, 2);
  if (third < 6) return !value.endsWith('000') && isEcuadorianCi(value);
  if (third === 6) {
    return weightedSum(value, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 && !value.endsWith('0000');
  }
  const isCompany = third === 9 && !value.endsWith('000');
  return isCompany && weightedSum(value, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

const RIF_LETTERS: Readonly<Record<string, number>> = { V: 4, E: 8, J: 12, P: 16, G: 20, C: 12 };

function isRif(value: string): boolean {
  const letter = RIF_LETTERS[value[0]!];
  if (letter === undefined) return false;
  const sum = letter + weightedSum(value, [3, 2, 7, 6, 5, 4, 3, 2], 1);
  return '00987654321'[sum % 11] === value[9];
}

/** Weights 2, 3, 4 … from the right, mod 11. */
function isParaguayanRuc(value: string): boolean {
  let sum = 0;
  const last = value.length - 1;
  for (let i = 0; i < last; i++) sum += digitAt(value, i) * (last + 1 - i);
  return ((11 - (sum % 11)) % 11) % 10 === digitAt(value, last);
}

/** The tax numbers of South America. */
export const southAmericanTaxIds = (): readonly NumberFormat[] => [
  // https://www.gov.br/receitafederal/pt-br/centrais-de-conteudo/publicacoes/documentos-tecnicos/cnpj
  {
    rule: 'br-cnpj',
    shapes: 'XX.XXX.XXX/XXXX-99|XXXXXXXXXXXX99',
    check: isCnpj,
    alone: 'printed',
    labels: 'cnpj cpfcnpj',
  },
  // https://www.argentina.gob.ar/servicio/obtener-el-cuit
  {
    rule: 'ar-cuit',
    shapes: '99-99999999-9|99999999999|99 99999999 9',
    check: isCuit,
    alone: 'printed',
    labels: 'cuit cuil cdi cuitcuil',
  },
  // https://www.sii.cl
  {
    rule: 'cl-rut',
    shapes: '99.999.999-X|9.999.999-X|99999999-X|9999999-X|99999999X|9999999X',
    check: isRut,
    alone: '99.999.999-X|9.999.999-X',
    labels: 'rut run rutnumber rolunico rolunicotributario cedula',
  },
  // https://www.dian.gov.co
  {
    rule: 'co-nit',
    shapes: '999.999.999-9|999999999-9|9999999999|9.999.999.999-9|99.999.999-9',
    check: isColombianNit,
    labels: 'nit numerodeidentificaciontributaria',
  },
  // https://www.gob.pe/218-registro-unico-de-contribuyentes-ruc
  {
    rule: 'pe-ruc',
    shapes: '99999999999',
    check: isPeruvianRuc,
    labels: 'ruc registrounicodecontribuyentes',
  },
  // https://www.gub.uy/direccion-general-impositiva
  {
    rule: 'uy-rut',
    shapes: '999999999999|99-999999-999-9|99 999999 999 9',
    check: isUruguayanRut,
    alone: 'printed',
    labels: 'rut',
  },
  // https://www.sri.gob.ec/ruc-personas-naturales
  {
    rule: 'ec-ruc',
    shapes: '9999999999999|9999999999-999',
    check: isEcuadorianRuc,
    labels: 'ruc registrounicodecontribuyentes',
  },
  // https://declaraciones.seniat.gob.ve
  {
    rule: 've-rif',
    shapes: 'A-99999999-9|A999999999|A-999999999',
    check: isRif,
    alone: 'printed',
    labels: 'rif',
  },
  // https://www.dnit.gov.py
  {
    rule: 'py-ruc',
    shapes: '9999999-9|99999999-9|999999-9',
    check: isParaguayanRuc,
    labels: 'ruc',
  },
];

/** The national ids of South America. */
export const southAmericanIds = (): readonly NumberFormat[] => [
  // https://www.gov.br/receitafederal/pt-br/assuntos/meu-cpf
  {
    rule: 'br-cpf',
    shapes: '999.999.999-99|99999999999|999999999-99',
    check: isCpf,
    alone: 'printed',
    labels: 'cpf cpfcnpj cadastrodepessoas cadastrodepessoasfisicas',
  },
  // https://www.gov.br/pt-br/servicos/obter-carteira-de-identidade
  {
    rule: 'br-rg',
    shapes: '99.999.999-X|9.999.999-X|99999999X|9.999.999|99.999.999',
    labels: 'identidade carteiradeidentidade registrogeral documentodeidentidade',
    hints: 'rg',
  },
  // https://www.caixa.gov.br/beneficios-trabalhador/pis
  {
    rule: 'br-pis',
    shapes: '999.99999.99-9|99999999999',
    check: isPis,
    alone: 'printed',
    labels: 'pis pasep pispasep nis nit',
  },
  // https://www.tse.jus.br/servicos-eleitorais/titulo-de-eleitor
  {
    rule: 'br-titulo-eleitor',
    shapes: '999999999999|9999 9999 9999',
    check: isVoterTitle,
    labels: 'titulo tituloeleitor tituloeleitoral titulodeeleitor',
  },
  // https://www.argentina.gob.ar/interior/renaper
  {
    rule: 'ar-dni',
    shapes: '99.999.999|9.999.999|99999999|9999999|99 999 999',
    labels: 'dni documentonacional documentonacionaldeidentidad',
  },
  // https://www.registraduria.gov.co
  {
    rule: 'co-cedula',
    shapes: '9.999.999.999|99.999.999|9.999.999|9999999999|99999999|9999999',
    labels: 'cedula ceduladeciudadania ciudadania nuip tarjetadeidentidad',
    hints: 'cc',
  },
  // https://www.gob.pe/reniec
  {
    rule: 'pe-dni',
    shapes: '99999999|99999999-X|99.999.999',
    labels: 'dni',
  },
  // https://www.gub.uy/ministerio-interior/direccion-nacional-identificacion-civil
  {
    rule: 'uy-ci',
    shapes: '9.999.999-9|99999999|9999999-9|999.999-9',
    check: isUruguayanCi,
    alone: '9.999.999-9',
    labels: 'cedula ceduladeidentidad',
    hints: 'ci',
  },
  // https://www.registrocivil.gob.ec
  {
    rule: 'ec-ci',
    shapes: '9999999999|999999999-9',
    check: isEcuadorianCi,
    labels: 'cedula ceduladeidentidad ceduladeciudadania',
    hints: 'ci',
  },
  // https://www.saime.gob.ve
  {
    rule: 've-ci',
    shapes: 'A-99999999|A-9999999|A-99.999.999|A99999999|99.999.999|99999999',
    check: (value) => 'VE'.includes(value[0]!),
    labels: 'cedula ceduladeidentidad',
    hints: 'ci',
  },
  // https://www.segip.gob.bo
  {
    rule: 'bo-ci',
    shapes: '9999999|99999999|9999999-9A|9999999 AA',
    labels: 'carnetdeidentidad ceduladeidentidad carnet',
    hints: 'ci',
  },
  // https://www.policianacional.gov.py/identificaciones
  {
    rule: 'py-ci',
    shapes: '9.999.999|9999999',
    labels: 'cedula ceduladeidentidad',
    hints: 'ci',
  },
];
