import { access, readFile } from 'node:fs/promises';
import { basename, dirname, join, normalize, parse } from 'node:path';
import { type ConfigurationWarning, parseYaml } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import { errorAt, type Place } from './place.js';
import type { ScenarioFile } from './scenario-schema.js';

/** A scenario's file as it is written, with nothing of what it extends. */
export interface ScenarioDocument {
  /** Relative to the project's root. */
  file: string;
  value: ScenarioFile;
  place: Place;
}

/** Reads scenario files, each once, however many others extend it. */
export class ScenarioDocuments {
  readonly warnings: ConfigurationWarning[] = [];
  /** Files that others extend. */
  readonly extended = new Set<string>();
  readonly #root: string;
  readonly #strict: boolean;
  readonly #known = new Map<string, ScenarioDocument>();

  constructor(root: string, strict: boolean) {
    this.#root = root;
    this.#strict = strict;
  }

  /**
   * A file and all that it extends, directly or not: what counts least first, the file itself last. A
   * file that is reached on two ways stands where it is reached first.
   * @throws ConfigurationError of YAML; `extends_cycle`, `extends_missing`
   */
  async chain(file: string): Promise<ScenarioDocument[]> {
    const chain: ScenarioDocument[] = [];
    await this.#collect(file, [], chain);
    return chain;
  }

  async #collect(
    file: string,
    through: readonly string[],
    chain: ScenarioDocument[],
  ): Promise<void> {
    const document = await this.#read(file);
    const { extends: named } = document.value;
    for (const [index, name] of (typeof named === 'string' ? [named] : (named ?? [])).entries()) {
      const path = typeof named === 'string' ? ['extends'] : ['extends', index];
      const base = await this.#find(name, document, path);
      const trail = [...through, file];
      if (trail.includes(base)) {
        throw errorAt(document.place, path, {
          code: 'extends_cycle',
          message: `A scenario cannot extend itself: ${[...trail.slice(trail.indexOf(base)), base].join(' → ')}.`,
          hint: 'Move what they share into a file that extends none of them.',
        });
      }
      this.extended.add(base);
      if (chain.some((one) => one.file === base)) continue;
      await this.#collect(base, trail, chain);
    }
    chain.push(document);
  }

  async #read(file: string): Promise<ScenarioDocument> {
    const known = this.#known.get(file);
    if (known !== undefined) return known;
    const { scenarioFile } = await import('./scenario-schema.js');
    const text = await readFile(join(this.#root, file));
    const parsed = await parseYaml<ScenarioFile>({
      text,
      file,
      schema: scenarioFile,
      strict: this.#strict,
    });
    if (Object.keys(parsed.value).length === 0 && parsed.warnings.length === 0) {
      throw new ConfigurationError('scenario_empty', `The file ${file} is empty.`, {
        location: { file, line: 1 },
        hint: 'Write what the user says: inputs: ["Hello!"]',
      });
    }
    this.warnings.push(...parsed.warnings);
    const document = {
      file,
      value: parsed.value,
      place: {
        locate: (path, part) => (part === 'key' ? parsed.locateKey(path) : parsed.locate(path)),
      } satisfies Place,
    };
    this.#known.set(file, document);
    return document;
  }

  /** The file that `extends` names: a path from the scenario's folder; its ending may be left out. */
  async #find(name: string, from: ScenarioDocument, path: (string | number)[]): Promise<string> {
    const base = normalize(join(dirname(from.file), name)).replaceAll('\\', '/');
    const candidates = /\.ya?ml$/.test(name)
      ? [base]
      : [`${base}.yaml`, `${base}.yml`, `${base}/config.yaml`];
    for (const candidate of candidates) {
      if (await isThere(join(this.#root, candidate))) return candidate;
    }
    const others = await this.#neighbours(base);
    const close = nearest(parse(base).name, others);
    throw errorAt(from.place, path, {
      code: 'extends_missing',
      message: `There is no scenario ${candidates[0] ?? base} to extend.`,
      hint:
        close === undefined
          ? `The path counts from ${dirname(from.file)}/.`
          : `Did you mean "${name.slice(0, name.length - basename(name).length)}${close}"?`,
    });
  }

  async #neighbours(base: string): Promise<string[]> {
    const { glob } = await import('tinyglobby');
    const cwd = join(this.#root, dirname(base));
    const files = await glob(['*.yaml', '*.yml'], { cwd, onlyFiles: true }).catch(() => []);
    return files.map((file) => parse(file).name);
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
