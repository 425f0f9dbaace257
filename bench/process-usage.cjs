// Required into a process that bench/process.ts measures: tells what the process took, all its threads together, as it ends.
const { writeSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread)
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeSync(3, [userCPUTime / 1e6, systemCPUTime / 1e6, maxRSS].join(' '));
  });
