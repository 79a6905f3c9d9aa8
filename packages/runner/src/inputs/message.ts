import type { Language } from './language.js';
import type { SeededRandom } from './random.js';
import { fillTemplate, type Piece, plainText } from './template.js';
import type { Traits } from './traits.js';
import { dropWords, mistype } from './typos.js';

/** What a message is made with. */
export interface MessageOptions {
  language: Language;
  traits: Traits;
  random: SeededRandom;
  slotValue: (slot: string) => string;
  /** Whether it opens the conversation: only then there is a greeting, and a story. */
  first: boolean;
}

/**
 * Somebody's words for what they want: what the template says, with what such a person says around it,
 * typed as such a person types.
 * @param template - what is wanted
 */
export function writeMessage(template: string, options: MessageOptions): string {
  const { language, traits, random, slotValue } = options;
  const { before, behind } = surround(options);
  const core = fillTemplate(template, slotValue);
  if (traits.tone === 'angry') exclaim(core, random);
  const isBare = traits.verbosity === 'terse' && random.chance(0.6);
  if (behind.some((phrase) => !phrase.startsWith(OWN_LINE))) punctuate(core, language);
  else if (isBare) unpunctuate(core);
  const gap: Piece = { text: language.gap, fixed: true };
  const pieces = [
    ...before.flatMap((phrase) => [...fillTemplate(phrase, slotValue), gapBehind(phrase, gap)]),
    ...core,
    ...behind.flatMap((phrase) => [gapBefore(phrase, gap), ...fillTemplate(phrase, slotValue)]),
  ];
  for (const piece of pieces) {
    if (!piece.fixed) piece.text = typed(piece.text, options);
  }
  return plainText(pieces).trim();
}

/** A greeting and a closing that stand on lines of their own end in a line feed here. */
const OWN_LINE = '\n';

function surround({ language, traits, random, first }: MessageOptions): {
  before: string[];
  behind: string[];
} {
  const { phrases } = language;
  const before: string[] = [];
  const behind: string[] = [];
  const say = (list: readonly string[], share: number, to: string[]) => {
    if (random.chance(share)) to.push(random.pick(list));
  };
  const { verbosity, tone } = traits;
  const isLong = verbosity === 'verbose';
  // What is said around it was said in the first turn.
  if (verbosity === 'terse' || !first) {
    if (tone === 'angry') say(phrases.anger, 0.4, behind);
    return { before, behind };
  }
  greet({ language, traits, random }, before);
  if (traits.learner) say(phrases.learner, 0.4, before);
  if (isLong) before.push(...twoOf(phrases.story, random));
  if (traits.knowledge === 'confused') say(phrases.confusion, 0.6, before);
  if (tone === 'worried') say(phrases.worry, 0.5, behind);
  if (tone === 'angry') say(angerOf(language, random), 0.8, random.chance(0.5) ? before : behind);
  if (traits.knowledge === 'expert') say(phrases.expert, 0.5, behind);
  if (tone === 'polite') say(phrases.polite, 0.6, behind);
  if (tone !== 'angry') say(phrases.thanks, isLong ? 0.6 : 0.15, behind);
  if (tone === 'friendly' && random.chance(0.25)) behind.push('🙂');
  const share = isLong ? 0.8 : tone === 'polite' ? 0.6 : tone === 'angry' ? 0.05 : 0.12;
  if (random.chance(share)) behind.push(`${OWN_LINE}${random.pick(phrases.closing)}`);
  return { before, behind };
}

function greet(
  { language, traits, random }: Pick<MessageOptions, 'language' | 'traits' | 'random'>,
  before: string[],
): void {
  const isLetter = traits.verbosity === 'verbose' || traits.tone === 'polite';
  const share = isLetter ? 0.9 : traits.tone === 'angry' ? 0.1 : 0.35;
  if (!random.chance(share)) return;
  const greeting = random.pick(language.phrases.greeting);
  if (isLetter) before.push(`${greeting}${OWN_LINE}`);
  // Within a line the next sentence begins with a capital, so that no comma fits.
  else before.push(greeting.replace(/[,:，]$/, language.hail));
}

function twoOf(list: readonly string[], random: SeededRandom): string[] {
  const first = random.pick(list);
  const second = random.pick(list);
  return first === second ? [first] : [first, second];
}

function gapBehind(phrase: string, gap: Piece): Piece {
  return phrase.endsWith(OWN_LINE) ? { text: '', fixed: true } : gap;
}

function gapBefore(phrase: string, gap: Piece): Piece {
  if (phrase.startsWith(OWN_LINE)) return { text: '', fixed: true };
  return phrase === '🙂' ? { text: ' ', fixed: true } : gap;
}

/** Some write it in capitals. */
function angerOf({ phrases }: Language, random: SeededRandom): readonly string[] {
  return random.chance(0.2) ? phrases.anger.map((phrase) => phrase.toUpperCase()) : phrases.anger;
}

/** Full stops and question marks of somebody who is angry. */
function exclaim(pieces: Piece[], random: SeededRandom): void {
  const last = pieces.at(-1);
  const marks = random.between(0, 3);
  if (last === undefined || last.fixed || marks === 0) return;
  last.text = last.text.replace(/[.?。？]$/, (mark) => (LOUD[mark] ?? mark).repeat(marks));
}

const LOUD: Readonly<Record<string, string>> = { '.': '!', '?': '?', '。': '！', '？': '？' };

/** Ends a sentence that another one follows. */
function punctuate(pieces: Piece[], { gap }: Language): void {
  if (/[.!?…。！？]$/.test(plainText(pieces))) return;
  pieces.push({ text: gap === '' ? '。' : '.', fixed: true });
}

function unpunctuate(pieces: Piece[]): void {
  const last = pieces.at(-1);
  if (last !== undefined && !last.fixed) last.text = last.text.replace(/[.?？。]$/, '');
}

function typed(text: string, { language, traits, random }: MessageOptions): string {
  const said = traits.learner ? dropWords(text, language, random) : text;
  const mistyped = mistype(said, language, traits.typos, random);
  return traits.casing === 'lower' ? mistyped.toLowerCase() : mistyped;
}
