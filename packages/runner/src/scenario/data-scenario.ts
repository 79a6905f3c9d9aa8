import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError, type SourceLocation } from '@fluxloop/core/errors';
import { readLineBatches } from '../ledger/read-lines.js';
import { buildCase, frameContent, type ScenarioFrame } from './build-case.js';
import type { Json } from './canonical-json.js';
import type { Scenario, TestCase } from './test-case.js';

/** A scenario whose cases are lines of a data file. */
export interface DataScenarioOptions {
  frame: ScenarioFrame;
  /** The scenario's file, relative to the root. */
  file: string;
  /** The project's folder. */
  root: string;
  /** The data file, relative to the root. */
  path: string;
  /** Where the scenario names the data file. */
  at: SourceLocation;
}

/**
 * A scenario that reads its cases one by one from a `.jsonl` file, however large it is. Each line is
 * an input as YAML has it.
 *
 * Reading throws ConfigurationError: `data_file_missing`; `data_line_invalid`, `criterion_invalid`
 * with the line.
 */
export function dataScenario(options: DataScenarioOptions): Scenario {
  const { frame, file } = options;
  return {
    name: frame.name,
    file,
    frame: frameContent(frame),
    async *cases() {
      const { scenarioInput } = await import('./scenario-schema.js');
      for await (const lines of dataLines(options)) {
        for (const { text, location } of lines) {
          const input = scenarioInput.safeParse(parseJson(text, location));
          if (!input.success) throw lineError(location, input.error.issues[0]);
          yield buildLine(input.data, frame, location);
        }
      }
    },
    async *content() {
      for await (const lines of dataLines(options)) {
        const joined = lines.map(({ text }) => text).join('\n');
        // Without escapes, what is sensitive is as easy to see in the lines as in their values.
        const value = joined.includes('\\')
          ? lines.map(({ text, location }) => parseJson(text, location))
          : joined;
        yield { cases: lines.length, value };
      }
    },
  };
}

function buildLine(
  input: Parameters<typeof buildCase>[0],
  frame: ScenarioFrame,
  location: SourceLocation,
): TestCase {
  return buildCase(input, frame, [], (_, error) => {
    const { message, hint } = error.problem;
    return new ConfigurationError('criterion_invalid', message, {
      location,
      ...(hint === undefined ? {} : { hint }),
    });
  });
}

/** A line of a data file that is not blank. */
interface DataLine {
  text: string;
  location: SourceLocation;
}

async function* dataLines(options: DataScenarioOptions): AsyncGenerator<DataLine[]> {
  const path = join(options.root, options.path);
  await access(path).catch(() => {
    throw new ConfigurationError(
      'data_file_missing',
      `The data file ${options.path} does not exist or cannot be read.`,
      { location: options.at, hint: "The path counts from the scenario's folder." },
    );
  });
  let line = 0;
  for await (const batch of readLineBatches(path, { torn: true })) {
    const lines = batch.map(({ bytes }) => {
      line += 1;
      return { text: bytes.toString('utf8').trim(), location: { file: options.path, line } };
    });
    yield lines.filter(({ text }) => text !== '');
  }
}

function parseJson(text: string, location: SourceLocation): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new ConfigurationError('data_line_invalid', 'The line is not JSON.', {
      location,
      hint: 'Each line holds one input: {"text": "…", "criteria": [{"contains": "…"}]}',
    });
  }
}

function lineError(
  location: SourceLocation,
  issue: { path: PropertyKey[]; message: string } | undefined,
): ConfigurationError {
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  return new ConfigurationError(
    'data_line_invalid',
    `The line is no input of a scenario: ${where}${issue?.message ?? 'not valid'}.`,
    { location },
  );
}
