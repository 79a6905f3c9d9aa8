import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Window } from './engine/window.js';
import { createSanitizer } from './sanitizer.js';

/** What is repeated, behind a head perhaps, to make a sanitizer hang. */
interface Shape {
  name: string;
  head?: string[];
  unit: string[];
}

const file = new URL('../../../benchmarks/hostile-shapes.json', import.meta.url);
const shapes: Shape[] = JSON.parse(readFileSync(file, 'utf8'));

function textOf({ head = [], unit }: Shape, length: number): string {
  const repeated = unit.join('');
  return (head.join('') + repeated.repeat(Math.ceil(length / repeated.length))).slice(0, length);
}

/** The reads of windows since the last look, counted instead of a clock. */
let reads = 0;

function countReads(): void {
  const show = Window.prototype.show;
  const counter: ProxyHandler<Uint8Array> = {
    get(codes, key) {
      reads++;
      return Reflect.get(codes, key, codes);
    },
  };
  vi.spyOn(Window.prototype, 'show').mockImplementation(function (
    this: Window,
    text,
    codes,
    ...rest
  ) {
    show.call(this, text, new Proxy(codes, counter), ...rest);
  });
}

describe('a hostile text', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each(shapes.map((shape) => [shape.name, shape] as const))(
    'of %s is read in linear time',
    (_name, shape) => {
      const sanitizer = createSanitizer();
      countReads();
      const counts = [4_000, 16_000].map((length) => {
        reads = 0;
        sanitizer.sanitize(textOf(shape, length));
        return reads;
      });
      expect(counts[1]! / counts[0]!).toBeLessThanOrEqual(5);
      expect(counts[1]! / 16_000).toBeLessThan(150);
    },
  );
});
