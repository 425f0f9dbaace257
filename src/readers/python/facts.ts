import type { CommandFact } from '../../core/command-facts';
import type { ImportFact, PythonFacts } from '../../core/python-facts';
import { Assignment } from './assignment-facts';
import { Call } from './call-facts';
import { Evaluator } from './evaluator';
import { comparison, dictItem, StringLiteral } from './expression-facts';
import type { Outside } from './outside';
import { Program } from './program';
import { Resolver } from './resolver';
import { Expressions } from './semantics/expressions';
import { ProgramSemantics } from './semantics/semantics';
import type { SyntaxTree } from './syntax';
import { bareRange, type World } from './world';

/** Facts of one program, by itself. */
export function collectFacts(text: string, tree: SyntaxTree, commands: readonly CommandFact[] = []): PythonFacts {
  return factsOf(new Program(text, tree.root), tree, commands);
}

/** What the names of a program mean, for those who need none of its other facts. */
export function semanticsOf(program: Program, outside?: Outside): ProgramSemantics {
  const { world, calls } = worldOf(program, outside);
  return new ProgramSemantics(world.expressions, calls, outside);
}

function worldOf(program: Program, outside: Outside | undefined): { readonly world: World; readonly calls: Call[] } {
  const resolver = new Resolver(program);
  const evaluator = new Evaluator(program, resolver, outside);
  const expressions = new Expressions(program, resolver, evaluator);
  const world: World = { program, resolver, evaluator, outside, expressions, mappings: new Map() };
  return { world, calls: program.calls.map((raw) => new Call(raw, world)) };
}

/**
 * Facts of a program that was walked already. Values and arguments are worked out when a rule first looks at them, and once;
 * when more becomes known of the `outside`, facts are to be made anew.
 */
export function factsOf(
  program: Program,
  tree: Pick<SyntaxTree, 'comments' | 'broken'>,
  commands: readonly CommandFact[] = [],
  outside?: Outside,
): PythonFacts {
  const { text } = program;
  const { world, calls } = worldOf(program, outside);
  return {
    kind: 'python',
    text,
    calls,
    imports: program.imports.map((item): ImportFact => ({
      ...item,
      range: bareRange(item.range),
      statement: bareRange(item.statement),
    })),
    assignments: program.assignments.map((raw) => new Assignment(raw, world)),
    dictItems: program.pairs.flatMap((pair) => dictItem(pair.node, pair.scope, world)),
    comparisons: program.comparisons.flatMap((item) => comparison(item.node, item.scope, world)),
    strings: program.strings.map((item) => new StringLiteral(item.node, item.scope, item.role, world)),
    decorators: program.decorators.map((item) => ({
      name: world.resolver.nameOf(
        item.node.kind === 'call' && item.node.children[0] ? item.node.children[0] : item.node,
        item.scope,
      ).name,
      range: bareRange(item.node),
    })),
    comments: tree.comments.map((range) => ({ text: text.slice(range.start, range.end), range })),
    commands,
    semantics: new ProgramSemantics(world.expressions, calls, outside),
    broken: tree.broken,
    importOffset: program.importOffset,
  };
}
