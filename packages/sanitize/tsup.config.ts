import { defineConfig } from 'tsup';
import { withoutSources } from './without-sources.config.js';

const entries = ['index', 'node', 'secrets', 'pii', 'llm', 'strict', 'regex', 'report', 'testing'];

export default defineConfig({
  // The program of the worker threads is loaded by its path, so it stands beside the entries.
  entry: [...entries, 'file-worker'].map((name) => `src/${name}.ts`),
  format: 'esm',
  target: 'node20',
  dts: { entry: entries.map((name) => `src/${name}.ts`) },
  sourcemap: true,
  // A process that starts reads all of it before the first call: less to read, fewer files.
  minify: true,
  esbuildPlugins: [withoutSources],
  clean: true,
});
