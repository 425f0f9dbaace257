import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';

const DIGEST_BYTES = 32;
/** What a program requires from its own folder. */
const PART = /^\.\/[\w-]+\.js$/;

const digestOf = (bytes: string | Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/**
 * A program, and what V8 made of it when it was built, if that was this program, with this Node, on this kind of machine. The parts
 * that it requires from its own folder are such programs too.
 */
export class CompiledScript {
  readonly #script: Script;
  readonly #compiledFile: string;
  readonly #parts: CompiledScript[] = [];

  constructor(private readonly file: string) {
    const code = readFileSync(file, 'utf8');
    const of = `${digestOf(code).toString('hex').slice(0, 16)}-${process.version}-${process.platform}-${process.arch}`;
    this.#compiledFile = path.join(path.dirname(file), `${path.basename(file, '.js')}-${of}.compiled`);
    const cachedData = this.#compiled();
    this.#script = new Script(Module.wrap(code), { filename: file, ...(cachedData ? { cachedData } : {}) });
  }

  /** Runs it as `require` would, and gives what it exports. */
  run(): unknown {
    const module = new Module(this.file);
    module.filename = this.file;
    // Parts of the program take its modules from it, by `require`.
    const load = createRequire(this.file);
    load.cache[this.file] = module as NodeJS.Module;
    const loadPart = (id: string): unknown => (PART.test(id) ? this.#part(load, id) : load(id));
    const wrapped = this.#script.runInThisContext() as (...args: unknown[]) => void;
    const require = Object.assign(loadPart, load);
    wrapped.call(module.exports, module.exports, require, module, this.file, path.dirname(this.file));
    return module.exports;
  }

  #part(load: NodeJS.Require, id: string): unknown {
    const file = path.join(path.dirname(this.file), id);
    const loaded = load.cache[file];
    if (loaded !== undefined) return loaded.exports;
    const part = new CompiledScript(file);
    this.#parts.push(part);
    return part.run();
  }

  /** Writes beside the program what V8 has compiled of it by now, and of its parts. Throws when that cannot be written. */
  keep(): void {
    for (const part of this.#parts) part.keep();
    const compiled = this.#script.createCachedData();
    const temporary = `${this.#compiledFile}.${process.pid}`;
    writeFileSync(temporary, Buffer.concat([digestOf(compiled), compiled]));
    renameSync(temporary, this.#compiledFile);
  }

  /** V8 refuses what another version of it made, but looks no further: one wrong byte would end the process. */
  #compiled(): Buffer | null {
    let kept: Buffer;
    try {
      kept = readFileSync(this.#compiledFile);
    } catch {
      return null; // another Node, or a build that was copied without it: V8 compiles what is run
    }
    const compiled = kept.subarray(DIGEST_BYTES);
    return digestOf(compiled).equals(kept.subarray(0, DIGEST_BYTES)) ? compiled : null;
  }
}
