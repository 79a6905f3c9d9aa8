#!/usr/bin/env node
const { main } = await import('../dist/index.js');
await main();
