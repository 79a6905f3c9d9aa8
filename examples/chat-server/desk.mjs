import { readFile } from 'node:fs/promises';

/**
 * @typedef {{ id: string, title: string, text: string }} Article
 * @typedef {{ text: string, article: string | null, query: string }} Reply
 */

const STOP_WORDS = new Set(
  'a an and are as at be by can do does for from get have how i if in is it me much my of on one or that the there they this to up was we what when where which who will with you your'.split(
    ' ',
  ),
);
/** Below this, the words that were found say too little. */
const LEAST_SCORE = 1.5;
/** So few words of their own are a follow-up to what was asked before. */
const FOLLOW_UP_WORDS = 2;

/** @param {string} text */
function words(text) {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !STOP_WORDS.has(word))
    .map((word) => word.replace(/s$/u, '').replace(/(?:ing|ed|ie|e|y)$/u, ''))
    .filter((word) => word.length > 1);
}

/**
 * The desk finds the article whose words say most about a question: rare words count more than common
 * ones, and those of a title twice (tf-idf).
 */
export class Desk {
  /** @type {{ article: Article, counts: Map<string, number> }[]} */
  #articles;
  /** @type {Map<string, number>} */
  #weights = new Map();

  /** @param {readonly Article[]} articles */
  constructor(articles) {
    this.#articles = articles.map((article) => {
      const counts = new Map();
      for (const word of words(`${article.title} ${article.title} ${article.text}`)) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
      return { article, counts };
    });
    for (const word of new Set(this.#articles.flatMap(({ counts }) => [...counts.keys()]))) {
      const holders = this.#articles.filter(({ counts }) => counts.has(word)).length;
      this.#weights.set(word, Math.log(1 + articles.length / holders));
    }
  }

  static async open() {
    const file = new URL('./articles.json', import.meta.url);
    return new Desk(JSON.parse(await readFile(file, 'utf8')));
  }

  /**
   * @param {string} question
   * @param {string} previous the question before, or an empty text
   * @returns {Reply}
   */
  answer(question, previous) {
    const own = words(question);
    const isFollowUp =
      own.length <= FOLLOW_UP_WORDS && /^(?:and|what about|how about)\b/i.test(question);
    const query = isFollowUp ? [...words(previous), ...own, ...own] : own;
    const [best] = this.#articles
      .map(({ article, counts }) => ({ article, score: this.#score(query, counts) }))
      .sort((one, other) => other.score - one.score);
    if (best === undefined || best.score < LEAST_SCORE) {
      return {
        text: 'I do not know that. Please ask the people at the desk.',
        article: null,
        query: query.join(' '),
      };
    }
    return { text: best.article.text, article: best.article.id, query: query.join(' ') };
  }

  /**
   * @param {readonly string[]} query
   * @param {ReadonlyMap<string, number>} counts
   */
  #score(query, counts) {
    let score = 0;
    for (const word of query) {
      const count = counts.get(word) ?? 0;
      if (count > 0) score += (1 + Math.log(count)) * (this.#weights.get(word) ?? 0);
    }
    return score;
  }
}
