/**
 * Preloaded with `node --import`: when the process ends, it writes what the process took to the file
 * that `MEASURE_USAGE` names. CPU is user and system time in milliseconds, memory the peak resident
 * set in megabytes; worker threads are part of both.
 */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.MEASURE_USAGE;
if (file !== undefined && isMainThread) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    // maxRSS is in kilobytes: https://nodejs.org/api/process.html#processresourceusage
    const peak_mb = process.resourceUsage().maxRSS / 1024;
    writeFileSync(file, JSON.stringify({ cpu_ms: (user + system) / 1000, peak_mb }));
  });
}
