import { execFileSync } from 'node:child_process';
import { bytesOfName } from '../../../src/core/file-name';

/** Whether git is there; nothing else than tests runs it. */
export function hasGit(): boolean {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Form {
  readonly version?: 2 | 3 | 4;
  /** Bytes of an object name. */
  readonly digest?: number;
  readonly mode?: number;
}

/** An index of these paths, by gitformat-index(5). */
export function indexOf(paths: readonly string[], { version = 2, digest = 20, mode = 0o100644 }: Form): Uint8Array {
  const parts: Buffer[] = [Buffer.from('DIRC'), number(version), number(paths.length)];
  let last = Buffer.alloc(0);
  for (const each of paths) {
    const name = Buffer.from(bytesOfName(each));
    const isExtended = version === 3;
    const stat = Buffer.alloc(40);
    stat.writeUInt32BE(mode, 24);
    const flags = Buffer.alloc(isExtended ? 4 : 2);
    flags.writeUInt16BE(Math.min(name.length, 0xfff) | (isExtended ? 0x4000 : 0));
    const head = Buffer.concat([stat, Buffer.alloc(digest, 1), flags]);
    if (version === 4) {
      let same = 0;
      while (same < Math.min(last.length, name.length) && last[same] === name[same]) same++;
      parts.push(head, varint(last.length - same), name.subarray(same), Buffer.alloc(1));
    } else {
      const length = head.length + name.length;
      parts.push(head, name, Buffer.alloc(((length + 8) & ~7) - length));
    }
    last = name;
  }
  return new Uint8Array(Buffer.concat([...parts, Buffer.alloc(digest, 2)]));
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** The offset encoding of packs: seven bits a byte, the highest first, each further byte one more. */
function varint(value: number): Buffer {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift(0x80 | (--rest & 0x7f));
  return Buffer.from(bytes);
}
