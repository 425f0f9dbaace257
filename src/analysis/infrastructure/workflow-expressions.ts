import type { PipelineFact } from '../../core/infrastructure-facts';
import { rangeOf, type Range } from '../../core/range';
import type { SourceLeaf } from '../../core/tree';

/** `${{ … }}` in a text, with its place in the file. */
export interface WorkflowExpression {
  /** Without brackets, trimmed. */
  readonly text: string;
  /** Where it begins in the unfolded text. */
  readonly index: number;
  readonly length: number;
  readonly range: Range;
}

/** Expressions of one text that are looked at. */
const MOST = 200;

/** The expressions of a leaf. Source: docs.github.com, Contexts; Evaluate expressions in workflows. */
export function expressionsIn(leaf: SourceLeaf): readonly WorkflowExpression[] {
  const text = leaf.words?.text;
  if (text === undefined) return [];
  return [...text.text.matchAll(/\$\{\{([^\n]{0,1000}?)\}\}/g)].slice(0, MOST).map((match) => ({
    text: match[1]!.trim(),
    index: match.index,
    length: match[0].length,
    range: rangeOf(text.offsetAt(match.index), text.offsetAt(match.index + match[0].length - 1) + 1),
  }));
}

/** Texts that whoever opens an issue, a pull request or a discussion writes as they like. Source: docs.github.com, Script injections. */
const WRITTEN_BY_ANYONE =
  /\bgithub\.(?:head_ref\b|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)\b|(?:comment|review|review_comment|discussion)\.body\b|pull_request\.head\.(?:ref|label|repo\.default_branch)\b|head_commit\.(?:message|author\.(?:email|name))\b|commits\b[^}]{0,60}\.(?:message|author\.(?:email|name))\b|workflow_run\.(?:head_branch|display_title|head_commit\.(?:message|author\.(?:email|name)))\b|pages\b[^}]{0,60}\.page_name\b))/;

/** What is compared or searched is never part of the text. */
const WITHIN_TEST = /^(?:contains|startsWith|endsWith)\s*\(|[=!]=/;

/** The context that anyone writes, in an expression; null for one that nobody outside decides. */
export function writtenByAnyone(expression: string): string | null {
  const found = WITHIN_TEST.test(expression) ? null : WRITTEN_BY_ANYONE.exec(expression);
  return found === null ? null : found[0];
}

/** Events that anyone causes, and that run with the secrets of the repository and a token that may write. Source: docs.github.com, Events that trigger workflows. */
const PRIVILEGED =
  /^(?:pull_request_target|workflow_run|issue_comment|issues|discussion|discussion_comment|fork|watch|gollum)$/;

/** The event that anyone causes and that runs with rights; null where there is none. */
export const privilegedTrigger = ({ triggers }: PipelineFact): string | null =>
  triggers.find(({ name }) => PRIVILEGED.test(name))?.name ?? null;

/** An expression as the name of a variable: `github.event.issue.title` is `ISSUE_TITLE`. */
export const environmentNameFor = (context: string): string =>
  context
    .replace(/^github\.(?:event\.)?/, '')
    .replace(/\W+/g, '_')
    .replace(/_+$/, '')
    .toUpperCase();
