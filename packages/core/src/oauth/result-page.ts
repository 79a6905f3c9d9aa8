import { createHash } from 'node:crypto';

/** What became of a sign-in, for the page that the browser ends on. */
export type SignInOutcome =
  | { kind: 'signed_in' }
  | { kind: 'denied' }
  | { kind: 'failed'; reason: string }
  | { kind: 'stale' };

/** A page and the headers that it needs. */
export interface ResultPage {
  status: number;
  headers: Record<string, string>;
  html: string;
}

const STYLE = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #ffffff; --text: #1b1f24; --soft: #57606a; --good: #1a7f37; --bad: #b42318; --line: #d8dee4; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0f1318; --card: #171c23; --text: #e6edf3; --soft: #9aa7b4; --good: #56d364; --bad: #ff8a80; --line: #2d343d; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 28rem; width: 100%; padding: 32px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.mark { margin: 0 0 8px; font-size: 14px; font-weight: 600; color: var(--soft); }
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.25; }
.good { color: var(--good); }
.bad { color: var(--bad); }
p { margin: 0 0 8px; }
p:last-child { margin: 0; color: var(--soft); }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** No script, no request, no frame; nothing but this style (https://www.w3.org/TR/CSP3/). */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * The page that tells a person in the browser what became of the sign-in. It holds no code, no
 * token and no script, is kept by no cache, and sends no referrer: its own address has the code.
 */
export function resultPage(outcome: SignInOutcome): ResultPage {
  const { status, tone, title, text } = describe(outcome);
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      connection: 'close',
    },
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – FluxLoop</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="mark">FluxLoop</p>
<h1 class="${tone}">${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
<p>You can close this page.</p>
</main>
</body>
</html>
`,
  };
}

function describe(outcome: SignInOutcome) {
  switch (outcome.kind) {
    case 'signed_in':
      return {
        status: 200,
        tone: 'good',
        title: 'You are signed in',
        text: 'The FluxLoop command line has what it needs. Go on in your terminal.',
      };
    case 'denied':
      return {
        status: 200,
        tone: 'bad',
        title: 'Access was denied',
        text: 'The FluxLoop command line was not signed in, and has stored nothing.',
      };
    case 'failed':
      return {
        status: 200,
        tone: 'bad',
        title: 'Signing in has failed',
        text: `${outcome.reason} Your terminal says what to do next.`,
      };
    case 'stale':
      return {
        status: 400,
        tone: 'bad',
        title: 'This is not the sign-in that the terminal waits for',
        text: 'The page may be from an earlier attempt. Use the address that your terminal shows now.',
      };
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
