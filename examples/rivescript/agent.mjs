// A bot for a terminal: it prints a prompt, reads a line, answers, and prints the prompt again.
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import RiveScript from 'rivescript';

const PROMPT = 'you> ';

const bot = new RiveScript({ utf8: true });
await bot.loadFile(fileURLToPath(new URL('./brain/pizza.rive', import.meta.url)));
bot.sortReplies();

process.stdout.write(`Welcome to the counter. Say "bye" to leave.\n${PROMPT}`);
for await (const line of createInterface({ input: process.stdin })) {
  // One person sits at a terminal, so there is one user.
  const answer = await bot.reply('customer', line);
  process.stdout.write(`${answer}\n${PROMPT}`);
}
