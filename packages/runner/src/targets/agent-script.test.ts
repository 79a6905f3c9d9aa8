import { describe, expect, it } from 'vitest';
import { agentScript } from './agent-script.js';

describe('the file that a command runs', () => {
  it.each([
    [['node', 'agent.mjs'], 'agent.mjs'],
    [['/usr/bin/python3.12', '-u', 'src/agent.py', '--port', '1'], 'src/agent.py'],
    [['node', '--import', 'tsx', 'agent.ts'], 'agent.ts'],
  ])('of %j is %s', (command, script) => {
    expect(agentScript(command)).toBe(script);
  });

  it.each([
    [['docker', 'run', 'image', 'node', 'agent.mjs']],
    [['python3', '-m', 'agent', 'data.py']],
    [['node', '-e', 'run()', 'agent.mjs']],
    [['./agent']],
    [[]],
  ])('of %j is not known', (command) => {
    expect(agentScript(command)).toBeUndefined();
  });
});
