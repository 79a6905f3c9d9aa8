import * as Flags from '@oclif/core/flags';

/** The flags that every command has, shown under their own heading in its help. */
export const sharedFlags = {
  json: Flags.boolean({
    summary: 'Print the result as JSON.',
    helpGroup: 'GLOBAL',
  }),
  profile: Flags.string({
    summary: 'Use this profile of the credentials file.',
    helpValue: 'NAME',
    helpGroup: 'GLOBAL',
  }),
  endpoint: Flags.string({
    summary: 'Talk to the platform at this URL.',
    helpValue: 'URL',
    helpGroup: 'GLOBAL',
  }),
  'api-key': Flags.string({
    summary: 'Use this API key; - reads it from standard input.',
    helpValue: 'KEY',
    helpGroup: 'GLOBAL',
  }),
  color: Flags.boolean({
    summary: 'Colour the output; --no-color leaves it plain.',
    allowNo: true,
    helpGroup: 'GLOBAL',
  }),
  verbose: Flags.boolean({
    summary: 'Show where an error comes from, and what is tried again.',
    helpGroup: 'GLOBAL',
  }),
};
