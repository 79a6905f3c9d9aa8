/**
 * What a page or a worker does with the sanitizer: run by `sanitize-browser.test.ts`, bundled as
 * any page would bundle it. It answers plain data.
 */
import { createSanitizer, createVault, openVault } from '@fluxloop/sanitize';
import { regexEngine } from '@fluxloop/sanitize/regex';
import { toSarif } from '@fluxloop/sanitize/report';
import { createSanitizer as createSecretsSanitizer } from '@fluxloop/sanitize/secrets';

const KEY = 'a key of sixteen bytes or more';

/** @param {ReadableStream<string>} readable */
async function textOf(readable) {
  const reader = readable.getReader();
  let text = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) text += read.value;
  return text;
}

/** @param {() => unknown} act */
function errorOf(act) {
  try {
    act();
    return 'none';
  } catch (error) {
    return /** @type {{ code: string }} */ (error).code;
  }
}

/** @param {string} text */
export async function useSanitizer(text) {
  const sanitizer = createSanitizer({ key: KEY });
  const own = [{ type: 'regex', name: 'badge', pattern: 'EMP-[0-9]{6}' }];
  const vault = createVault();
  const out = sanitizer.sanitize(text, { placeholders: vault }).text;
  const opened = await openVault(await vault.seal(KEY), KEY);
  const bytes = new TextEncoder().encode(text);
  return {
    text: out,
    value: sanitizer.sanitizeValue({ text, password: 'correct horse' }).value,
    json: sanitizer.sanitize(JSON.stringify({ text }), { format: 'auto' }).text,
    streamed: await textOf(
      new Blob([text])
        .stream()
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(sanitizer.stream()),
    ),
    bytes: new TextDecoder().decode(sanitizer.sanitizeBytes(bytes).bytes),
    keyed: createSanitizer({ operator: 'hmac', key: KEY }).sanitize('jane@x.example').text,
    secrets: createSecretsSanitizer().sanitize(text).text,
    regex: createSanitizer({ patterns: own, regexEngine }).sanitize('EMP-123456').text,
    withoutEngine: errorOf(() => createSanitizer({ patterns: own })),
    restored: opened.restore(out) === text,
    results: toSarif(sanitizer.inspect(text)).runs[0]?.results.length,
  };
}
