// Required into a process that bench/process.ts measures: tells what the process took, all its threads together, as it ends.
const { readFileSync, writeSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread)
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeSync(3, [userCPUTime / 1e6, systemCPUTime / 1e6, maxRSS, bytesRead()].join(' '));
  });

/** Bytes that the process read, its own program among them; 0 where the system does not tell. */
function bytesRead() {
  try {
    return Number(/^rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'latin1'))[1]);
  } catch {
    return 0;
  }
}
