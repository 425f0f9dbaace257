// The first file of the command line: loads the program (main.js) with what V8 compiled of it when it was built.
// Reading, compiling and first running a megabyte of code takes longer than scanning ten files.
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { CompiledScript } from './compiled';

// Flags are the whole process's. Scan threads begin here too.
if (isMainThread) {
  // A scan makes much garbage and keeps little; left alone, the heap grows to several times of what is alive before it is looked through.
  setFlagsFromString('--heap-growing-percent=100');
  // Room for new objects would grow to 16 MB, twice: what is alive of one file has room in the first, and a fourth of the memory goes for
  // two hundredths of the time.
  setFlagsFromString('--semi-space-growth-factor=1');
  // Optimising takes more than it gives in a run of a tenth of a second, and little is lost where it comes later: by default V8
  // begins after 66 KB of bytecode or 1.8 MB of WebAssembly in a function, and the process ends only when it is done. Measured
  // from ten files to four thousand.
  setFlagsFromString('--interrupt-budget=300000');
  setFlagsFromString('--wasm-tiering-budget=1000000000');
}

const program = new CompiledScript(path.join(__dirname, 'main.js'));
// Set by the build, see esbuild.js.
if (isMainThread && process.env['TOUCHSTONE_KEEP_COMPILED'] === 'true') process.once('exit', () => program.keep());
program.run();
