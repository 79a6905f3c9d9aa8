import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { answers } from './answers.mjs';
import { type Classify, readCorpus, trainClassifier } from './classifier.mjs';
import { accountForms } from './forms/account.mjs';
import { orderForms } from './forms/orders.mjs';
import { paymentForms } from './forms/payments.mjs';

const heldOut: Record<string, string[]> = JSON.parse(
  await readFile(new URL('../held-out.json', import.meta.url), 'utf8'),
);
const heldOutUtterances = Object.entries(heldOut).flatMap(([intent, utterances]) =>
  utterances.map((utterance) => ({ intent, utterance })),
);

describe('the corpus', () => {
  it('teaches twenty intents and more with ten utterances each, none of them twice', async () => {
    const corpus = await readCorpus();
    expect(corpus.size).toBeGreaterThanOrEqual(20);
    for (const utterances of corpus.values()) expect(utterances.length).toBeGreaterThanOrEqual(10);
    const all = [...corpus.values()].flat().map((utterance) => utterance.toLowerCase());
    expect(new Set(all).size).toBe(all.length);
  });

  it('has something to say or to do for every intent', async () => {
    const handled = { ...answers, ...orderForms, ...paymentForms, ...accountForms };
    expect(Object.keys(handled).sort()).toEqual([...(await readCorpus()).keys()].sort());
  });
});

describe('the classifier', () => {
  let classify: Classify;

  beforeAll(async () => {
    classify = await trainClassifier(await readCorpus());
  });

  it('understands at least nine of ten utterances that it has not learned', async () => {
    const learned = new Set([...(await readCorpus()).values()].flat());
    expect(heldOutUtterances.filter(({ utterance }) => learned.has(utterance))).toEqual([]);
    expect(Object.keys(heldOut).sort()).toEqual([...(await readCorpus()).keys()].sort());

    const misses: string[] = [];
    for (const { intent, utterance } of heldOutUtterances) {
      const found = await classify(utterance);
      if (found.intent !== intent) misses.push(`${utterance}: ${found.intent}, not ${intent}`);
    }
    expect(misses.length, misses.join('\n')).toBeLessThanOrEqual(heldOutUtterances.length / 10);
  });

  it('reads over a wrong letter in a word', async () => {
    expect(await classify('I forgot my pasword')).toMatchObject({ intent: 'account.password' });
    expect(await classify('I want a refnd')).toMatchObject({ intent: 'refund' });
  });

  it('knows no intent for words that it has never seen', async () => {
    expect(await classify('xyzzy frobnicate')).toMatchObject({ intent: 'None' });
  });

  it('comes to the same scores when it is trained again', async () => {
    const again = await trainClassifier(await readCorpus());
    for (const { utterance } of heldOutUtterances) {
      expect(await again(utterance)).toEqual(await classify(utterance));
    }
  });
});
