import { AuthenticationError } from '../errors/index.js';
import { CREDENTIAL_KINDS, type CredentialKind, isCredentialKind } from './credential-kind.js';
import { CHECKSUM_LENGTH, checksumOf, MINIMUM_BODY_LENGTH } from './key-format.js';

/** How other vendors' keys begin. Each is in the vendor's own documentation of its key forms. */
const OTHER_VENDORS: readonly (readonly [prefix: string, vendor: string])[] = [
  ['sk-ant-', 'Anthropic'],
  ['sk-or-', 'OpenRouter'],
  ['sk-', 'OpenAI'],
  ['gsk_', 'Groq'],
  ['xai-', 'xAI'],
  ['pplx-', 'Perplexity'],
  ['r8_', 'Replicate'],
  ['hf_', 'Hugging Face'],
  ['ghp_', 'GitHub'],
  ['gho_', 'GitHub'],
  ['ghs_', 'GitHub'],
  ['ghu_', 'GitHub'],
  ['ghr_', 'GitHub'],
  ['github_pat_', 'GitHub'],
  ['glpat-', 'GitLab'],
  ['npm_', 'npm'],
  ['AKIA', 'AWS'],
  ['ASIA', 'AWS'],
  ['AIza', 'Google'],
  ['xoxb-', 'Slack'],
  ['xoxp-', 'Slack'],
  ['sk_live_', 'Stripe'],
  ['sk_test_', 'Stripe'],
  ['rk_live_', 'Stripe'],
  ['SG.', 'SendGrid'],
];

/** What {@link parseCredential} is told about the place that it reads from. */
export interface ParseCredentialOptions {
  /** Where the text came from, for the message: `FLUXLOOP_API_KEY`. Default: "the credential". */
  source?: string;
  /** What the message begins with. Default: `Invalid API key`. */
  headline?: string;
  /** The kinds that may stand there. Default: every kind. */
  allow?: readonly CredentialKind[];
}

/**
 * Tells what a credential is, without a request, or what is wrong with it. White space around
 * it is ignored. No message repeats any part of the text.
 *
 * @param text - what a person typed, pasted or configured
 * @returns the kind, and the credential without white space around it
 * @throws AuthenticationError `credential_empty`, `credential_quoted`, `credential_shortened`
 *   (a preview or a placeholder with an ellipsis), `credential_foreign` (another vendor's, or no
 *   key at all), `credential_kind_unknown`, `credential_mistyped`, `credential_truncated`,
 *   `credential_extended` (something was pasted behind it), `credential_kind_wrong`
 */
export function parseCredential(
  text: string,
  options: ParseCredentialOptions = {},
): { kind: CredentialKind; text: string } {
  const { source = 'the credential', headline = 'Invalid API key' } = options;
  const credential = text.trim();
  const refuse = (code: string, problem: string, hint: string): never => {
    throw new AuthenticationError(code, `${headline}: ${source} ${problem}.`, { hint });
  };

  if (credential === '') refuse('credential_empty', 'is empty', HINT_COPY);
  if (/^(["'`]).*\1$/s.test(credential)) {
    refuse('credential_quoted', 'has quotation marks around it', 'Remove the quotation marks.');
  }
  if (/…|\.\.\.|\*\*\*/.test(credential)) {
    refuse('credential_shortened', 'is a shortened form of a key, not the key', HINT_COPY);
  }
  const vendor = OTHER_VENDORS.find(([prefix]) => credential.startsWith(prefix))?.[1];
  if (vendor !== undefined) {
    refuse('credential_foreign', `has the form of a key of ${vendor}, not of FluxLoop`, HINT_FORM);
  }
  if (/^eyJ[\w-]+\.eyJ/.test(credential)) {
    refuse('credential_foreign', 'is a JSON Web Token, not a FluxLoop key', HINT_TOKEN);
  }
  if (/^flx[-_ ]/i.test(credential) && !credential.startsWith('flx_')) {
    refuse(
      'credential_mistyped',
      'begins like a FluxLoop key, but a key begins with flx_ in small letters',
      HINT_COPY,
    );
  }
  if (!credential.startsWith('flx_')) {
    refuse('credential_foreign', 'does not have the form of a FluxLoop key', HINT_FORM);
  }
  const kind = /^flx_([a-z]+)_/.exec(credential)?.[1] ?? '';
  if (!isCredentialKind(kind)) {
    return refuse(
      'credential_kind_unknown',
      'begins with flx_, but not as any FluxLoop key does',
      HINT_FORM,
    );
  }
  checkBody(credential, kind, refuse);
  if (options.allow !== undefined && !options.allow.includes(kind)) {
    const wanted = options.allow.map((one) => CREDENTIAL_KINDS[one]).join(', ');
    refuse(
      'credential_kind_wrong',
      `is of the kind "${CREDENTIAL_KINDS[kind]}", which is not used here`,
      `What is used here: ${wanted}.`,
    );
  }
  return { kind, text: credential };
}

const HINT_COPY = 'Copy the whole key from where it was created; it is shown there once.';
const HINT_TOKEN =
  'In CI, exchange the identity token for a FluxLoop token: fluxloop auth login --oidc';
const HINT_FORM =
  'A FluxLoop key begins with flx_api_, flx_sa_, flx_dev_, flx_staging_ or flx_prod_.';

type Refuse = (code: string, problem: string, hint: string) => never;

function checkBody(credential: string, kind: CredentialKind, refuse: Refuse): void {
  const start = `flx_${kind}_`.length;
  const shortest = start + MINIMUM_BODY_LENGTH + CHECKSUM_LENGTH;
  const odd = credential.slice(start).search(/[^0-9A-Za-z]/);
  if (odd !== -1) {
    refuse(
      'credential_mistyped',
      `holds a character at position ${start + odd + 1} that no key has`,
      HINT_COPY,
    );
  }
  if (credential.length < shortest) {
    const missing = shortest - credential.length;
    refuse(
      'credential_truncated',
      `is cut off: at least ${missing} ${missing === 1 ? 'character is' : 'characters are'} missing`,
      HINT_COPY,
    );
  }
  if (endsInItsChecksum(credential)) return;
  for (let length = shortest; length < credential.length; length += 1) {
    if (endsInItsChecksum(credential.slice(0, length))) {
      const extra = credential.length - length;
      refuse(
        'credential_extended',
        `has ${extra} ${extra === 1 ? 'character' : 'characters'} too many at its end`,
        HINT_COPY,
      );
    }
  }
  refuse('credential_mistyped', 'has a typo or is cut off: its checksum does not fit', HINT_COPY);
}

function endsInItsChecksum(credential: string): boolean {
  const stem = credential.slice(0, -CHECKSUM_LENGTH);
  return checksumOf(stem) === credential.slice(-CHECKSUM_LENGTH);
}
