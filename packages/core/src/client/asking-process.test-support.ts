import { createClient } from './index.js';

/** A process of its own that asks the platform of its first argument who it is. */
try {
  const client = createClient({ endpoint: process.argv[2] ?? '', retries: 0 });
  process.stdout.write(JSON.stringify(await client.principal.get()));
} catch (error) {
  process.stdout.write(JSON.stringify(error));
  process.exitCode = 4;
}
