// Loaded before the command (`node --import`), it ends the process by SIGKILL at one of its writes.
// KILL_AT_WRITE is the write, from 1; KILL_MOMENT is `before`, `within` or `after` it. With
// COUNT_WRITES, the number of writes is put into that file when the process ends.
import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const wanted = Number(process.env.KILL_AT_WRITE ?? 0);
const moment = process.env.KILL_MOMENT ?? 'before';
let writes = 0;

function die() {
  process.kill(process.pid, 'SIGKILL');
}

/** Whether the write that begins is the one to die at. */
function begin() {
  writes += 1;
  if (writes !== wanted) return false;
  if (moment === 'before') die();
  return true;
}

function wrap(holder, name, half) {
  const original = holder[name];
  holder[name] = async function (...args) {
    const isIt = begin();
    if (isIt && moment === 'within' && half !== undefined) {
      await half(this, args);
      die();
    }
    try {
      return await original.apply(this, args);
    } finally {
      if (isIt) die();
    }
  };
}

for (const name of ['mkdir', 'rename', 'rm', 'link', 'writeFile']) wrap(promises, name);
const handle = await promises.open(process.execPath, 'r');
const prototype = Object.getPrototypeOf(handle);
await handle.close();
for (const name of ['sync', 'datasync', 'appendFile']) wrap(prototype, name);
wrap(prototype, 'writeFile', (file, [text]) => file.write(String(text).slice(0, text.length / 2)));
syncBuiltinESMExports();

const counted = process.env.COUNT_WRITES;
if (counted !== undefined) {
  process.on('exit', () => {
    fs.writeFileSync(counted, String(writes));
  });
}
