const DASHES = '-'.repeat(5);

/** Pieces that, repeated, make sanitizers slow, by the names that tables show. */
export const HOSTILE_SHAPES = {
  a: 'a',
  'a.': 'a.',
  'a-': 'a-',
  digits: '7',
  '1 ': '1 ',
  'x@': 'x@',
  'a@a.': 'a@a.',
  spaces: ' ',
  'Aa bb ': 'Aa bb ',
  'PEM heads': [DASHES, 'BEGIN PRIVATE ', 'KEY', DASHES, '\n'].join(''),
  '0:': '0:',
  'http://a:': 'http://a:',
  eyJ: 'eyJ',
  'api_key=': 'api_key=',
  'kind: secret data: ': 'kind: secret data: ',
  'Ab_9.': 'Ab_9.',
  'curl -H': 'curl -H ',
};

/**
 * A piece, repeated to a size in UTF-16 code units.
 *
 * @param {string} shape - a name of {@link HOSTILE_SHAPES}
 * @param {number} size
 */
export function hostileText(shape, size) {
  const piece = HOSTILE_SHAPES[/** @type {keyof typeof HOSTILE_SHAPES} */ (shape)];
  return piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
}
