import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { pagePolicy } from '../http/security-headers.js';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 28rem; margin: 12vh auto; padding: 0 1rem; }
h1 { font-size: 1.25rem; }
`;

/**
 * Says on a page of its own why a sign-in cannot begin, for there is no address that the browser
 * may be sent to (RFC 6749, section 4.1.2.1).
 *
 * @param reason - a sentence of ours; nothing of the request is on the page
 */
export function sendErrorPage(reply: FastifyReply, reason: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .header('content-security-policy', pagePolicy(nonce))
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign-in cannot begin · FluxLoop</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>This sign-in cannot begin</h1>
<p>${escapeHtml(reason)}</p>
<p>Close this page, and begin again in the terminal: <code>fluxloop auth login</code></p>
</main>
</body>
</html>
`);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
