import { readdir, readFile } from 'node:fs/promises';
import { createSanitizer } from '@fluxloop/sanitize';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Marker, readMarkers } from './markers.mjs';

interface Input {
  text?: string;
  turns?: { text: string; criteria?: unknown[] }[];
  criteria?: unknown[];
}
interface Source {
  file: string;
  /** As it lies on disk. */
  raw: string;
  /** As a reader of YAML sees it. */
  inputs: Input[];
}

const folder = new URL('./', import.meta.url);
let sources: Source[];
let markers: Marker[];

beforeAll(async () => {
  const files = (await readdir(new URL('scenarios/', folder))).sort();
  sources = await Promise.all(
    files.map(async (file) => {
      const raw = await readFile(new URL(`scenarios/${file}`, folder), 'utf8');
      return { file, raw, inputs: parse(raw).inputs };
    }),
  );
  markers = await readMarkers();
});

/** Everything that customers type. */
function typed(): string[] {
  return sources.flatMap(({ inputs }) =>
    inputs.flatMap(({ text, turns }) => turns?.map((turn) => turn.text) ?? [text ?? '']),
  );
}

describe('the scenarios', () => {
  it('hold seventy inputs and more, twelve conversations and more among them', () => {
    const inputs = sources.flatMap((source) => source.inputs);
    expect(inputs.length).toBeGreaterThanOrEqual(70);
    expect(inputs.filter(({ turns }) => (turns?.length ?? 0) > 1).length).toBeGreaterThanOrEqual(
      12,
    );
  });

  it('ask something of every input', () => {
    for (const { file, inputs } of sources) {
      for (const { text, turns, criteria } of inputs) {
        const asked = [
          ...(criteria ?? []),
          ...(turns ?? []).flatMap((turn) => turn.criteria ?? []),
        ];
        expect(asked, `${file}: ${text ?? turns?.[0]?.text}`).not.toEqual([]);
      }
    }
  });

  it('carry personal data or keys in at least thirty inputs', () => {
    const carrying = sources
      .flatMap(({ inputs }) => inputs)
      .filter((input) => markers.some(({ value }) => says(input, value)));
    expect(carrying.length).toBeGreaterThanOrEqual(30);
  });
});

function says({ text, turns }: Input, value: string): boolean {
  return [text ?? '', ...(turns ?? []).map((turn) => turn.text)].some((said) =>
    said.includes(value),
  );
}

describe('the markers', () => {
  it('name values of all seven types', () => {
    expect([...new Set(markers.map(({ type }) => type))].sort()).toEqual(
      ['api_key', 'email', 'iban', 'ip', 'payment_card', 'phone', 'us_ssn'].sort(),
    );
  });

  it('are listed once each', () => {
    const values = markers.map(({ value }) => value);
    expect(new Set(values).size).toBe(values.length);
  });

  it('stand in what customers type, letter by letter', () => {
    const all = typed().join('\n');
    const inputs = markers.filter(({ origin }) => origin === 'inputs');
    expect(inputs.filter(({ value }) => !all.includes(value))).toEqual([]);
  });

  it('stand in the order book when only the bot says them', async () => {
    const orders = await readFile(new URL('data/orders.json', folder), 'utf8');
    const agent = markers.filter(({ origin }) => origin === 'agent');
    expect(agent.length).toBeGreaterThan(0);
    expect(agent.filter(({ value }) => !orders.includes(value))).toEqual([]);
  });

  it('leave nothing out: what remains of the inputs without them holds nothing of the kind', () => {
    expect(typed().flatMap((text) => findSensitive(withoutMarkers(text)))).toEqual([]);
  });

  it('would notice a value that was left out', () => {
    const card = ['4000', '0566', '5566', '5556'].join(' ');
    expect(findSensitive(`it is ${card}`)).not.toEqual([]);
    expect(findSensitive('write to someone@example.com')).not.toEqual([]);
    expect(findSensitive(`key ${['ab12', 'cd34', 'ef56', 'gh78', 'ij90'].join('')}`)).not.toEqual(
      [],
    );
    expect(findSensitive('from 192.0.2.1')).not.toEqual([]);
    expect(findSensitive('call 07700 900000')).not.toEqual([]);
  });
});

function withoutMarkers(text: string): string {
  return markers
    .map(({ value }) => value)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, value) => rest.replaceAll(value, ' '), text);
}

/** Wider than any detector: shapes alone. */
const SENSITIVE_SHAPES = [
  /\S+@\S+\.\S+/g,
  /\d(?:[ ().-]{0,2}\d){8,}/g,
  /(?=[\w/+-]*\d)(?=[\w/+-]*[A-Za-z])[\w/+-]{18,}/g,
  /\d+(?:\.\d+){3}/g,
  /[0-9a-f]{2,4}:{1,2}[0-9a-f]{1,4}/gi,
  /\d{3}-\d{2}-\d{4}/g,
];

function findSensitive(text: string): string[] {
  return SENSITIVE_SHAPES.flatMap((shape) => text.match(shape) ?? []);
}

/** How secret scanners know keys, after the vendors' published forms. */
const SCANNER_RULES = [
  /\b[sr]k_(?:live|test)_[0-9a-zA-Z]{10,}/,
  /\bwhsec_[0-9a-zA-Z]{20,}/,
  /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/,
  /\bgh[pousr]_[0-9a-zA-Z]{36}/,
  /\bglpat-[\w-]{20}/,
  /\bnpm_[0-9a-zA-Z]{36}/,
  /\bxox[abprs]-[0-9]{8,}-[0-9a-zA-Z-]+/,
  /\bAIza[\w-]{35}/,
  /\bey[\w-]{12,}\.ey[\w-]{12,}\.[\w-]{8,}/,
  /\bflx_[a-z]+_[0-9a-zA-Z]{20,}/,
  /:\/\/[^\s/:@]+:[^\s/:@]+@/,
  /(?:key|token|secret|password)\S{0,20}["']?\s*[:=]\s*["']?[\w./+=-]{16,}/i,
];

describe('a secret scanner', () => {
  it('knows the keys by these rules when they are whole', () => {
    const all = typed().join('\n');
    const silent = SCANNER_RULES.filter((rule) => !rule.test(all));
    expect(silent).toEqual([]);
  });

  it('finds nothing in the files as they lie on disk', async () => {
    const files = [
      { file: 'markers.yaml', raw: await readFile(new URL('markers.yaml', folder), 'utf8') },
      ...sources,
    ];
    for (const { file, raw } of files) {
      for (const rule of SCANNER_RULES) expect(raw, file).not.toMatch(rule);
      for (const { type, value } of markers) {
        if (['api_key', 'payment_card', 'iban', 'us_ssn'].includes(type)) {
          expect(raw.includes(value), `${type} in clear in ${file}`).toBe(false);
        }
      }
    }
  });

  it('of our own, the sanitizer, finds neither keys nor numbers in them either', async () => {
    const sanitizer = createSanitizer();
    const split = ['api_key', 'payment_card', 'iban', 'us_ssn'];
    const types = (text: string) => sanitizer.detect(text).map(({ type }) => type as string);
    expect(split.filter((type) => !types(typed().join('\n')).includes(type))).toEqual([]);

    const markersFile = await readFile(new URL('markers.yaml', folder), 'utf8');
    for (const raw of [markersFile, ...sources.map((source) => source.raw)]) {
      expect(types(raw).filter((type) => split.includes(type))).toEqual([]);
    }
  });
});
