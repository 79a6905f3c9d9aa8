import { type Route, type RouteName, routes } from '@fluxloop/core/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';

const documentSchema = z.looseObject({
  openapi: z.string(),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string(),
        summary: z.string(),
        tags: z.array(z.string()),
        security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
        responses: z.record(
          z.string(),
          z.looseObject({ content: z.record(z.string(), z.unknown()).optional() }),
        ),
      }),
    ),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
  tags: z.array(z.object({ name: z.string() })),
});

let platform: TestPlatform;
let text: string;
let document: z.infer<typeof documentSchema>;

beforeAll(async () => {
  platform = await startTestPlatform();
  text = await (await fetch(`${platform.url}/openapi.json`)).text();
  document = documentSchema.parse(JSON.parse(text));
});
afterAll(() => platform?.close());

it('is OpenAPI 3.1 for this very platform', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(document.servers).toEqual([{ url: platform.url }]);
});

it.each(Object.keys(routes) as RouteName[])('describes %s as the contract has it', (name) => {
  const route: Route = routes[name];
  const address = route.path.replace(/:(\w+)/g, '{$1}');
  const operation = document.paths[address]?.[route.method.toLowerCase()];
  expect(operation).toMatchObject({ operationId: name, summary: route.summary });
  expect(Object.keys(operation?.responses ?? {})).toEqual([
    String(route.success.status),
    'default',
  ]);
  expect(Object.keys(operation?.responses.default?.content ?? {})).toEqual([
    'application/problem+json',
  ]);
  expect(operation?.security).toHaveLength(
    route.access === 'none' ? 0 : route.access === 'session' ? 1 : 2,
  );
  expect(document.tags.map((tag) => tag.name)).toContain(operation?.tags[0]);
});

it('describes nothing else, and refers to nothing that is not there', () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.keys(path));
  expect(operations).toHaveLength(Object.keys(routes).length);
  const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect(references.length).toBeGreaterThan(0);
  for (const name of new Set(references)) {
    expect(document.components.schemas).toHaveProperty([name ?? '']);
  }
});

it('tells that a chunk is gzip NDJSON', () => {
  expect(JSON.stringify(document.paths)).toContain('"application/x-ndjson"');
});
