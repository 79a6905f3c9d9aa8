import { ConfigurationError } from '@fluxloop/core/errors';

/** Keys and indexes from the root of a JSON value; a negative index counts from the end. */
export type JsonPath = readonly (string | number)[];

/**
 * Reads a path: `reply.text`, `choices[0].delta.content`, `messages[-1]["the text"]`; a leading `$.` is
 * allowed, and `$` alone is the value itself.
 * @param where - the key in `fluxloop.yaml`, for the error
 * @throws ConfigurationError `path_invalid`
 */
export function parsePath(written: string, where: string): JsonPath {
  const path: (string | number)[] = [];
  let rest = written.trim().replace(/^\$\.?/, '');
  while (rest !== '') {
    const [step, key, index, quoted] =
      /^\.?(?:([^.[\]"]+)|\[(-?\d+)\]|\["([^"]+)"\])/.exec(rest) ?? [];
    if (step === undefined) {
      throw new ConfigurationError('path_invalid', `${where}: "${written}" is no path.`, {
        hint: 'Write it like reply.text or choices[0].delta.content.',
      });
    }
    path.push(index === undefined ? (key ?? quoted ?? '') : Number(index));
    rest = rest.slice(step.length);
  }
  return path;
}

/** What stands at a path; `undefined` where there is nothing. */
export function valueAtPath(value: unknown, path: JsonPath): unknown {
  let current = value;
  for (const step of path) {
    if (Array.isArray(current)) {
      current = typeof step === 'number' ? current.at(step) : undefined;
    } else if (typeof current === 'object' && current !== null && Object.hasOwn(current, step)) {
      current = Reflect.get(current, step);
    } else {
      return undefined;
    }
  }
  return current;
}
