import { lastNameOf } from '../../core/callee-pattern';
import type { CallFact, Semantics } from '../../core/python-facts';
import type { Expression } from '../../core/semantics';
import { decisionsAround, type Decision } from '../flow/decisions';
import { heldIdentityOf } from './same-id';

/** Words of calls that write a model into a folder. */
export const SAVERS: readonly string[] = ['save_pretrained', 'save_model'];
const SAVES = /^(?:save_pretrained|save_model)$/;
/** Calls whose result is the path of something on this machine, and no name on a hub. */
const PATHS = /^os\.path\.(?:abspath|realpath)$|^pathlib\.\S*\.(?:resolve|absolute)$|^pathlib\.Path\.(?:cwd|home)$/;
const EXISTS = /^os\.path\.(?:exists|isdir|isfile)$/;
const EXISTS_METHODS = /^(?:exists|is_dir|is_file)$/;
const DEEPEST = 8;

/**
 * Whether what is loaded surely lies in a folder of this machine: its path is absolute, the program wrote it there before, or it is only
 * loaded where it is there.
 */
export function isOnThisMachine(id: Expression, world: Semantics): boolean {
  if (isPath(id, world, 0)) return true;
  const identity = heldIdentityOf(id, world);
  if (identity === null) return false;
  const isSame = (other: Expression | undefined): boolean =>
    other !== undefined && heldIdentityOf(other, world) === identity;
  return (
    decisionsAround(id, world).some((decision) => saysExists(decision, isSame, world)) ||
    world.calls.some((call) => call.scope === id.scope && call.range.end <= id.start && isSaved(call, isSame))
  );
}

/** `Path(name).resolve()`, also through names and `str`. */
function isPath(expression: Expression, world: Semantics, depth: number): boolean {
  if (depth > DEEPEST) return false;
  const { kind, parts } = expression;
  if (kind === 'name') {
    const bindings = world.bindingsOf(expression);
    return (
      bindings.length > 0 &&
      bindings.every(({ kind: how, value }) => how === 'assignment' && value && isPath(value, world, depth + 1))
    );
  }
  // `BASE_DIR / "models"`
  if (kind === 'operation' && expression.name === '/') return isPath(parts[0]!, world, depth + 1);
  if (kind === 'attribute' && expression.name === 'parent') return isPath(parts[0]!, world, depth + 1);
  const callee = world.callOf(expression)?.callee ?? '';
  if (PATHS.test(callee)) return true;
  return (callee === 'str' || callee === 'os.fspath') && parts[1] !== undefined && isPath(parts[1], world, depth + 1);
}

type IsSame = (other: Expression | undefined) => boolean;

/** `if path.exists():`, `if os.path.isdir(path) and …:` */
function saysExists({ condition, holds }: Decision, isSame: IsSame, world: Semantics): boolean {
  if (!holds)
    return condition.kind === 'not' && saysExists({ condition: condition.parts[0]!, holds: true }, isSame, world);
  if (condition.kind === 'choice' && condition.name === 'and')
    return condition.parts.some((part) => saysExists({ condition: part, holds }, isSame, world));
  if (condition.kind !== 'call') return false;
  const [called, first] = condition.parts;
  if (EXISTS.test(world.callOf(condition)?.callee ?? '')) return isSame(first);
  return called?.kind === 'attribute' && EXISTS_METHODS.test(called.name) && isSame(called.parts[0]);
}

const isSaved = ({ callee, args }: CallFact, isSame: IsSame): boolean =>
  SAVES.test(lastNameOf(callee)) && isSame(args[0]?.expression);
