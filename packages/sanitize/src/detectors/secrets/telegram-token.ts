import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { isBehindEscape } from '../../engine/escapes.js';
import type { Window } from '../../engine/window.js';

/** Not inside a word, unless it is the `bot` before the token in a URL of the API. */
function beginsAlone(window: Window, start: number): boolean {
  const name = window.reads('bot', start - 3) ? start - 3 : start;
  return !isIn(Alphabet.base64url, window.at(name - 1)) || isBehindEscape(window, name);
}

/**
 * Telegram bot tokens: the bot's number, a colon and 35 characters that begin with `A`.
 *
 * @see https://core.telegram.org/bots/api#authorizing-your-bot
 */
export const telegramToken: Detector = {
  rule: 'telegram-token',
  type: 'api_key',
  anchors: ['colon'],
  gate: {
    before: (code) => isIn(Alphabet.digit, code),
    behind: (code) => code === 65, // A
  },
  find(window, colon): Match | undefined {
    if (window.at(colon + 1) !== 65 /* A */ || !isIn(Alphabet.digit, window.at(colon - 1))) {
      return undefined;
    }
    let start = colon;
    while (colon - start < 17 && isIn(Alphabet.digit, window.at(start - 1))) start--;
    const isId = colon - start >= 5 && colon - start <= 16 && beginsAlone(window, start);
    let end = colon + 1;
    while (end - colon <= 36 && isIn(Alphabet.base64url, window.at(end))) end++;
    return isId && end - colon === 36 ? { start, end, confidence: 0.95 } : undefined;
  },
};

export const telegramTokenExamples: DetectorExamples = {
  found: () => [
    `bot ⟦${['110201543', 'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw8'].join(':')}⟧.`,
    `https://api.telegram.org/bot⟦${['110201543', 'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw8'].join(':')}⟧/getMe`,
  ],
  ignored: () => ['12:AM', '110201543:AAHdqTcvCH1', 'line 110201543:ABC'],
};
