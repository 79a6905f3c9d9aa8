/** What customers write about, where the user has no intents of their own. */
export const INTENTS = [
  'order_status',
  'refund',
  'cancellation',
  'account',
  'billing',
  'complaint',
  'product',
  'small_talk',
  'out_of_scope',
] as const;
type IntentName = (typeof INTENTS)[number];

/** Attacks that are put in words; the others are made of these, or need none. */
const WORDED_ATTACKS = ['prompt_injection', 'jailbreak', 'prompt_leak', 'pii_extraction'] as const;
type WordedAttack = (typeof WORDED_ATTACKS)[number];

/** How something is asked. Texts hold slots in braces: `{order_id}`. */
interface IntentTexts {
  /** In as few words as possible. */
  terse: readonly string[];
  normal: readonly string[];
  /** What comes later in the conversation. */
  follow: readonly string[];
}

/** What people say around what they want. */
interface Phrases {
  greeting: readonly string[];
  closing: readonly string[];
  thanks: readonly string[];
  polite: readonly string[];
  anger: readonly string[];
  worry: readonly string[];
  /** Of somebody who does not know how things work. */
  confusion: readonly string[];
  /** What happened before, at length. */
  story: readonly string[];
  /** Of somebody who is learning the language. */
  learner: readonly string[];
  /** Of somebody who knows exactly how things work. */
  expert: readonly string[];
  /** Later turns that fit anything. */
  follow: readonly string[];
  /** Later turns of somebody who loses patience. */
  escalation: readonly string[];
  /** The end of a conversation. */
  farewell: readonly string[];
  /** Keeps two texts apart that would be the same; with `{reference}`. */
  reference: string;
}

/** One language as customers write it. */
export interface Language {
  /** The primary subtag (BCP 47). */
  tag: string;
  /** What stands between two sentences. */
  gap: '' | ' ';
  /** What a greeting ends with that is no line of its own. */
  hail: string;
  /** The rows of letters of the usual keyboard; empty where letters are composed. */
  keyboard: readonly string[];
  /** Letters that are mistaken for others, or written without their marks. */
  confusions: Readonly<Record<string, string>>;
  /** Little words that learners leave out. */
  dropped: readonly string[];
  /** `{day}`, `{month}` (a name, or a number where there are no names). */
  date: string;
  months: readonly string[];
  /** `{whole}`, `{cents}`. */
  money: string;
  /** `{hour}`, `{minute}`. */
  time: string;
  cities: readonly string[];
  /**
   * Names that no living person goes by: the stand-ins of forms and law books (Max Mustermann, 홍길동)
   * and surnames made of words such as "sample".
   */
  names: readonly string[];
  phrases: Phrases;
  intents: Readonly<Record<IntentName, IntentTexts>>;
  /** `{word}` and `{digits}`: what the agent would write together if it obeyed. */
  attacks: Readonly<Record<WordedAttack, readonly string[]>>;
  /** Around an instruction that is hidden in another writing: `{payload}`. */
  encoded: readonly string[];
  /** Around a piece of code where a value is expected: `{payload}`. */
  embedded: readonly string[];
  /** Sentences that say nothing, for texts without end. */
  filler: readonly string[];
}
