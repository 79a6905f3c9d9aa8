import { fakeSurroundings } from '@fluxloop/plugin-kit/testing';
import { describe, expect, it } from 'vitest';
import { confirmRawUpload } from './confirm.js';

const endpoint = 'https://fluxloop.example.com';

async function ask(typed: string) {
  const surroundings = fakeSurroundings({ typed, terminal: { columns: 80 } });
  const refusal = await confirmRawUpload({ yes: false, canAsk: true, endpoint, surroundings }).then(
    () => null,
    (error: unknown) => error,
  );
  return { refusal, shown: surroundings.recorded.stderr };
}

describe('the question before raw text is sent', () => {
  it('names the platform, and what would go there', async () => {
    const { shown } = await ask('y\n');
    expect(shown).toContain(endpoint);
    expect(shown).toContain('personal data and secrets');
  });

  it.each(['y\n', 'Y\n', 'yes\r\n'])('takes %j for a yes', async (typed) => {
    expect((await ask(typed)).refusal).toBeNull();
  });

  it.each(['\n', 'n\n', 'no\n', 'yeah\n', 'n\ny\n', ''])('takes %j for a no', async (typed) => {
    expect((await ask(typed)).refusal).toMatchObject({ code: 'not_confirmed', exitCode: 2 });
  });

  it('is not put to anybody who is not there', async () => {
    const surroundings = fakeSurroundings();
    const asked = confirmRawUpload({ yes: false, canAsk: false, endpoint, surroundings });
    await expect(asked).rejects.toMatchObject({ code: 'confirmation_needed' });
    expect(surroundings.recorded.stderr).toBe('');
  });
});
