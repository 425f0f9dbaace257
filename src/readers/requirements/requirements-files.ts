import type { RequirementsFacts } from '../../core/requirement-facts';

export const NAMED =
  /requirements?[^/]*\.(?:txt|in)$|constraints?[^/]*\.(?:txt|in)$|^(?:reqs?|deps|dependencies)(?:[-_.][^/]*)?\.in$/i;
export const IN_FOLDER = /(?:^|\/)(?:requirements?|reqs|constraints)\/[^/]+\.(?:txt|in)$/i;

/** Whether a file is a requirements or constraints file by its path: the names that projects and pip-tools use. */
export function isRequirementsFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return NAMED.test(name) || IN_FOLDER.test(path);
}

/** Whether a file only limits versions, and installs nothing by itself. */
export const isConstraintsFile = (path: string): boolean =>
  /constraints?[^/]*\.(?:txt|in)$/i.test(path) || /(?:^|\/)constraints\//i.test(path);

export interface ReferencedFile {
  readonly kind: 'requirement' | 'constraint';
  /** Relative to the project's root, with `/`; `..` is left where the file lies outside. */
  readonly path: string;
}

/** Whether a text may name other files: options begin where a word does. Most files have none, and need not be read for that. */
export const mayReference = (text: string): boolean => /(?:^|[\s\p{Cc}])-/u.test(text);

/** Targets of `-r` and `-c`, relative to the file that names them. URLs, absolute paths and unknown values are left out. */
export function referencedFiles(facts: RequirementsFacts): readonly ReferencedFile[] {
  const files: ReferencedFile[] = [];
  for (const entry of facts.entries) {
    if (
      entry.kind !== 'option' ||
      (entry.name !== '--requirement' && entry.name !== '--constraint') ||
      entry.value === null
    )
      continue;
    const target = entry.value.replace(/\\/g, '/');
    if (target === '' || /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/|~)/.test(target) || /[${`]/.test(target)) continue;
    files.push({
      kind: entry.name === '--requirement' ? 'requirement' : 'constraint',
      path: joinPath(facts.path, target),
    });
  }
  return files;
}

/** Resolves a relative path against the folder of a file. */
export function joinPath(file: string, target: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
