import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

/** What the folders of src/ may import, besides `core` and themselves. The order is that of docs/architecture.md. */
const MAY_IMPORT = {
  core: [],
  python: [],
  manifests: [],
  locks: ['manifests'],
  remote: [],
  excerpt: ['python'],
  rules: ['python', 'manifests', 'locks', 'remote'],
  scan: ['excerpt', 'rules', 'python', 'manifests', 'locks', 'remote'],
  bom: ['scan', 'excerpt', 'rules', 'python', 'manifests', 'locks', 'remote'],
  report: ['scan', 'rules', 'python', 'manifests', 'locks', 'remote'],
  worker: ['report', 'bom', 'scan', 'rules', 'python', 'manifests', 'locks', 'remote'],
  cli: ['report', 'bom', 'scan', 'rules', 'python', 'manifests', 'locks', 'remote'],
  extension: ['worker', 'report', 'bom', 'scan', 'rules', 'python', 'manifests', 'locks', 'remote'],
};

const NODE = [...builtinModules.flatMap((name) => [name, `node:${name}`]), 'node:test', 'node:sqlite'];
const FOLDERS = Object.keys(MAY_IMPORT);

/** The law of imports for one folder: only downwards; Node and VS Code only in hosts. */
function lawOf(folder) {
  const above = FOLDERS.filter((other) => other !== folder && other !== 'core' && !MAY_IMPORT[folder].includes(other));
  const hosts =
    { cli: ['src/cli/**'], worker: ['src/worker/node*.ts'], extension: ['src/extension/node*.ts'] }[folder] ?? [];
  const restricted = (withNode) => [
    'error',
    {
      paths: [
        ...(withNode
          ? []
          : NODE.map((name) => ({ name, message: 'Only hosts may use Node; the engine also runs in a web worker.' }))),
        ...(folder === 'extension' ? [] : [{ name: 'vscode', message: 'Only src/extension may use VS Code.' }]),
      ],
      patterns: [
        ...above.map((other) => ({
          regex: `^(?:\\.\\./)+${other}(?:/|$)`,
          message: `src/${folder} must not import src/${other}: imports point one way.`,
        })),
        ...(folder === 'core' ? [{ regex: '^[^.]', message: 'src/core depends on nothing.' }] : []),
      ],
    },
  ];
  return [
    { files: [`src/${folder}/**/*.ts`], rules: { 'no-restricted-imports': restricted(folder === 'cli') } },
    ...(hosts.length > 0 ? [{ files: hosts, rules: { 'no-restricted-imports': restricted(true) } }] : []),
  ];
}

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
    },
  },
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
      ],
    },
  },
  { files: ['src/rules/*/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // Without workers, the web host runs the worker's bundle as it runs the extension's own: as text in a function.
  { files: ['src/extension/web.ts'], rules: { 'no-new-func': 'off' } },
  ...FOLDERS.flatMap(lawOf),
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**', 'src/extension/node*.ts', 'src/worker/node*.ts'],
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
