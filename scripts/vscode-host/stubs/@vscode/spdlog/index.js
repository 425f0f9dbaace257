// The native logger's interface over plain appends, so that the server's log files can be read after a failure.
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

export class Logger {
  #file; #level = 2; #plain = false;
  constructor(_name, file) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
  }
  #write(level, text) {
    if (level < this.#level) return;
    try {
      appendFileSync(this.#file, this.#plain ? text : `${new Date().toISOString()} [${LEVELS[level]}] ${text}\n`);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error; // the run's folder is being removed: nothing is left to log to
    }
  }
  trace(text) { this.#write(0, text); }
  debug(text) { this.#write(1, text); }
  info(text) { this.#write(2, text); }
  warn(text) { this.#write(3, text); }
  error(text) { this.#write(4, text); }
  critical(text) { this.#write(5, text); }
  getLevel() { return this.#level; }
  setLevel(level) { this.#level = level; }
  clearFormatters() { this.#plain = true; }
  setPattern() {}
  flush() {}
  drop() {}
}

export const version = 11500;
export const setLevel = () => {};
export const setFlushOn = () => {};
export const shutdown = () => {};
export const createRotatingLogger = (name, file) => new Logger(name, file);
export const createAsyncRotatingLogger = async (name, file) => new Logger(name, file);
