import { readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { type ConfigurationWarning, parseYaml } from '@fluxloop/core/configuration';
import { nearest } from '@fluxloop/core/notation';
import type { Persona } from './persona-schema.js';
import { errorAt, type Path, type Place } from './place.js';

/** Where personas lie that several scenarios share, relative to the project's root. */
const PERSONA_FILES = ['personas/*.yaml', 'personas/*.yml'] as const;

/** The personas of a project's `personas` folder; they are read when a scenario names one. */
export class PersonaFiles {
  readonly warnings: ConfigurationWarning[] = [];
  readonly #root: string;
  readonly #strict: boolean;
  readonly #places = new Map<string, Place>();
  #personas: Promise<ReadonlyMap<string, Persona>> | undefined;

  constructor(root: string, strict = false) {
    this.#root = root;
    this.#strict = strict;
  }

  /** All of them, by name, in the order of their files. */
  async all(): Promise<ReadonlyMap<string, Persona>> {
    this.#personas ??= this.#read();
    return this.#personas;
  }

  /** Where a persona of {@link all} is written. */
  placeOf(name: string): Place | undefined {
    return this.#places.get(name);
  }

  /**
   * @param name - as a scenario has it
   * @param at - where it stands there
   * @throws ConfigurationError `persona_unknown`; of YAML
   */
  async find(name: string, at: { place: Place; path: Path }): Promise<Persona> {
    const personas = await this.all();
    const persona = personas.get(name);
    if (persona !== undefined) return persona;
    const close = nearest(name, [...personas.keys()]);
    const there =
      personas.size === 0 ? 'Write' : `There are: ${[...personas.keys()].join(', ')}. Or write`;
    throw errorAt(at.place, at.path, {
      code: 'persona_unknown',
      message: `There is no persona "${name}" in personas/.`,
      hint: close === undefined ? `${there} personas/${name}.yaml` : `Did you mean "${close}"?`,
    });
  }

  async #read(): Promise<ReadonlyMap<string, Persona>> {
    const { glob } = await import('tinyglobby');
    const { personaFile } = await import('./persona-schema.js');
    const files = await glob([...PERSONA_FILES], { cwd: this.#root, onlyFiles: true });
    const personas = new Map<string, Persona>();
    for (const file of files.sort()) {
      const { value, warnings, locate } = await parseYaml({
        text: await readFile(join(this.#root, file)),
        file,
        schema: personaFile,
        strict: this.#strict,
      });
      this.warnings.push(...warnings);
      const name = value.name ?? parse(file).name;
      if (personas.has(name)) {
        throw errorAt({ locate }, ['name'], {
          code: 'persona_duplicate',
          message: `Two files describe the persona "${name}".`,
          hint: 'Give one of them another name.',
        });
      }
      personas.set(name, { ...value, name });
      this.#places.set(name, { locate });
    }
    return personas;
  }
}
