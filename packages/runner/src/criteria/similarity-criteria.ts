import { excerpt, lastText } from './answer-text.js';
import { CriterionFault, type CriterionKind } from './criterion.js';
import { editDistance } from './edit-distance.js';
import {
  measured,
  numberOption,
  percent,
  textValue,
  thresholdOption,
  wordOption,
} from './given-value.js';
import { textSimilarity } from './text-similarity.js';

const DEFAULT_DISTANCE = 5;
const DEFAULT_SIMILARITY = 0.75;
/** Characters of one text times characters of the other; beyond, comparing takes longer than a second. */
const MOST_COMPARISONS = 4e9;

/** The last answer is the text but for a few characters: 5, or `max_distance`. */
export const levenshtein: CriterionKind = {
  type: 'levenshtein',
  options: ['max_distance'],
  valueKey: 'value',
  create: ({ value, options }) => {
    const wanted = textValue(value, 'levenshtein: "Good morning"').trim();
    const most = numberOption(options, 'max_distance', {
      least: 0,
      whole: true,
      otherwise: DEFAULT_DISTANCE,
    });
    return {
      expected: `${wanted} (at most ${most} characters off)`,
      examine: (answers) => {
        const said = lastText(answers).trim();
        if (said.length * wanted.length > MOST_COMPARISONS) {
          throw new CriterionFault(
            'criterion_failed',
            `An answer of ${said.length} characters is too long to be compared with a text of ${wanted.length}.`,
          );
        }
        const distance = editDistance(said, wanted);
        const longest = Math.max(Array.from(said).length, Array.from(wanted).length);
        return {
          met: distance <= most,
          score: longest === 0 ? 1 : 1 - distance / longest,
          reason: `The answer is ${distance} characters off "${excerpt(wanted)}".`,
        };
      },
    };
  },
};

/** The last answer is much like the text: 75 %, or `threshold`, by what it shares with it. */
export const similar: CriterionKind = {
  type: 'similar',
  options: ['threshold', 'measure'],
  valueKey: 'value',
  create: ({ value, options }) => {
    const wanted = textValue(value, 'similar: "Your order is on its way"');
    const threshold = thresholdOption(options, DEFAULT_SIMILARITY);
    const measure = wordOption(options, 'measure', ['trigrams', 'words']);
    return {
      expected: `${wanted} (${measure}, at least ${percent(threshold)})`,
      examine: (answers) =>
        measured(
          textSimilarity(lastText(answers), wanted, measure),
          threshold,
          'The answer is like the text to',
        ),
    };
  },
};
