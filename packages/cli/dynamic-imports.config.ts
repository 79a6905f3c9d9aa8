import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const NAMESPACE = 'dynamic-import';

/**
 * Lets `await import('a-commonjs-package')` give the names that it gives in Node. esbuild makes a
 * chunk of such a package that has a default export only
 * (https://esbuild.github.io/content-types/#default-interop); this puts a module in between that
 * names what the package exports.
 */
export const dynamicImports: Plugin = {
  name: NAMESPACE,
  setup(build) {
    build.onResolve({ filter: /^[^.#/@]/ }, async ({ kind, path, importer, resolveDir }) => {
      if (kind !== 'dynamic-import' || path.startsWith('node:')) return null;
      const found = await build.resolve(path, { kind: 'import-statement', importer, resolveDir });
      // Where `require` and `import` find different files, `import` finds an ES module.
      if (found.external || found.path !== requiredFile(path, importer)) return null;
      return { namespace: NAMESPACE, path, pluginData: { file: found.path, resolveDir } };
    });
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, async ({ path, pluginData }) => {
      const { file, resolveDir } = pluginData;
      const names = Object.keys(await import(pathToFileURL(file).href));
      const exported = names.filter((name) => IDENTIFIER.test(name));
      return {
        contents: `export { ${exported.join(', ')} } from ${JSON.stringify(path)};`,
        resolveDir,
      };
    });
  },
};

/** `null` for what is not installed: some packages try an optional one, and catch the error. */
function requiredFile(path: string, importer: string): string | null {
  try {
    return createRequire(importer).resolve(path);
  } catch {
    return null;
  }
}
