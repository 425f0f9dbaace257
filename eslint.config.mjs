import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';
import { noProgramText } from './scripts/no-program-text.mjs';

const { layers, node, vscode, lines, complexity } = JSON.parse(
  readFileSync(new URL('architecture.json', import.meta.url), 'utf8'),
);
const ROOMS = layers.flatMap((layer) => Object.keys(layer));
const NODE = [...builtinModules.flatMap((name) => [name, `node:${name}`]), 'node:test', 'node:sqlite'];
const NODE_FILES = node.map((start) => `${start}**`);
const CATEGORIES = readdirSync(new URL('src/rules', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What a room may not import: the rooms beside and above it. */
const closedTo = (room) =>
  layers
    .slice(layers.findIndex((layer) => room in layer))
    .flatMap((layer) => Object.keys(layer).filter((other) => other !== room));

const restricted = (room, { withNode = false, besides = [] } = {}) => [
  'error',
  {
    paths: [
      ...(withNode
        ? []
        : NODE.map((name) => ({ name, message: 'Only hosts may use Node; the engine also runs in a web worker.' }))),
      ...(vscode.includes(`src/${room}/`) ? [] : [{ name: 'vscode', message: 'Only src/extension may use VS Code.' }]),
    ],
    patterns: [
      ...closedTo(room).map((other) => ({
        regex: `^(?:\\.\\./)+${other}(?:/|$)`,
        message: `src/${room} must not import src/${other}: imports point one way (architecture.json).`,
      })),
      ...besides.map((other) => ({
        regex: `^(?:\\.\\./)+${other}/`,
        message: 'What more than one category needs belongs to src/analysis.',
      })),
      ...(room === 'core' ? [{ regex: '^[^.]', message: 'src/core depends on nothing.' }] : []),
    ],
  },
];

/** V8 makes a hidden class for each such object, which holds what the getter sees until a full collection. */
const GETTER = {
  selector: "ObjectExpression > Property[kind='get']",
  message: 'A getter in a literal keeps what it sees alive; write a class.',
};

/** The law of imports for one room: only downwards; Node and VS Code only in hosts. */
const lawOf = (room) => [
  { files: [`src/${room}/**/*.ts`], rules: { 'no-restricted-imports': restricted(room) } },
  ...(room === 'rules'
    ? CATEGORIES.map((category) => ({
        files: [`src/rules/${category}/**/*.ts`],
        rules: {
          'no-restricted-imports': restricted(room, { besides: CATEGORIES.filter((other) => other !== category) }),
        },
      }))
    : []),
  ...NODE_FILES.filter((files) => files.startsWith(`src/${room}/`)).map((files) => ({
    files: [files],
    rules: { 'no-restricted-imports': restricted(room, { withNode: true }) },
  })),
];

/** Node's globals, which a web worker does not have. */
const NODE_GLOBALS = [
  'process',
  'Buffer',
  '__dirname',
  '__filename',
  'require',
  'module',
  'global',
  'setImmediate',
  'clearImmediate',
];

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', '.vscode-host/', '**/*.generated.*', 'examples/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.{ts,mjs,js}'],
    rules: {
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-control-regex': 'error',
      'no-console': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      complexity: ['error', complexity],
    },
  },
  // Lengths are those of the formatter's lines; src/rules/<category>/<id>.ts is a rule.
  { files: ['**/*.{ts,mjs,js}'], rules: { 'max-lines': ['error', lines.file] } },
  { files: ['src/rules/*/*.ts'], rules: { 'max-lines': ['error', lines.rule] } },
  {
    files: ['src/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-console': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Only rules have a default export.' },
        GETTER,
      ],
    },
  },
  { files: ['src/rules/*/*.ts'], rules: { 'no-restricted-syntax': ['error', GETTER] } },
  {
    files: ['src/rules/**/*.ts', 'src/analysis/**/*.ts'],
    plugins: { touchstone: { rules: { 'no-program-text': noProgramText } } },
    rules: { 'touchstone/no-program-text': 'error' },
  },
  // Where nothing can be required, a part of a bundle is run as the web host runs extensions: as text in a function.
  { files: ['src/worker/bundles.ts'], rules: { 'no-new-func': 'off' } },
  ...ROOMS.flatMap(lawOf),
  {
    files: ['src/**/*.ts'],
    ignores: NODE_FILES,
    rules: {
      'no-restricted-globals': [
        'error',
        ...NODE_GLOBALS.map((name) => ({
          name,
          message: 'Only hosts may use Node; the engine also runs in a web worker.',
        })),
      ],
    },
  },
  { files: ['test/**/*.ts', 'bench/**/*.ts'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
);
