/** Elements are made with text only: nothing out of a file is ever read as markup. */

type Child = Node | string | null | false;

interface Given {
  readonly class?: string;
  readonly title?: string;
  /** Attributes as they are written in markup: `role`, `aria-label`. */
  readonly [attribute: string]: string | undefined;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  given: Given = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) if (value !== undefined) made.setAttribute(name, value);
  for (const child of children) if (child !== null && child !== false) made.append(child);
  return made;
}

/** A button with words. */
export function button(label: string, act: () => void, given: Given = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...given }, label);
  made.addEventListener('click', act);
  return made;
}

/** One in which a name out of a file stands, which must not turn the direction of what is around it. */
export const isolated = (text: string, given: Given = {}): HTMLElement => element('bdi', given, text);
