/**
 * The program of the thread that runs the user's files. A task without an input asks whether a use is
 * fine; one with an input asks for its judgement. It is written as text because a thread must start from
 * where the package was bundled to, and from its source.
 */
export const MODULE_WORKER = `
const { existsSync } = require('node:fs');
const { isAbsolute } = require('node:path');
const { workerData } = require('node:worker_threads');
const KEPT = 100;
const judges = new Map();
let jiti = null;

async function load(file) {
  if (isAbsolute(file) && !existsSync(file)) throw new Error('the file does not exist; its path counts from the folder of fluxloop.yaml');
  // A project need not have FluxLoop installed to use the name of its helper.
  jiti ??= require(workerData.jiti).createJiti(workerData.root + '/', {
    virtualModules: { '@fluxloop/runner': { defineCriterion: (definition) => definition } },
  });
  try {
    return await jiti.import(file);
  } catch (error) {
    throw new Error('it cannot be loaded: ' + (error?.message ?? error));
  }
}

async function subject(file, name) {
  const module = await load(file);
  const found = name === null ? (module.criterion ?? module.default ?? module) : module[name];
  if (typeof found === 'function' || typeof found?.create === 'function') return found;
  throw new Error(
    name === null
      ? 'it exports neither a function nor a criterion; write: export default defineCriterion({ … })'
      : 'it exports neither a function nor a criterion with the name "' + name + '"',
  );
}

class OptionsProblem extends Error {
  constructor(message, path) {
    super(message);
    this.path = path;
  }
}

async function validated(schema, options) {
  if (schema === undefined) return options;
  const validate = schema?.['~standard']?.validate;
  if (typeof validate !== 'function') throw new Error('its "schema" is none that follows Standard Schema');
  const { issues, value } = await validate(options);
  if (issues === undefined) return value;
  const [first] = issues;
  const path = (first?.path ?? []).map((step) => step?.key ?? step);
  throw new OptionsProblem(first?.message ?? 'they are not valid', path);
}

async function makeJudge({ file, name, options }) {
  const found = await subject(file, name);
  if (typeof found === 'function') return (input) => found(input, options);
  const given = await validated(found.schema, options);
  const judge = await found.create(given);
  if (typeof judge !== 'function') throw new Error('its "create" gives back no function');
  return judge;
}

function judgeFor(task) {
  const key = JSON.stringify([task.file, task.name, task.options]);
  let judge = judges.get(key);
  if (judge === undefined) {
    judge = makeJudge(task);
    if (judges.size >= KEPT) judges.delete(judges.keys().next().value);
    judges.set(key, judge);
  }
  return judge;
}

async function handle(task, begin) {
  if (task.input !== undefined) {
    const judge = await judgeFor(task);
    begin();
    try {
      return await judge(task.input);
    } catch (error) {
      throw new Error('It threw ' + error);
    }
  }
  begin();
  try {
    await judgeFor(task);
    return null;
  } catch (error) {
    const path = error instanceof OptionsProblem ? error.path : [];
    return { message: String(error?.message ?? error), path };
  }
}
`;
