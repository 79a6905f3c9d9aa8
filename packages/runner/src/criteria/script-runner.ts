import { DeadlineWorker } from './deadline-worker.js';

/** How long one script may take on one case, unless it says otherwise. */
export const SCRIPT_DEADLINE_MS = 1000;

/**
 * Each script has a context of its own, in which nothing of Node can be reached; what it is given
 * comes in as text, so that no object of the outside does. That keeps honest scripts apart. It is no
 * wall against hostile ones: `node:vm` is none, as its documentation says.
 */
const WORKER_SOURCE = `
const vm = require('node:vm');
const KEPT = 100;
const scripts = new Map();

function load(code) {
  const known = scripts.get(code);
  if (known !== undefined) return known;
  if (scripts.size >= KEPT) scripts.delete(scripts.keys().next().value);
  const context = vm.createContext(Object.create(null), {
    codeGeneration: { strings: false, wasm: false },
  });
  const run = vm.runInContext(
    '(() => { const given = ' + code + ';' +
      'return (json) => {' +
      '  try {' +
      '    const { output, context } = JSON.parse(json);' +
      '    const value = given(output, context);' +
      '    if (typeof value?.then === "function") return { failure: "It returned a promise; a script answers at once." };' +
      '    return { value };' +
      '  } catch (error) { return { failure: "It threw " + error }; }' +
      '}; })()',
    context,
  );
  scripts.set(code, run);
  return run;
}

function handle({ code, json }, begin) {
  const run = load(code);
  begin();
  const outcome = run(json);
  if (outcome.failure !== undefined) throw new Error(String(outcome.failure));
  return outcome.value;
}
`;

/** Runs the scripts that stand in scenarios, each under a deadline, in a worker that starts when it is needed. */
export class ScriptRunner {
  readonly #worker = new DeadlineWorker({ source: WORKER_SOURCE });

  /**
   * What a script returns.
   * @param code - a function expression of `output` and `context`
   * @param input - what these two are, as JSON
   * @throws CriterionFault `criterion_timeout`, `criterion_failed`
   */
  run(
    code: string,
    input: { output: string; context: object },
    deadlineMs: number = SCRIPT_DEADLINE_MS,
  ): Promise<unknown> {
    const message = `The script took longer than ${deadlineMs} ms.`;
    return this.#worker.run({ code, json: JSON.stringify(input) }, { ms: deadlineMs, message });
  }

  /**
   * Stops the worker.
   * @param reason - what is still running is rejected with it
   */
  async close(reason?: unknown): Promise<void> {
    await this.#worker.close(reason);
  }
}
