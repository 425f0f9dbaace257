import { decodeEscapes, readLiteral } from './literals';
import type { Syntax } from './syntax';

/** `parser.add_argument("--model", "-m", dest="x", default="y")`: where argparse keeps the value, and its default. */
export function addedOption(
  text: string,
  args: Syntax,
): { readonly destination: string; readonly value: Syntax } | null {
  let name: string | null = null;
  let value: Syntax | null = null;
  for (const arg of args.children) {
    const [key, given] = arg.children;
    if (arg.kind === 'string') {
      const flag = decodedText(text, arg);
      if (name === null || (!name.startsWith('--') && flag.startsWith('--'))) name = flag;
    } else if (arg.kind === 'keyword_argument' && key && given) {
      const keyword = text.slice(key.start, key.end);
      if (keyword === 'default') value = given;
      if (keyword === 'dest' && given.kind === 'string') name = `--${decodedText(text, given)}`;
    }
  }
  return name === null || value === null ? null : { destination: parameterOf(name), value };
}

/** click: `@click.option("--model", default="x")` gives the parameter `model` its default. */
export function optionDefault(text: string, parameter: string, decorators: readonly Syntax[]): Syntax | undefined {
  for (const decorator of decorators) {
    const [callee, args] = decorator.children;
    if (decorator.kind !== 'call' || !callee || !args || !/\boption$/.test(text.slice(callee.start, callee.end)))
      continue;
    if (!args.children.some((arg) => arg.kind === 'string' && parameterOf(decodedText(text, arg)) === parameter))
      continue;
    return args.children.find(
      (arg) =>
        arg.kind === 'keyword_argument' && text.slice(arg.children[0]!.start, arg.children[0]!.end) === 'default',
    )?.children[1];
  }
  return undefined;
}

function decodedText(text: string, literal: Syntax): string {
  const { content } = readLiteral(text, literal);
  return decodeEscapes(text.slice(content.start, content.end));
}

const parameterOf = (flag: string): string => flag.replace(/^-+/, '').replace(/-/g, '_');
