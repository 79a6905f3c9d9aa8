import { SanitizerConfigurationError } from '../configuration/configuration-error.js';
import type { ReportFinding } from './report-finding.js';

/**
 * The text of a baseline: the findings that were accepted, by their fingerprints. Who has not the
 * key learns nothing from it but where something was found.
 *
 * @throws SanitizerConfigurationError if the findings were made without a key
 */
export function formatBaseline(findings: readonly ReportFinding[]): string {
  const entries = new Map<string, object>();
  for (const { fingerprint, rule, file, line } of findings) {
    if (fingerprint === undefined) {
      throw new SanitizerConfigurationError(
        'key_missing',
        'Findings without a key have no fingerprint.',
        {
          key: 'key',
          hint: 'Give createSanitizer a key, and inspect again.',
        },
      );
    }
    if (!entries.has(fingerprint)) entries.set(fingerprint, { fingerprint, rule, file, line });
  }
  return `${JSON.stringify({ version: 1, accepted: [...entries.values()] }, undefined, 2)}\n`;
}

/**
 * The fingerprints of a baseline's text, for `baseline` of the configuration.
 *
 * @throws SanitizerConfigurationError if it is none
 */
export function parseBaseline(text: string): string[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    read = undefined;
  }
  const accepted =
    typeof read === 'object' && read !== null && 'accepted' in read ? read.accepted : undefined;
  if (!Array.isArray(accepted)) {
    throw new SanitizerConfigurationError('configuration_invalid', 'The baseline is not one.', {
      key: 'baseline',
      hint: 'Write it with formatBaseline.',
    });
  }
  return accepted.map((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'fingerprint' in entry
      ? String(entry.fingerprint)
      : '',
  );
}
