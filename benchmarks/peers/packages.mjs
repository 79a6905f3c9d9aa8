/**
 * The packages that FluxLoop's sanitizer is held against, with what their documentation and source
 * say of them. `types` counts kinds of values found without configuration; `promise` is how many times
 * as fast ours is to be.
 *
 * @type {readonly { name: string, install: readonly string[], types: string, validators: string, operators: string, streaming: string, promise?: number }[]}
 */
export const PEERS = [
  {
    name: 'redact-pii',
    install: ['redact-pii@3.4.0'],
    types: '13',
    validators: 'none',
    operators: 'literal',
    streaming: 'no',
    promise: 28,
  },
  {
    name: 'openredaction',
    install: ['openredaction@1.1.5'],
    types: '579 patterns',
    validators: 'checksums for some',
    operators: 'placeholder, mask, hash, format-preserving',
    streaming: 'text in chunks',
    promise: 250,
  },
  {
    name: 'secretlint',
    install: ['@secretlint/core@13.0.7', '@secretlint/secretlint-rule-preset-recommend@13.0.7'],
    types: '29 rules, secrets only',
    validators: 'none',
    operators: 'reports; masks in its report',
    streaming: 'no',
    promise: 20,
  },
  {
    name: '@redactpii/node',
    install: ['@redactpii/node@1.0.17'],
    types: '5',
    validators: 'none',
    operators: 'literal, numbered placeholder',
    streaming: 'no',
    promise: 1.8,
  },
  {
    name: '@cdssnc/sanitize-pii',
    install: ['@cdssnc/sanitize-pii@2.1.1'],
    types: '25',
    validators: 'none',
    operators: 'template',
    streaming: 'no',
    promise: 5,
  },
  {
    name: 'data-guardian',
    install: ['data-guardian@1.1.4'],
    types: '15',
    validators: 'none',
    operators: 'mask',
    streaming: 'no',
  },
];
