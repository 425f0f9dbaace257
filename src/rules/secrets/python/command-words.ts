import type { CallFact } from '../../../core/python-facts';
import { rangeOf } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import type { Value } from '../../../core/value';
import { placeInLiteral } from '../../../readers/python/written-text';
import { wordingOf } from '../fixes/messages';
import { secretsOfWords } from '../shell/shell-text';

/** Calls of nox that run a program, whose words are their arguments. Source: nox, Sessions. */
export const SESSION_CALLEES: readonly string[] = ['**.run', '**.run_install', '**.run_always'];
/** Programs that take a password in a word that only its place tells. */
export const SESSION_TRIGGERS: readonly string[] = ['curl', 'mysql', 'sshpass', 'redis-cli'];

/** `session.run("curl", "-u", "deploy:…", url)` of nox. */
export function reportSessionWords(call: CallFact, context: PythonContext): void {
  if (!context.facts.imports.some(({ module }) => module === 'nox')) return;
  const words = call.args.filter(({ name, spread }) => name === null && !spread);
  reportWords(
    words.map(({ value }) => value),
    context,
  );
}

/** Reports the passwords among the words of a program, each of which is a text of its own. */
export function reportWords(words: readonly Value[], context: PythonContext): void {
  let text = '';
  const starts = words.map((word) => {
    const start = text === '' ? 0 : text.length + 1;
    // What nobody can read, and what a shell would read as more than a word, is no password.
    const written = word.kind === 'string' && !/[\s"'`;|&<>(){}$]/u.test(word.value) ? word.value : '$';
    text = start === 0 ? written : `${text} ${written}`;
    return start;
  });
  for (const { secret, range } of secretsOfWords(text)) {
    const index = starts.findLastIndex((start) => start <= range.start);
    const [word, start] = [words[index], starts[index]!];
    if (word?.kind !== 'string' || word.via !== 'literal' || secret.format !== null) continue;
    const inside = rangeOf(range.start - start, range.end - start);
    const at = placeInLiteral(context.facts, word, inside) ?? word.origin;
    context.report({ range: at, ...wordingOf(secret, 'code', secret.environment), severity: secret.severity });
  }
}
