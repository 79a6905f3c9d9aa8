import { createProjectSanitizer } from '@fluxloop/core/sanitizer';
import { describe, expect, it } from 'vitest';
import { CaseIdentifier } from './case-identity.js';
import { casesIn, casesOf, failureIn, scenarioProject } from './scenario.test-support.js';

const YAML = `context: { shop: Fernhill }
personas:
  - name: hurried
    description: Has no time.
    context: { tone: short }
    traits: { typos: often }
    weight: 3
  - patient
inputs:
  - text: "{{ persona.name }} at {{ shop }}, {{ tone }}"
    weight: 0.5
  - bye
`;
const FILES = { 'personas/patient.yaml': 'context: { tone: kind }\n' };

describe('personas', () => {
  it('each ask every input, with their context and their weight', async () => {
    const cases = await casesIn(YAML, FILES);
    expect(cases.map(({ persona, weight, turns }) => [persona, weight, turns[0]?.text])).toEqual([
      ['hurried', 1.5, 'hurried at Fernhill, short'],
      ['patient', 0.5, 'patient at Fernhill, kind'],
      ['hurried', 3, 'bye'],
      ['patient', undefined, 'bye'],
    ]);
    expect(cases[0]?.turns[0]?.context).toEqual({
      shop: 'Fernhill',
      tone: 'short',
      persona: { name: 'hurried', description: 'Has no time.', traits: { typos: 'often' } },
    });
  });

  it('are counted in what the scenario holds', async () => {
    await using project = await scenarioProject({ ...FILES, 'scenarios/a.yaml': YAML });
    const [scenario] = (await project.load()).scenarios;
    let counted = 0;
    if (scenario !== undefined) for await (const { cases } of scenario.content()) counted += cases;
    expect(counted).toBe((await casesOf(scenario)).length);
  });

  it('expand as they are asked for', async () => {
    await using project = await scenarioProject({
      ...FILES,
      'scenarios/a.yaml': 'personas: [patient]\ninputs: a.jsonl\n',
      'scenarios/a.jsonl': '"fine"\nnot JSON\n',
    });
    const [scenario] = (await project.load()).scenarios;
    const cases = scenario?.cases()[Symbol.asyncIterator]();
    expect((await cases?.next())?.value).toMatchObject({ persona: 'patient' });
    await expect(cases?.next()).rejects.toMatchObject({ location: { line: 2 } });
  });

  it('make cases of their own, also when they say the same', async () => {
    const identifier = new CaseIdentifier(createProjectSanitizer({ env: {} }));
    const ids = async (yaml: string) =>
      (await casesIn(yaml)).map((one) => identifier.identify(one).id);
    const [alone] = await ids('inputs: [hi]\n');
    const [one, other] = await ids('personas: [{ name: a }, { name: b }]\ninputs: [hi]\n');
    expect(new Set([alone, one, other]).size).toBe(3);
    const swapped = new CaseIdentifier(createProjectSanitizer({ env: {} }));
    const again = (await casesIn('personas: [{ name: b }, { name: a }]\ninputs: [hi]\n')).map(
      (each) => swapped.identify(each).id,
    );
    expect(again).toEqual([other, one]);
  });

  it.each([
    ['a name that nobody has', 'personas:\n  - pateint\n', 'persona_unknown', 2, 5],
    [
      'the same one twice',
      'personas:\n  - patient\n  - name: patient\n',
      'persona_duplicate',
      3,
      5,
    ],
    ['a key that personas do not have', 'personas:\n  - nme: x\n', 'yaml_value', 2, 5],
  ])('%s is refused with its place', async (_, personas, code, line, column) => {
    expect(await failureIn(`${personas}inputs: [hi]\n`, FILES)).toMatchObject({
      code,
      location: { line, column },
    });
  });

  it('are suggested when a name is nearly right', async () => {
    expect(await failureIn('personas: [pateint]\ninputs: [hi]\n', FILES)).toMatchObject({
      hint: 'Did you mean "patient"?',
    });
  });
});
