import { beforeAll, describe, expect, it } from 'vitest';
import { type Classify, readCorpus, trainClassifier } from './classifier.mjs';
import { Conversation } from './conversation.mjs';
import { openShop, type Shop } from './shop.mjs';

let classify: Classify;
let shop: Shop;

beforeAll(async () => {
  classify = await trainClassifier(await readCorpus());
  shop = await openShop();
});

/** What the bot says to each of these, in one conversation. */
async function converse(...texts: string[]): Promise<string[]> {
  const conversation = new Conversation({ classify, shop });
  const replies: string[] = [];
  for (const text of texts) replies.push((await conversation.reply(text)).text);
  return replies;
}

describe('a conversation', () => {
  it('asks for the order, then for a yes, before it refunds', async () => {
    const [asks, confirms, done] = await converse('I want a refund', '107455', 'yes');
    expect(asks).toContain('order number');
    expect(confirms).toMatch(/^Shall I refund £64\.50 for order 107455/);
    expect(done).toMatch(/^The refund of £64\.50 for order 107455 is under way/);
  });

  it('does nothing after a no', async () => {
    const [, , answer] = await converse('I want a refund', '107455', 'no');
    expect(answer).toContain('did nothing');
  });

  it('asks for an IBAN only where the order was paid by bank transfer', async () => {
    expect((await converse('refund order 106017'))[0]).toContain('IBAN');
    expect((await converse('refund order 107455'))[0]).not.toContain('IBAN');
  });

  it('asks for the address again when it was wrong', async () => {
    const [, again, confirms, done] = await converse(
      'reset my password, lee@example.com',
      'no',
      'lea@example.com',
      'yes',
    );
    expect(again).toContain('Which e-mail address');
    expect(confirms).toContain('lea@example.com');
    expect(done).toContain('on its way to lea@example.com');
  });

  it('asks again when another value is given instead of a yes', async () => {
    const [, confirms] = await converse('refund order 107455', 'no, I mean 112540');
    expect(confirms).toMatch(/^Shall I refund £27\.00 for order 112540/);
  });

  it('asks once more about an order that does not exist', async () => {
    const [unknown, found] = await converse('where is my order 199999', '104822');
    expect(unknown).toContain('cannot find an order 199999');
    expect(found).toContain('Trail backpack');
  });

  it('does not cancel what has left the warehouse', async () => {
    expect((await converse('cancel order 104822'))[0]).toContain('has left our warehouse');
  });

  it('remembers the order over a change of subject', async () => {
    const [, invoice] = await converse('where is my order 104822', 'please send me the invoice');
    expect(invoice).toContain('e-mail');
  });

  it('lets a customer change the subject in the middle of a task', async () => {
    const [, hours] = await converse('I want a refund', 'what are your opening hours');
    expect(hours).toContain('9 to 18');
  });

  it('tells the colleague what was said', async () => {
    const [, , answer] = await converse(
      'my order 104822 is a week late',
      'I want to speak to a human',
      '020 7946 0182',
    );
    expect(answer).toContain('020 7946 0182');
    expect(answer).toContain('“my order 104822 is a week late”');
  });

  it('offers a person after two misses', async () => {
    const [first, second, third] = await converse('blorp', 'xyzzy frobnicate', 'yes');
    expect(first).toContain('did not understand');
    expect(second).toContain('Shall a colleague call you?');
    expect(third).toContain('Which phone number');
  });

  it('offers a person after two answers that are none', async () => {
    const [, first, second] = await converse('I want a refund', 'blorp', 'xyzzy');
    expect(first).toContain('I still need this');
    expect(second).toContain('Shall a colleague call you?');
  });

  it('reports the intent, the task and the values it has understood', async () => {
    const conversation = new Conversation({ classify, shop });
    const { metadata } = await conversation.reply('reset my password, lee@example.com');
    expect(metadata).toMatchObject({
      intent: 'account.password',
      form: 'account.password',
      awaiting: 'confirmation',
      slots: { email: 'lee@example.com' },
    });
    expect(metadata.score).toBeGreaterThan(0.5);
  });

  it('answers a message of any length by its beginning', async () => {
    const [answer] = await converse(`Where is my order 104822? ${'so sad '.repeat(100_000)}`);
    expect(answer).toContain('104822');
  });
});
