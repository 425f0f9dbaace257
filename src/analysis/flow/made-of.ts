import type { CallFact, Semantics } from '../../core/python-facts';
import type { Expression } from '../../core/semantics';
import { LOOKS_UP } from './entries';
import type { Transfer } from './flow';
import { isCutPlain, patternOf } from './plain-patterns';

/** Calls whose result holds nothing of what they are given that a shell or an interpreter could take for code. */
const HARMLESS =
  /(?:^|\.)(?:int|float|bool|len|abs|round|ord|shlex\.quote|pipes\.quote|shlex\.join|subprocess\.list2cmdline|ast\.literal_eval|uuid\.UUID|base64\.(?:urlsafe_)?b64encode|binascii\.hexlify|secure_filename)$|^(?:builtins\.)?(?:hash|id|isinstance|issubclass|hasattr|callable|type|any|all|range)$|^hashlib\.\w+\(\)\.hexdigest$|^os\.(?:path\.(?:exists|isfile|isdir|getsize|getmtime)|stat|getpid|access)$|\.(?:startswith|endswith|isdigit|isidentifier|isalnum)$/;
/** What a temporary file is called says nothing of what is written into it. */
const TEMPORARY_NAME = /^tempfile\.(?:NamedTemporaryFile|TemporaryFile|SpooledTemporaryFile)\(\)\.name$/;
/** Calls that call what they are given with each of what they are given. */
const EACH = /(?:^|\.)(?:map|imap|starmap|apply|applymap|transform)$/;

/** Everything that a value is made of: what a call gives may hold all that it is given, unless it is known to hold none of it. */
export const MADE_OF: Transfer = {
  callbacks: true,
  call(call, world) {
    const { callee, expression } = call;
    if (HARMLESS.test(callee) || isCut(expression)) return null;
    const [called, ...given] = expression.parts;
    if (EACH.test(callee) && given.some((argument) => quotes(argument, world))) return null;
    const receiver = called?.kind === 'attribute' ? called.parts : [];
    if (callee === 'str.format' && receiver[0]?.template) return formatted(receiver[0].template, receiver, call);
    return called?.kind === 'attribute' && LOOKS_UP.has(called.name)
      ? [...receiver, ...given.slice(1)]
      : [...receiver, ...given];
  },
  attribute: ({ parts, qualified }) => (TEMPORARY_NAME.test(qualified) ? [] : parts),
  parts: held,
};

/** The same, of what this file alone tells. */
export const MADE_OF_HERE: Transfer = { ...MADE_OF, stays: true };

/** `re.sub(r"[^\w-]", "", name)`, `re.match(r"\d+", text)`: only what a plain pattern lets through. */
function isCut(call: Expression): boolean {
  const pattern = patternOf(call);
  return pattern !== null && isCutPlain(pattern);
}

/** What is handed to `map`: `shlex.quote`, or a function of the program's own that does nothing else. */
function quotes(handed: Expression, world: Semantics): boolean {
  const { kind, qualified, parts } = handed;
  if (HARMLESS.test(qualified)) return true;
  const returned = kind === 'lambda' ? parts : (world.bindingsOf(handed)[0]?.owner?.returns ?? []);
  return returned.length > 0 && returned.every((value) => HARMLESS.test(world.callOf(value)?.callee ?? ''));
}

/** What an expression that is no name and no call holds. */
export function held(expression: Expression): readonly Expression[] {
  const { kind, parts, name } = expression;
  switch (kind) {
    case 'comparison':
    case 'not':
    case 'lambda':
    case 'constant':
    case 'slice':
      return [];
    case 'conditional':
      return [parts[0]!, ...parts.slice(2)];
    case 'subscript':
      return parts.slice(0, 1);
    case 'text':
      return withoutNumbers(parts, formatsIn(expression.template ?? '', /\{([^{}]*)\}/g));
    case 'operation':
      return name === '%' && parts[0]?.template != null ? printed(parts) : parts;
    default:
      return parts;
  }
}

/** Formats of numbers: what is no number is an error there. */
const NUMBER = /^(?:[^:]*:[^:]*[bcdoxXneEfFgG%]|[diouxXeEfFgGc])$/;

const formatsIn = (template: string, hole: RegExp): readonly string[] =>
  [...template.matchAll(hole)].map(([, format]) => format ?? '');

/** Without what is formatted as a number; all where the text has other braces. */
const withoutNumbers = (parts: readonly Expression[], formats: readonly string[]): readonly Expression[] =>
  formats.length === parts.length ? parts.filter((_part, i) => !NUMBER.test(formats[i]!)) : parts;

/** `"%d %s" % (count, name)` (printf-style formatting). */
function printed([text, given]: readonly Expression[]): readonly Expression[] {
  if (!text || !given) return [];
  const formats = formatsIn(
    text.template!.replace(/%%/g, ''),
    /%(?:\(\w+\))?[-#0 +]{0,5}\d{0,5}(?:\.\d{1,5})?([a-zA-Z])/g,
  );
  const items = given.kind === 'sequence' ? given.parts : [given];
  return [
    text,
    ...(formats.length > 0 && formats.every((format) => NUMBER.test(format)) ? [] : withoutNumbers(items, formats)),
  ];
}

/** `"{:d} {}".format(count, name)` */
function formatted(
  template: string,
  receiver: readonly Expression[],
  { args, expression }: CallFact,
): readonly Expression[] {
  const given = expression.parts.slice(1);
  const formats = formatsIn(template.replace(/\{\{|\}\}/g, ''), /\{([^{}]*)\}/g);
  const isPlain = args.length === given.length && args.every(({ name, position }) => name === null && position >= 0);
  return [...receiver, ...(isPlain ? withoutNumbers(given, formats) : given)];
}
