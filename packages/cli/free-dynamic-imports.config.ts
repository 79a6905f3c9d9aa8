import type { Plugin } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';

const WORD = 'import';

/**
 * Turns each `import(…)` of what is not bundled into a call of `bin/import.js`. Code that V8 takes from
 * its cache cannot import by itself on Node 20 (`ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING`).
 */
export const freeDynamicImports: Plugin = {
  name: 'free-dynamic-imports',
  renderChunk(code, { fileName }) {
    if (!code.includes(`${WORD}(`)) return null;
    const up = '../'.repeat(fileName.split('/').length);
    const call = `require("${up}bin/import.js")`;
    const places = importExpressions(parseAst(code, { sourceType: 'script' }));
    places.sort((one, other) => other - one);
    return places.reduce(
      (text, place) => text.slice(0, place) + call + text.slice(place + WORD.length),
      code,
    );
  },
};

/** Where each `import(…)` below a node of the tree begins. */
function importExpressions(node: unknown): number[] {
  if (typeof node !== 'object' || node === null) return [];
  const below = Object.values(node).flatMap(importExpressions);
  const isImport = 'type' in node && node.type === 'ImportExpression' && 'start' in node;
  return isImport ? [Number(node.start), ...below] : below;
}
