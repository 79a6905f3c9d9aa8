import { readdir, readFile } from 'node:fs/promises';

const corpusFolder = new URL('../corpus/', import.meta.url);

/**
 * What the classifier makes of an utterance.
 * @typedef {object} Classification
 * @property {string} intent an intent of the corpus, or `None`
 * @property {number} score in [0, 1]
 */

/** @typedef {(text: string) => Promise<Classification>} Classify */

/**
 * The utterances that the bot learns from, by intent: `{ "order.status": ["where is my order"] }`.
 * Files are read in the order of their names, so that training sees the same sequence everywhere.
 * @returns {Promise<Map<string, string[]>>}
 */
export async function readCorpus() {
  const files = (await readdir(corpusFolder)).filter((file) => file.endsWith('.json')).sort();
  /** @type {Map<string, string[]>} */
  const corpus = new Map();
  for (const file of files) {
    const intents = JSON.parse(await readFile(new URL(file, corpusFolder), 'utf8'));
    for (const [intent, utterances] of Object.entries(intents)) corpus.set(intent, utterances);
  }
  return corpus;
}

/**
 * Trains the intent classifier: a perceptron per intent over stemmed words, with the spelling of
 * unknown words corrected to known ones at a distance of one letter. No randomness is involved,
 * so one corpus gives one model.
 * @param {Map<string, string[]>} corpus
 * @returns {Promise<Classify>}
 */
export async function trainClassifier(corpus) {
  const { containerBootstrap, LangEn, Nlp } = await importNlp();
  const container = containerBootstrap();
  container.use(LangEn);
  container.register('logger', silentLogger);
  container.registerConfiguration('nlu-en', {
    spellCheck: true,
    spellCheckDistance: 1,
    log: false,
  });
  const nlp = new Nlp({
    container,
    languages: ['en'],
    nlu: { log: false },
    autoLoad: false,
    autoSave: false,
    calculateSentiment: false,
  });
  for (const [intent, utterances] of corpus) {
    for (const utterance of utterances) nlp.addDocument('en', utterance, intent);
  }
  await nlp.train();
  return async (text) => {
    const { intent, score } = await nlp.process('en', text);
    return { intent, score: Math.round(score * 100) / 100 };
  };
}

const silentLogger = Object.fromEntries(
  ['debug', 'info', 'warn', 'error', 'log', 'trace', 'fatal'].map((level) => [level, () => {}]),
);

/**
 * The logger inside @nlpjs asks for pretty printing outside production, which its own version of
 * pino warns about on standard error at every start.
 */
async function importNlp() {
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return await import('@nlpjs/basic');
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
  }
}
