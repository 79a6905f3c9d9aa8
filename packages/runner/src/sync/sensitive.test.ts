import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MARKERS } from '../project.test-support.js';
import {
  failureOf,
  type Machine,
  type MemoryPlatform,
  machine,
  memoryPlatform,
  SHARED_FILE,
  scenarioOf,
  share,
} from './sync.test-support.js';

let platform: MemoryPlatform;
let here: Machine;
let there: Machine;
beforeEach(async () => {
  platform = memoryPlatform();
  here = await machine(platform);
  there = await machine(platform);
});
afterEach(async () => {
  await here[Symbol.asyncDispose]();
  await there[Symbol.asyncDispose]();
});

describe('what is sensitive in a file', () => {
  const raw = scenarioOf(`write to ${MARKERS.email}`, 'hi');
  const clean = scenarioOf('write to [EMAIL_1]', 'hi');

  it('stays on the machine, and in the file', async () => {
    await share(here, there, raw);
    expect(platform.history('refunds')).toEqual([clean]);
    expect(await here.read(SHARED_FILE)).toBe(raw);
    expect(await there.read(SHARED_FILE)).toBe(clean);
    expect(await here.standings()).toEqual({ refunds: 'in_sync' });
    await here.remove('.fluxloop');
    expect(await here.standings()).toEqual({ refunds: 'in_sync' });
  });

  it('stays in the file when others’ changes come', async () => {
    await share(here, there, raw);
    await there.write(SHARED_FILE, `${clean}  - "ho"\n`);
    await there.sync();
    await here.sync();
    expect(await here.read(SHARED_FILE)).toBe(`${raw}  - "ho"\n`);
    expect(await here.standings()).toEqual({ refunds: 'in_sync' });
  });

  it('stays in a file that a fresh checkout brought, when others’ changes come', async () => {
    await share(here, there, raw);
    await there.write(SHARED_FILE, `${clean}  - "ho"\n`);
    await there.sync();
    await here.remove('.fluxloop');
    await here.sync({ direction: 'pull' });
    expect(await here.read(SHARED_FILE)).toBe(`${raw}  - "ho"\n`);
  });

  it('is a conflict where the platform changes the very line', async () => {
    await share(here, there, raw);
    await there.write(SHARED_FILE, scenarioOf('call [EMAIL_1]', 'hi'));
    await there.sync();
    expect(await failureOf(here)).toMatchObject({ conflicts: [{ kind: 'sanitized_lines' }] });
    expect(await here.read(SHARED_FILE)).toBe(raw);
    await here.sync({ keep: 'remote' });
    expect(await here.replaced()).toEqual([raw]);
  });

  it('does not travel back and forth where people write placeholders beside it', async () => {
    await share(here, there, raw);
    await there.write(
      SHARED_FILE,
      scenarioOf(`ask ${MARKERS.otherEmail}`, 'write to [EMAIL_1]', 'hi'),
    );
    for (let round = 0; round < 3; round += 1) {
      await there.sync();
      await here.sync();
    }
    const versions = platform.history('refunds').length;
    await there.sync();
    await here.sync();
    expect(platform.history('refunds')).toHaveLength(versions);
    expect(await here.read(SHARED_FILE)).toContain(MARKERS.email);
    expect(await there.read(SHARED_FILE)).toContain(MARKERS.otherEmail);
  });

  it('is found in other places too, where nothing beside it tells what it is', async () => {
    const number = ['4155', '550', '132'].join('');
    await here.write(
      SHARED_FILE,
      `# ask ${number}\ninputs:\n  - "My phone number is ${number}"\n  - ${number}ab\n  - text: "${number}"\n    context: { id: ${number} }\n`,
    );
    await here.sync();
    const [sent = ''] = platform.history('refunds');
    expect(sent).toContain('[PHONE_1]');
    expect(sent).not.toContain(`"${number}"`);
    expect((await there.sync()).pulled).toHaveLength(1);
  });

  it('is not in the name either', async () => {
    await here.write(`scenarios/${MARKERS.email}.yaml`, scenarioOf('hi'));
    await here.write(
      'scenarios/b.yaml',
      `# ${MARKERS.otherEmail}\nname: about ${MARKERS.email}\n${scenarioOf('hi')}`,
    );
    await here.sync();
    expect(platform.names()).toEqual(['[EMAIL_1]', 'about [EMAIL_2]']);
    await there.sync();
    expect(await there.list('scenarios')).toEqual(['[EMAIL_1].yaml', 'about [EMAIL_2].yaml']);
    expect(await there.standings()).toEqual({
      '[EMAIL_1]': 'in_sync',
      'about [EMAIL_2]': 'in_sync',
    });
    expect(await here.standings()).toEqual({
      '[EMAIL_1]': 'in_sync',
      'about [EMAIL_2]': 'in_sync',
    });
  });

  it('goes out only where somebody asks for that', async () => {
    await here.write(SHARED_FILE, raw);
    await here.sync({ sanitize: false });
    expect(platform.history('refunds')).toEqual([raw]);
    expect(await here.standings()).toEqual({ refunds: 'in_sync' });
  });
});
