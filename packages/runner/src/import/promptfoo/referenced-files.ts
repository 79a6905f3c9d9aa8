import { readFile } from 'node:fs/promises';
import { basename, extname, isAbsolute, join, relative } from 'node:path';
import { parseYaml } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import * as z from 'zod';
import { NotKept } from './assertion-kinds.js';
import { Spot } from './spot.js';

/** Files that would be run. */
const CODE = /\.(?:[cm]?[jt]sx?|py|rb|sh|go)(?:$|:)/;
const TEXT = new Set(['.txt', '.md', '.markdown', '.html', '.xml', '.csv', '.j2', '.njk', '']);
const DATA = new Set(['.json', '.yaml', '.yml']);
const GLOB = /[*?[\]{}]/;

/** The files that a promptfoo configuration names. They are read; none is run. */
export class ReferencedFiles {
  /** The folder that paths count from. */
  readonly folder: string;
  /** The folder that paths in notes count from. */
  readonly #shownFrom: string;

  constructor(folder: string, shownFrom: string) {
    this.folder = folder;
    this.#shownFrom = shownFrom;
  }

  /** A path as notes and errors show it. */
  shown(path: string): string {
    const shown = relative(this.#shownFrom, path);
    return shown.startsWith('..') ? path : shown;
  }

  /**
   * The paths that `file://…` stands for, sorted.
   * @throws NotKept for code, and where there is no file
   */
  async paths(reference: string): Promise<string[]> {
    const name = reference.replace(/^file:\/\//, '');
    if (CODE.test(basename(name)))
      throw new NotKept(`${name} is code, and nothing is run by an import`);
    const path = isAbsolute(name) ? name : join(this.folder, name);
    if (!GLOB.test(name)) return [path];
    const { glob } = await import('tinyglobby');
    const found = await glob(name, { cwd: this.folder, onlyFiles: true, absolute: true });
    if (found.length === 0) throw new NotKept(`no file matches ${name}`);
    return found.sort();
  }

  /**
   * What stands in a file: the value of a YAML or JSON file, the text of any other.
   * @throws NotKept when it is neither, or cannot be read
   */
  async read(path: string): Promise<Spot> {
    const ending = extname(path).toLowerCase();
    if (!DATA.has(ending) && !TEXT.has(ending)) {
      throw new NotKept(`${this.shown(path)} is no text: conversations are text`);
    }
    const bytes = await readFile(path).catch(() => {
      throw new NotKept(`${this.shown(path)} does not exist or cannot be read`);
    });
    const file = this.shown(path);
    if (TEXT.has(ending)) {
      return new Spot(bytes.toString('utf8'), { locate: () => ({ file, line: 1 }) });
    }
    return this.parse(bytes, file);
  }

  /**
   * A YAML or JSON file with the places of its values.
   * @throws NotKept when it cannot be parsed
   */
  async parse(bytes: Uint8Array, file: string): Promise<Spot> {
    try {
      const { value, locate, locateKey } = await parseYaml({
        text: bytes,
        file,
        schema: z.unknown(),
      });
      return new Spot(value, {
        locate: (path, part) => (part === 'key' ? locateKey(path) : locate(path)),
      });
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      const line = error.location?.line;
      throw new NotKept(`${file}${line === undefined ? '' : `:${line}`}: ${error.message}`);
    }
  }

  /**
   * A value, or what stands in the file that it names by `file://`.
   * @throws NotKept
   */
  async valueOf(value: unknown, from: Spot): Promise<unknown> {
    if (typeof value === 'string' && value.startsWith('file://')) {
      const [path = '', ...others] = await this.paths(value);
      if (others.length > 0) throw new NotKept(`${value} names several files`);
      return (await this.read(path)).value;
    }
    if (!Array.isArray(value)) return value;
    return Promise.all(value.map((one) => this.valueOf(one, from)));
  }
}
