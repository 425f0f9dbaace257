import type { ScopeId } from '../../core/python-facts';
import type { Evaluator } from './evaluator';
import { operatorBetween } from './gaps';
import type { Resolver } from './resolver';
import type { Syntax } from './syntax';

const DEEPEST = 12;
/** What a path or an open file goes through on the way to its reader. */
const WRAPPERS =
  /(?:^|\.)(?:open|(?:io|codecs|gzip)\.open|pathlib\.(?:Pure|Posix|Windows)?Path|os\.(?:fspath|path\.(?:abspath|realpath|expanduser|normpath))|str|Path\(\)\.(?:open|read_text|read_bytes|resolve|absolute|expanduser|as_posix)|open\(\)\.read|(?:hydra|get_original_cwd|to_absolute_path)\.to_absolute_path|hydra\.utils\.to_absolute_path)$/;
const METHODS = /^(?:open|read_text|read_bytes|read|resolve|absolute|expanduser|as_posix)$/;

/** Paths of files beside the code, as the code puts them together: `Path(__file__).parent / "conf" / "x.yaml"`. */
export class Paths {
  constructor(
    private readonly evaluator: Evaluator,
    private readonly resolver: Resolver,
  ) {}

  /** The path, or that of the open file or its text, relative to the program's folder or to the working directory. */
  pathOf(node: Syntax, scope: ScopeId, depth = 0): string | undefined {
    if (depth > DEEPEST) return undefined;
    const { program } = this.resolver;
    const inner = (other: Syntax | undefined): string | undefined => other && this.pathOf(other, scope, depth + 1);
    switch (node.kind) {
      case 'identifier': {
        if (program.textOf(node) === '__file__') return './__file__';
        const found = this.resolver.lookup(program.textOf(node), scope, node.start);
        if (found.kind === 'bound' && found.binding.kind === 'assign' && found.binding.value)
          return this.pathOf(found.binding.value, found.binding.scope, depth + 1);
        break;
      }
      case 'parenthesized_expression':
        return inner(node.children[0]);
      case 'attribute': {
        const object = program.textOf(node.children[1] ?? node) === 'parent' ? inner(node.children[0]) : undefined;
        if (object !== undefined) return parentOf(object);
        break;
      }
      case 'binary_operator': {
        const [left, right] = node.children;
        const base =
          left && right && operatorBetween(program.text, left.end, right.start) === '/' ? inner(left) : undefined;
        return base === undefined ? this.#text(node, scope) : below(base, inner(right));
      }
      case 'call':
        return this.#called(node, scope, inner);
      default:
    }
    return this.#text(node, scope);
  }

  #called(node: Syntax, scope: ScopeId, inner: (other: Syntax | undefined) => string | undefined): string | undefined {
    const { program } = this.resolver;
    const [callee, list] = node.children;
    const args = (list?.kind === 'argument_list' ? list.children : []).filter((arg) => arg.kind !== 'keyword_argument');
    const named = list?.children.find(
      (arg) => arg.kind === 'keyword_argument' && /^(?:file|stream|fp)$/.test(program.textOf(arg.children[0] ?? arg)),
    )?.children[1];
    if (!callee) return undefined;
    const { name } = this.resolver.nameOf(callee, scope);
    if (/(?:^|\.)os\.path\.dirname$/.test(name)) {
      const path = inner(args[0]);
      return path === undefined ? undefined : parentOf(path);
    }
    if (/(?:^|\.)os\.path\.join$|(?:^|\.)Path$/.test(name) && args.length > 1)
      return args
        .slice(1)
        .reduce<string | undefined>(
          (path, arg) => (path === undefined ? undefined : below(path, inner(arg))),
          inner(args[0]),
        );
    if (/Path\(\)\.joinpath$/.test(name) && callee.children[0])
      return args.reduce<string | undefined>(
        (path, arg) => (path === undefined ? undefined : below(path, inner(arg))),
        inner(callee.children[0]),
      );
    const method = callee.kind === 'attribute' && callee.children[1] ? program.textOf(callee.children[1]) : '';
    if (METHODS.test(method) && callee.children[0] && !/^(?:io|codecs|gzip)\.open$/.test(name))
      return inner(callee.children[0]);
    return WRAPPERS.test(name) ? inner(args[0] ?? named) : this.#text(node, scope);
  }

  #text(node: Syntax, scope: ScopeId): string | undefined {
    const value = node.kind === 'call' ? undefined : this.evaluator.valueOf(node, scope);
    return value?.kind === 'string' && value.value.length < 1000 ? value.value : undefined;
  }
}

function parentOf(path: string): string {
  if (path === '.') return '..';
  if (/(?:^|\/)\.\.$/.test(path)) return `${path}/..`;
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
}

const below = (base: string, name: string | undefined): string | undefined =>
  name === undefined ? undefined : `${base}/${name}`;
