// A lint rule: what a program means is told by its facts, never by its text. Reading `text` of the facts of a Python program is an error.
import { ESLintUtils } from '@typescript-eslint/utils';

/** Only the facts of a program have bindings, scopes and suites. */
const MARK = 'semantics';

export const noProgramText = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    messages: { text: 'Ask the facts: a rule must not read the text of a program (docs/architecture.md, law 3).' },
    schema: [],
  },
  defaultOptions: [],
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const isProgram = (node) => services.getTypeAtLocation(node).getProperty(MARK) !== undefined;
    return {
      'MemberExpression[property.name="text"]'(node) {
        if (isProgram(node.object)) context.report({ node, messageId: 'text' });
      },
      'ObjectPattern > Property[key.name="text"]'(node) {
        if (isProgram(node.parent)) context.report({ node, messageId: 'text' });
      },
    };
  },
});
