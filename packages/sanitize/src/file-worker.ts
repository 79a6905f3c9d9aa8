import { openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { createNodeCore } from './node/create-sanitizer.js';
import { type SegmentTask, sanitizeSegment } from './node/segment.js';
import type { WorkerSettings } from './node/worker-pool.js';

/** The program of a thread that sanitizes parts of a file: takes tasks, answers results. */
const { path, config, format } = workerData as WorkerSettings;
const core = createNodeCore(config);
const file = openSync(path, 'r');

parentPort?.on('message', (task: SegmentTask) => {
  const result = sanitizeSegment(core, file, task, format);
  parentPort?.postMessage(result, [result.pieces.buffer]);
});
