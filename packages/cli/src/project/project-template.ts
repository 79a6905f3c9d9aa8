/** A file of a new project, by its path from the project's folder. */
export interface TemplateFile {
  path: string;
  content: string;
}

/** What is never committed: results, credentials, environment files. */
export const IGNORED_PATHS = ['.fluxloop/', '.env', 'api_key.txt'] as const;

/**
 * The files of a new project: a configuration, a scenario and an agent that passes it, so that
 * `fluxloop test` works at once.
 *
 * @param project - the project's slug
 */
export function projectTemplate(project: string): TemplateFile[] {
  return [
    { path: 'fluxloop.yaml', content: configuration(project) },
    { path: 'scenarios/first-steps.yaml', content: SCENARIO },
    { path: 'agent.mjs', content: AGENT },
  ];
}

const configuration = (
  project: string,
): string => `# yaml-language-server: $schema=.fluxloop/schemas/fluxloop.schema.json
# The project's name on the platform.
project: ${project}

# How to reach your agent: a program that reads and writes lines of JSON.
runner:
  process:
    command: [node, agent.mjs]
    protocol: jsonl

test:
  parallel: 4
  timeout: 30s
  # Also sanitize what is stored on this machine. What leaves it is sanitized in any case.
  sanitize: true

# Without rules of your own, secrets, e-mail addresses, phone and card numbers and the like become
# numbered placeholders: [EMAIL_1]. To choose the replacement yourself:
# sanitization:
#   patterns:
#     - type: email
#       replace: "user@example.com"
#     - type: api_key
#       replace: "[REDACTED]"

# Keys never stand in this file. For a platform of your own:
# api:
#   endpoint: "https://fluxloop.example.com"
`;

const SCENARIO = `# yaml-language-server: $schema=../.fluxloop/schemas/scenario.schema.json
name: first-steps

# Judged after every answer of every input below.
criteria:
  - no-secrets: true
  - latency: 5s

inputs:
  - text: "Hello!"
    criteria:
      - icontains: "how can I help"

  - text: "When are you open?"
    criteria:
      - contains: "9:00"
      - not-icontains: "i do not know"

  # The address is redacted before anything is stored or sent.
  - text: "Please send the invoice to ada@example.com"
    criteria:
      - icontains: "invoice"

  - name: asks twice
    turns:
      - text: "Hi"
        criteria:
          - icontains: "how can I help"
      - text: "What are your opening hours?"
        criteria:
          - contains: "9:00"
`;

const AGENT = `// A tiny agent: one line of JSON in, one line of JSON out. Put your own agent in its place.
import { createInterface } from 'node:readline';

const ANSWERS = [
  [/\\b(hello|hi)\\b/i, 'Hello! How can I help you?'],
  [/\\bopen(ing)?\\b/i, 'We are open from 9:00 to 17:00, Monday to Friday.'],
  [/\\binvoice\\b/i, 'Your invoice is on its way.'],
];

function answer(text) {
  return ANSWERS.find(([pattern]) => pattern.test(text))?.[1] ?? 'Sorry, I do not know that.';
}

// It has started; what came before is no latency.
process.stdout.write('{"type":"ready"}\\n');
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.type !== 'input') continue;
  const reply = { type: 'final', session: message.session, text: answer(message.text) };
  process.stdout.write(\`\${JSON.stringify(reply)}\\n\`);
}
`;
