import { describe, expect, it } from 'vitest';
import { withoutWorkflowCommands } from './workflow-commands.js';

/** As the runner looks for commands: at the start of a trimmed line, and `##[` anywhere. */
const isCommand = (line: string): boolean => line.trim().startsWith('::') || line.includes('##[');

describe('what an agent says in the log of GitHub Actions', () => {
  it.each([
    '::error::no',
    '   ::add-mask::the',
    '\t::stop-commands::x',
    'text\n::set-output name=a::b',
    'in the middle ##[error]no',
    '::::error::',
    '\n\n  ::endgroup::\n',
  ])('is no command: %j', (text) => {
    const shown = withoutWorkflowCommands(text);
    expect(shown.split('\n').some(isCommand)).toBe(false);
    expect(shown.replaceAll('\u200b', '')).toBe(text);
  });

  it('is left alone otherwise', () => {
    const text = 'std::vector, a::b and #[derive]\n : one\n';
    expect(withoutWorkflowCommands(text)).toBe(text);
  });
});
