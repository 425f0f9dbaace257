import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const FOLDER = 'src/extension';

/** What translators translate: every text that the extension gives to `l10n.t`, in English, in the order of the alphabet. */
export function spokenTexts(root) {
  const texts = readdirSync(path.join(root, FOLDER))
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => textsOf(`${FOLDER}/${name}`, readFileSync(path.join(root, FOLDER, name), 'utf8')));
  const sorted = [...new Set(texts)].sort((one, other) => (one < other ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted.map((text) => [text, text])), null, 2)}\n`;
}

function textsOf(file, source) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const texts = [];
  const visit = (node) => {
    if (isTranslation(node)) {
      const [text] = node.arguments;
      // Only a text that stands there can be found in a bundle.
      if (!text || !ts.isStringLiteralLike(text))
        throw new Error(`${file}:${tree.getLineAndCharacterOfPosition(node.pos).line + 1}: l10n.t needs a literal`);
      texts.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return texts;
}

/** `l10n.t(…)`, `vscode.l10n.t(…)`. */
export const isTranslation = (node) => ts.isCallExpression(node) && /(?:^|\.)l10n\.t$/.test(node.expression.getText());
