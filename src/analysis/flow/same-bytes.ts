import type { CallFact } from '../../core/python-facts';
import type { Expression } from '../../core/semantics';
import type { Transfer } from './flow';

/** Calls that hand their first argument on: files, buffers, paths. */
const WRAPPERS =
  /^(?:open|io\.open|codecs\.open|aiofiles\.open|io\.BytesIO|gzip\.(?:open|GzipFile)|bz2\.(?:open|BZ2File)|lzma\.(?:open|LZMAFile)|zlib\.decompress|(?:gzip|bz2|lzma)\.decompress|str|bytes|bytearray|io\.BufferedReader|os\.fspath|os\.path\.(?:abspath|expanduser|expandvars|realpath|normpath)|pathlib\.(?:Path|PurePath|PosixPath)|fsspec\.open|smart_open\.open|(?:tensorflow\.io\.)?gfile\.GFile|tensorflow\.io\.gfile\.GFile|tensorflow\.gfile\.(?:GFile|Open|FastGFile)|base64\.(?:standard_|urlsafe_)?b64decode|bytes\.fromhex|memoryview|\.?next|iter)$/;
/** Wrappers whose result is another path than their argument, but one in the folder that it names. */
const FOLDERS = /^(?:os\.path\.join|posixpath\.join|glob\.i?glob|os\.listdir)$/;
/** Methods and attributes by which bytes and paths are got out of what holds them. */
const CARRIES = new Set(
  (
    'read readall read1 getvalue content raw body data value file name open read_bytes read_text readinto iter_content iter_bytes aiter_bytes ' +
    'aread joinpath resolve absolute as_posix expanduser get_object get result decode encode strip rstrip glob rglob iterdir ' +
    'text getbuffer tobytes download download_as_bytes download_as_string readline buffer bytes payload message'
  ).split(' '),
);
/** Of those, methods whose result is another path: one below the receiver. */
const BELOW = new Set(['joinpath', 'glob', 'rglob', 'iterdir']);

/** Whether a call hands its first argument on: `open`, `Path`, `BytesIO`. */
export const isWrapper = (callee: string): boolean => WRAPPERS.test(callee);

/** What a wrapper is given; undefined for a call of something else. */
export function wrappedBy(call: CallFact): Expression | undefined {
  return WRAPPERS.test(call.callee) ? firstOf(call) : undefined;
}

const firstOf = ({ args }: CallFact): Expression | undefined =>
  (args.find(({ position }) => position === 0) ?? args.find(({ name }) => name === 'fileobj' || name === 'file'))
    ?.expression;

/**
 * A value is followed only through what hands the same bytes on, or the path of the same file: names, wrappers, attributes and methods
 * that carry them, functions of the project. Never through a call that could be anything.
 */
export const SAME_FILE: Transfer = strict(false);

/** The same, and from a path to the folder that it is in. */
export const SAME_BYTES: Transfer = strict(true);

function strict(folders: boolean): Transfer {
  return {
    callbacks: false,
    call: (call) => handedOnBy(call, folders),
    attribute: ({ name, parts }) => (CARRIES.has(name) ? parts : []),
    parts: (expression) => handedOnIn(expression, folders),
  };
}

function handedOnBy(call: CallFact, folders: boolean): readonly Expression[] {
  const { callee, expression } = call;
  const first = WRAPPERS.test(callee) || (folders && FOLDERS.test(callee)) ? firstOf(call) : undefined;
  if (first) return [first];
  const [called, given] = expression.parts;
  if (called?.kind !== 'attribute') return [];
  // `b"".join(chunks)`
  const { kind } = called.parts[0]?.value ?? {};
  if (called.name === 'join' && given && (kind === 'string' || kind === 'bytes')) return [given];
  return CARRIES.has(called.name) && (folders || !BELOW.has(called.name)) ? called.parts : [];
}

function handedOnIn({ kind, name, parts, pieces }: Expression, folders: boolean): readonly Expression[] {
  switch (kind) {
    case 'conditional':
      return [parts[0]!, ...parts.slice(2)];
    case 'subscript':
      return parts.slice(0, 1);
    case 'operation':
      return folders && (name === '/' || name === '+') && parts.length === 2 ? parts.slice(0, 1) : [];
    case 'text':
      // What a formatted text begins with is its folder, or all of it.
      return pieces[0]?.hole && (folders || pieces.length === 1) ? [pieces[0].hole] : [];
    case 'choice':
    case 'named':
    case 'sequence':
    case 'star':
    case 'comprehension':
    case 'yield':
      return parts;
    default:
      return [];
  }
}
