import { UsageError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import type { Region } from '../identities.js';
import type { Language } from '../language.js';

const LOADERS: Readonly<Record<string, () => Promise<Language>>> = {
  en: async () => (await import('./en.js')).en,
  de: async () => (await import('./de.js')).de,
  fr: async () => (await import('./fr.js')).fr,
  es: async () => (await import('./es.js')).es,
  pt: async () => (await import('./pt.js')).pt,
  ja: async () => (await import('./ja.js')).ja,
  zh: async () => (await import('./zh.js')).zh,
  ko: async () => (await import('./ko.js')).ko,
};

/** The languages that inputs can be made in. */
export const LANGUAGES: readonly string[] = Object.keys(LOADERS);

/** Where phone numbers are kept for fiction; the American ones stand for all others. */
const REGIONS: Readonly<Record<string, Region>> = {
  de: 'DE',
  fr: 'FR',
  'en-gb': 'GB',
  'en-ie': 'GB',
  'en-au': 'AU',
};

/** A language, and where its speakers are. */
export interface Locale {
  /** As it was asked for, in the form of BCP 47: `de`, `pt-BR`. */
  tag: string;
  language: Language;
  region: Region;
}

/**
 * The locale of a tag (BCP 47); of its subtags the language counts, and the region for phone numbers.
 * @throws UsageError `locale_unknown`
 */
export async function loadLocale(tag: string): Promise<Locale> {
  const [primary = '', ...subtags] = tag.replaceAll('_', '-').split('-');
  const language = primary.toLowerCase();
  const load = Object.hasOwn(LOADERS, language) ? LOADERS[language] : undefined;
  if (load === undefined) {
    const close = nearest(language, LANGUAGES);
    throw new UsageError('locale_unknown', `There is no locale "${tag}".`, {
      hint: `There are: ${LANGUAGES.join(', ')}, also with a region: en-GB.${close === undefined ? '' : ` Did you mean "${close}"?`}`,
    });
  }
  const region = subtags.find((subtag) => /^[A-Za-z]{2}$/.test(subtag));
  const named = region === undefined ? language : `${language}-${region.toLowerCase()}`;
  return {
    tag: [language, ...(region === undefined ? [] : [region.toUpperCase()])].join('-'),
    language: await load(),
    region: REGIONS[named] ?? REGIONS[language] ?? 'US',
  };
}
