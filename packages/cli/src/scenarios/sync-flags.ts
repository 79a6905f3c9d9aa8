import { Flags } from '@fluxloop/plugin-kit';
import type { Keep } from '@fluxloop/runner';

const KEEP: readonly Keep[] = ['local', 'remote', 'merged'];

/** Which project on the platform a command is about. */
export const projectFlag = Flags.string({
  summary: 'The project on the platform.',
  helpValue: 'SLUG',
});

/** Whether what is sent is sanitized. */
export const sanitizeFlag = Flags.boolean({
  summary: 'Sanitize what is sent, which is the default; --no-sanitize sends it raw.',
  allowNo: true,
  default: true,
});

/** Which scenarios a command is about. */
export const scenarioFlag = Flags.string({
  summary: 'Only this scenario; may be repeated.',
  helpValue: 'NAME',
  multiple: true,
  multipleNonGreedy: true,
});

/** The flags of all commands that sync. */
export const syncFlags = {
  project: projectFlag,
  scenario: scenarioFlag,
  keep: Flags.option({
    summary: 'Settle conflicts: keep your file, the version of the platform, or your merge file.',
    options: KEEP,
  })(),
  sanitize: sanitizeFlag,
  yes: Flags.boolean({ char: 'y', summary: 'Ask nothing.' }),
};

/** The flags of commands that write files here. */
export const pullFlags = {
  'merge-file': Flags.boolean({
    summary: 'Write NAME.merge.yaml with both versions of each conflict, to be edited.',
    exclusive: ['keep'],
  }),
  'allow-code': Flags.boolean({
    summary: 'Take scripts that scenarios of the platform bring; "fluxloop test" runs them here.',
  }),
};

/** The flag of commands that change the platform. */
export const deleteFlag = Flags.boolean({
  summary: 'Delete on the platform, with all versions, what you have deleted here.',
});
