import { createHash } from 'node:crypto';
import { putScenarioRequest, type StoredScenario } from '@fluxloop/core/contract';

const WHEN = '2026-11-22T10:00:00.000Z';
const ADDRESS =
  /^\/v1\/projects\/(?<project>[^/]+)\/scenarios(?:\/(?<name>[^/]+)(?:\/versions(?:\/(?<version>\d+))?)?)?$/;

/** The scenarios of the fake platform, by the rules of the contract. */
export interface FakeScenarios {
  /** `null` for a request that is about something else. */
  answer(request: { method: string; path: string; body: string }): [number, unknown] | null;
  history(name: string): readonly string[];
  put(name: string, text: string): void;
}

export function fakeScenarios(): FakeScenarios {
  const stored = new Map<string, string[]>();
  const missing: [number, unknown] = [404, problem(404, 'scenario_not_found')];
  const describe = (project: string, name: string, version?: number): StoredScenario => {
    const texts = stored.get(name) ?? [];
    const number = version ?? texts.length;
    const text = texts[number - 1] ?? '';
    return {
      name,
      project,
      version: number,
      digest: digestOf(text),
      bytes: Buffer.byteLength(text),
      sanitized: true,
      created_at: WHEN,
      created_by: 'ada@example.com',
      url: `https://platform.example.com/projects/${project}/scenarios?name=${name}`,
      text,
    };
  };
  const put = (project: string, name: string, body: string): [number, unknown] => {
    const { text, base } = putScenarioRequest.parse(JSON.parse(body));
    const texts = stored.get(name) ?? [];
    const latest = texts.at(-1);
    if (latest !== text) {
      if ((latest === undefined ? null : digestOf(latest)) !== base) {
        return [409, problem(409, 'scenario_conflict')];
      }
      stored.set(name, [...texts, text]);
    }
    return [200, describe(project, name)];
  };
  return {
    history: (name) => stored.get(name) ?? [],
    put: (name, text) => void stored.set(name, [...(stored.get(name) ?? []), text]),
    answer: ({ method, path, body }) => {
      const [address = ''] = path.split('?');
      const found = ADDRESS.exec(address)?.groups;
      if (found === undefined) return null;
      const { project = '' } = found;
      if (found.name === undefined) {
        const scenarios = [...stored.keys()].sort().map((one) => describe(project, one));
        return [200, { scenarios, next_cursor: null }];
      }
      const name = decodeURIComponent(found.name);
      if (method === 'PUT') return put(project, name, body);
      const texts = stored.get(name);
      if (texts === undefined) return missing;
      if (method === 'DELETE') {
        stored.delete(name);
        return [204, undefined];
      }
      if (found.version !== undefined) {
        const version = Number(found.version);
        return version > texts.length ? missing : [200, describe(project, name, version)];
      }
      if (address.endsWith('/versions')) {
        const versions = texts.map((_, index) => describe(project, name, index + 1)).reverse();
        return [200, { versions, next_cursor: null }];
      }
      return [200, describe(project, name)];
    },
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function problem(status: number, code: string) {
  return { type: 'about:blank', title: `It is ${code}.`, status, code };
}
