import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import pc from 'picocolors';
import { native } from './native-path';
import { NO_COLOURS, type Palette } from '../report/text';

/** The process's streams and environment, as commands see them. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly palette: Palette;
  /** Columns of the terminal that a report is read on; null where it goes elsewhere. */
  readonly width: number | null;
  /** Writes a report to standard output. */
  print(text: string): Promise<void>;
  /** Writes one line to standard error. */
  say(line: string): void;
  /** Standard input to its end. Rejects with a Failure above `limit` bytes. */
  input(limit: number): Promise<Uint8Array>;
  /** One line that a person types, without its end; null where nobody is there. */
  ask(question: string): Promise<string | null>;
  /** As `ask`, and what is typed is not shown. The bytes are for the caller to overwrite. */
  secret(question: string): Promise<Uint8Array | null>;
  /** A line that tells how far long work is; silent where standard error is no terminal. */
  progress(text: string): Progress;
}

export interface Progress {
  update(text: string): void;
  stop(): void;
}

export function processTerminal(options: { readonly color: boolean }): Terminal {
  const colours = options.color && wantsColour(process.env, process.stdout.isTTY === true);
  return {
    cwd: process.cwd(),
    env: process.env,
    palette: colours ? pc.createColors(true) : NO_COLOURS,
    width: process.stdout.isTTY && process.stdout.columns > 0 ? process.stdout.columns : null,
    print: (text) => write(process.stdout, text),
    say: (line) => void process.stderr.write(`${line}\n`),
    input: readInput,
    ask: (question) => asked(question),
    secret: (question) => typedSecret(question),
    progress(text) {
      if (!process.stderr.isTTY || process.env['CI']) return SILENT;
      return spinning(text);
    },
  };
}

async function asked(question: string): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  const { createInterface } = await import('node:readline/promises');
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await reader.question(question);
  } finally {
    reader.close();
  }
}

/** Keys are taken one by one, so that the terminal has nothing to show; Ctrl-C ends the program as ever. */
async function typedSecret(question: string): Promise<Uint8Array | null> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return null;
  stderr.write(question);
  stdin.setRawMode(true);
  const bytes: number[] = [];
  try {
    for await (const chunk of stdin as AsyncIterable<Uint8Array>) {
      for (const byte of chunk) {
        if (byte === 0x0a || byte === 0x0d) return Uint8Array.from(bytes);
        if (byte === 0x03) process.kill(process.pid, 'SIGINT');
        else if (byte === 0x7f || byte === 0x08) bytes.pop();
        else bytes.push(byte);
      }
    }
    return Uint8Array.from(bytes);
  } finally {
    bytes.fill(0);
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

/** A spinner, as soon as it is loaded: what ends before that needs none. */
function spinning(text: string): Progress {
  let [last, stopped] = [text, false];
  const spinner = import('./spinner').then(({ spin }) => (stopped ? null : spin(last)));
  return {
    update(next) {
      last = next;
      void spinner.then((shown) => shown?.update(next));
    },
    stop() {
      stopped = true;
      void spinner.then((shown) => shown?.stop());
    },
  };
}

const SILENT: Progress = { update: () => undefined, stop: () => undefined };

/** NO_COLOR (no-color.org) and FORCE_COLOR, else whether somebody looks at it. */
function wantsColour(env: NodeJS.ProcessEnv, terminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0';
  return terminal && env['TERM'] !== 'dumb';
}

/** Waits until the text is handed over, since a pipe takes 64 KB at a time. A reader that went away (`| head`) is no failure. */
function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) =>
      error && (error as NodeJS.ErrnoException).code !== 'EPIPE' ? reject(error) : resolve(),
    );
  });
}

async function readInput(limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw new RangeError(`standard input is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Writes a file in one go, through to the disk. */
export function writeThrough(path: string, bytes: Uint8Array, mode: number): void {
  const file = openSync(native(path), 'wx', mode);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
