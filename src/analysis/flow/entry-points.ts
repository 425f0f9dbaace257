import type { FunctionFact } from '../../core/semantics';

/** Decorators that leave the callers to those that the program has. */
const KEEPS =
  /(?:^|\.)(?:staticmethod|classmethod|property|cached_property|contextmanager|asynccontextmanager|wraps|lru_cache|cache|abstractmethod|override|overload|no_grad|inference_mode|jit|compile|retry|njit|singledispatch|torch\.\w+|timer|timeit|profile)$/;

/** Whether a decorator may hand the function to a framework that calls it. */
export const isCalledFromOutside = ({ decorators }: FunctionFact): boolean =>
  decorators.some((decorator) => {
    const callee = decorator.kind === 'call' ? decorator.parts[0] : decorator;
    return !KEEPS.test(callee?.dotted ?? '?');
  });
