// The first file of the command line: loads the program (dist/cli/main.js), with what V8 compiled of it in an earlier run.
// Reading, compiling and first running a megabyte of code takes longer than scanning ten files.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { cacheFolderOf } from './cache-folder';
import { codeAt, keepCode } from './code-cache';

// A scan makes much garbage and keeps little; left alone, the heap grows to several times of what is alive before it is looked through.
setFlagsFromString('--heap-growing-percent=100');
// Optimising takes more than it gives in a run of a tenth of a second, and little is lost where it comes later: by default V8
// begins after 66 KB of bytecode or 1.8 MB of WebAssembly in a function, and the process ends only when it is done. Measured
// from ten files to four thousand.
setFlagsFromString('--interrupt-budget=1000000');
setFlagsFromString('--wasm-tiering-budget=300000000');

/** Commands that run most of the program: what V8 compiles for others would be little use. */
const WORTH_KEEPING = /^(?:scan|sbom|baseline)$/;

const file = path.join(__dirname, 'main.js');
const folder = process.argv.includes('--no-cache') ? null : cacheFolderOf(process.env);
if (folder === null) createRequire(file)(file);
else run(folder);

function run(cache: string): void {
  const code = readFileSync(file, 'utf8');
  const kept = path.join(
    cache,
    `${createHash('sha256').update(code).digest('hex').slice(0, 32)}-${process.version}.code`,
  );
  const cachedData = codeAt(kept);
  const script = new Script(Module.wrap(code), { filename: file, ...(cachedData ? { cachedData } : {}) });
  const module = new Module(file);
  module.filename = file;
  // Parts of the program take its modules from it, by `require`.
  const load = createRequire(file);
  load.cache[file] = module as NodeJS.Module;
  if ((!cachedData || script.cachedDataRejected) && WORTH_KEEPING.test(process.argv[2] ?? ''))
    process.once('exit', () => keepCode(kept, () => script.createCachedData()));
  const wrapped = script.runInThisContext() as (...args: unknown[]) => void;
  wrapped.call(module.exports, module.exports, load, module, file, __dirname);
}
