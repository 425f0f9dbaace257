import type { Severity } from '../../../core/finding';
import type { InfrastructureFacts, SettingFact } from '../../../core/infrastructure-facts';
import { argumentOf, type CallFact } from '../../../core/python-facts';
import type { CallPattern, Context, Listeners, PythonContext } from '../../../core/rule';
import { isDefault, stringOf, truthOf } from '../../../core/value';
import { replaceWith } from '../../../readers/python/edits';

/** An attribute of a managed resource, and the value that takes protection away. */
export interface UnsafeSetting {
  readonly type: RegExp;
  /** Of the keys below the resource, joined by dots. */
  readonly path: RegExp;
  readonly unsafe: RegExp;
  readonly message: string;
  /** What to write instead. */
  readonly safe?: string;
  readonly severity?: Severity;
}

/** An argument of a call, and the value that takes protection away. */
export interface UnsafeArgument {
  readonly callees: CallPattern['callees'];
  readonly argument: string;
  /** A truth, or a text in small letters. */
  readonly unsafe: boolean | RegExp;
  readonly message: string;
  readonly safe?: string;
}

/** Hears of values that are written, wherever they are: templates, YAML of a service, Terraform, calls of an SDK. What is missing is nobody's finding. */
export const listenToSettings = (
  settings: readonly UnsafeSetting[],
  calls: readonly UnsafeArgument[] = [],
): Listeners => ({
  documents: { infrastructure: { check: (facts, context) => checkSettings(facts, settings, context) } },
  ...(calls.length === 0
    ? null
    : {
        calls: [
          {
            callees: [...new Set(calls.flatMap(({ callees }) => callees))],
            triggers: [...new Set(calls.map(({ argument }) => argument))],
            check: (call: CallFact, context: PythonContext) => checkCall(call, calls, context),
          },
        ],
      }),
});

function checkSettings(facts: InfrastructureFacts, rows: readonly UnsafeSetting[], context: Context): void {
  for (const setting of facts.settings) {
    const row = rows.find(
      ({ type, path, unsafe }) => type.test(setting.type) && path.test(setting.path) && unsafe.test(setting.value),
    );
    if (row === undefined) continue;
    context.report({
      range: setting.range,
      message: row.message,
      ...(row.severity === undefined ? null : { severity: row.severity }),
      ...(row.safe === undefined ? null : { fixes: [fixOf(setting, row.safe)] }),
    });
  }
}

const fixOf = ({ valueRange, quoted }: SettingFact, safe: string) =>
  ({
    title: `Set it to ${safe}`,
    safety: 'unsafe',
    edits: [
      {
        range: quoted ? { start: valueRange.start + 1, end: valueRange.end - 1 } : valueRange,
        text: safe,
      },
    ],
  }) as const;

function checkCall(call: CallFact, rows: readonly UnsafeArgument[], context: PythonContext): void {
  for (const { argument: name, unsafe, message, safe } of rows) {
    const argument = argumentOf(call, name);
    if (!argument || isDefault(argument.value)) continue;
    const truth = truthOf(argument.value);
    const text = stringOf(argument.value)?.toLowerCase();
    const isUnsafe =
      typeof unsafe === 'boolean' ? truth === unsafe && text === undefined : text !== undefined && unsafe.test(text);
    if (!isUnsafe) continue;
    const isWritten = argument.value.kind === 'boolean' && argument.value.via === 'literal';
    context.report({
      range: argument.range,
      message,
      // Which said it before there was more to say.
      absorbs: ['insecure-cluster-connection'],
      ...(safe !== undefined && isWritten
        ? { fixes: [{ title: `Set it to ${safe}`, safety: 'unsafe', edits: [replaceWith(argument.valueRange, safe)] }] }
        : null),
    });
    return;
  }
}
