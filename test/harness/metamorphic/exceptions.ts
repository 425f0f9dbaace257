import type { Difference } from './comparison';

/** A rule that rightly speaks otherwise of a program in some form; where it speaks must stay the same. */
export interface Exception {
  readonly rule: string;
  readonly forms: readonly string[];
  readonly reason: string;
}

export const NOTEBOOK_FORMS = ['a cell a statement', 'one cell'] as const;

/** To be kept short: each has to be needed by some fixture, and to be what the rule's page says. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    rule: 'public-demo-link',
    forms: NOTEBOOK_FORMS,
    reason: 'a kernel that is hosted elsewhere often needs the link, so it is an information there',
  },
  {
    rule: 'secret-in-log',
    forms: NOTEBOOK_FORMS,
    reason: 'the message says where the value is shown: in a log, or in the output of a cell',
  },
];

/** What is left of a difference without what is an exception; and which exceptions there were. */
export function withoutExceptions(
  { lost, gained }: Difference,
  form: string,
): { readonly left: Difference | null; readonly excused: readonly Exception[] } {
  const excused = new Set<Exception>();
  const open = [...gained];
  const stays = lost.filter(({ rule, place }) => {
    const exception = EXCEPTIONS.find((each) => each.rule === rule && each.forms.includes(form));
    const twin = exception ? open.findIndex((each) => each.rule === rule && each.place === place) : -1;
    if (!exception || twin < 0) return true;
    excused.add(exception);
    open.splice(twin, 1);
    return false;
  });
  return {
    left: stays.length + open.length > 0 ? { lost: stays, gained: open } : null,
    excused: [...excused],
  };
}
