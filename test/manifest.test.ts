import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Minimatch } from 'minimatch';
import { isRequirementsFile } from '../src/readers/requirements/requirements-files';

const ROOT = path.join(__dirname, '..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

interface Setting {
  scope?: string;
  order?: number;
  markdownDescription?: string;
  default?: unknown;
  type?: string;
}
interface Command {
  command: string;
  title: string;
  category?: string;
}
const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
/** With its texts in place, as the editor reads it. */
const manifest = JSON.parse(read('package.json'), (_, value: unknown) =>
  typeof value === 'string' ? value.replace(/^%(.+)%$/, (_all, key: string) => texts[key]!) : value,
) as {
  name: string;
  publisher: string;
  version: string;
  icon: string;
  main: string;
  browser: string;
  bin: Record<string, string>;
  engines: Record<string, string>;
  devDependencies: Record<string, string>;
  dependencies?: unknown;
  activationEvents: string[];
  capabilities: Record<string, { supported: boolean; description: string }>;
  contributes: {
    commands: Command[];
    menus: Record<string, { command: string; when?: string }[]>;
    configuration: { properties: Record<string, Setting> };
    languages: { id: string; filenamePatterns: string[]; configuration: string }[];
    grammars: { scopeName: string; path: string; language?: string }[];
    viewsContainers: Record<string, { id: string; icon: string }[]>;
    views: Record<string, { id: string }[]>;
    viewsWelcome: { contents: string }[];
    keybindings: { command: string; key: string; mac: string; when: string }[];
    tomlValidation: { fileMatch: string; url: string }[];
    walkthroughs: {
      steps: { description: string; media: { svg: string; altText: string }; completionEvents: string[] }[];
    }[];
  };
};
const { contributes } = manifest;
const settings = Object.entries(contributes.configuration.properties);

describe('package.json', () => {
  it('names files that are there', () => {
    const files = [
      manifest.icon,
      ...contributes.languages.map(({ configuration }) => configuration),
      ...contributes.grammars.map((grammar) => grammar.path),
      ...contributes.tomlValidation.map(({ url }) => url),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
    ];
    assert.deepEqual(
      files.filter((file) => !existsSync(path.join(ROOT, file))),
      [],
    );
  });

  it('is built where it says', () => {
    const built = (JSON.parse(read('bundles.json')) as { out: string }[]).map(({ out }) => out);
    for (const file of [manifest.main, manifest.browser, ...Object.values(manifest.bin)])
      assert.ok(built.includes(file.replace(/^\.\//, '')), file);
  });

  it('has types of the oldest editor it runs in, exactly', () => {
    assert.equal(manifest.engines['vscode'], `^${manifest.devDependencies['@types/vscode']}`);
    assert.equal(manifest.dependencies, undefined, 'everything is bundled');
  });

  it('starts for the documents that are read and whose language the editor knows, and for nothing else', () => {
    assert.deepEqual(manifest.activationEvents, [
      'onStartupFinished', // for the scan of the folder
      'onLanguage:python',
      'onLanguage:dotenv',
      'onLanguage:shellscript',
      'onLanguage:dockerfile',
      'onLanguage:powershell',
      'onLanguage:bat',
      'onNotebook:jupyter-notebook',
    ]);
  });

  it('works in untrusted and virtual workspaces, and says why', () => {
    for (const name of ['untrustedWorkspaces', 'virtualWorkspaces']) {
      assert.equal(manifest.capabilities[name]!.supported, true);
      assert.ok(manifest.capabilities[name]!.description.length > 40);
    }
  });

  it('has a category on every command, and hides those that need a finding', () => {
    const hidden = new Set(
      contributes.menus['commandPalette']!.filter(({ when }) => when === 'false').map(({ command }) => command),
    );
    assert.deepEqual(
      contributes.commands.filter(({ category }) => category !== 'Touchstone'),
      [],
    );
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).filter((command) => !hidden.has(command)),
      [
        'touchstone.scanWorkspace',
        'touchstone.generateSbom',
        'touchstone.generateSbomAs',
        'touchstone.fixAll',
        'touchstone.fixWorkspace',
        'touchstone.goToFinding',
        'touchstone.acceptFindings',
        'touchstone.pinModels',
        'touchstone.pinRequirements',
        'touchstone.pinRequirementsInFile',
        'touchstone.updateAdvisories',
        'touchstone.checkNewerVersions',
        'touchstone.showOutput',
        'touchstone.openRuleDocs',
        'touchstone.showReport',
        'touchstone.showSbom',
        'touchstone.inspectModelFile',
        'touchstone.signModel',
        'touchstone.showDependencies',
      ],
    );
  });

  it('contributes exactly the commands that are registered', () => {
    const source = read('src/extension/commands.ts');
    const registered = [
      ...source
        .slice(source.indexOf('register()'), source.indexOf('Object.entries(commands)'))
        .matchAll(/^ {6}(\w+): \(/gm),
    ].map((match) => `touchstone.${match[1]}`);
    for (const file of ['views', 'findings-commands'])
      registered.push(
        ...[...read(`src/extension/${file}.ts`).matchAll(/^ +'(touchstone\.[\w.]+)': /gm)].map(([, id]) => id!),
      );
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), registered.sort());
  });

  it('has at most sixteen settings, in order, each with a scope and words', () => {
    assert.ok(settings.length <= 16);
    assert.deepEqual(
      settings.map(([, { order }]) => order),
      settings.map((_, index) => index + 1),
    );
    for (const [name, { scope, markdownDescription }] of settings)
      assert.ok(scope && markdownDescription && /\.$/.test(markdownDescription.trim()), name);
  });

  it('keeps what names hosts and folders, and the network, out of reach of a repository', () => {
    const machine = settings.filter(([, { scope }]) => scope === 'machine').map(([name]) => name);
    assert.deepEqual(machine, ['touchstone.network', 'touchstone.hubEndpoint', 'touchstone.hubCache']);
    assert.equal(contributes.configuration.properties['touchstone.network']!.default, false);
  });

  it('has a view whose every command is there, with keys for what is used most', () => {
    const { menus, views, viewsContainers, keybindings, viewsWelcome } = contributes;
    const ids = new Set(contributes.commands.map(({ command }) => command));
    assert.deepEqual(
      Object.keys(views),
      viewsContainers['activitybar']!.map(({ id }) => id),
    );
    assert.equal(views['touchstone']![0]!.id, 'touchstone.findings');
    for (const menu of ['view/title', 'view/item/context', 'touchstone.findings.grouping'])
      for (const { command } of menus[menu]!) assert.ok(command === undefined || ids.has(command), command);
    assert.deepEqual(
      keybindings.map(({ command, key, mac, when }) => [command, key, mac, when]),
      [
        ['touchstone.findings.fix', 'ctrl+.', 'cmd+.', 'focusedView == touchstone.findings'],
        ['touchstone.findings.filter', 'ctrl+f', 'cmd+f', 'focusedView == touchstone.findings'],
      ],
    );
    for (const { contents } of viewsWelcome)
      for (const [, command] of contents.matchAll(/\(command:(touchstone[\w.]+)\)/g))
        assert.ok(ids.has(command!), command);
    const icon = read(viewsContainers['activitybar']![0]!.icon);
    assert.match(icon, /viewBox="0 0 24 24"/, 'the editor draws its shape in the colours of the theme');
  });

  it('reads exactly the settings it contributes', () => {
    const source = read('src/extension/settings.ts');
    for (const [name] of settings) assert.ok(source.includes(`'${name.replace('touchstone.', '')}'`), name);
  });

  it('takes for requirements what the engine takes for requirements', () => {
    const patterns = contributes.languages[0]!.filenamePatterns.map(
      (pattern) => new Minimatch(pattern, { dot: true, matchBase: true }),
    );
    for (const file of [
      'requirements.txt',
      'requirements-dev.txt',
      'dev-requirements.txt',
      'a/requirements.in',
      'requirements/base.txt',
      'a/requirements/gpu.in',
      'constraints.txt',
      'a/constraints-3.12.txt',
    ])
      assert.deepEqual([patterns.some((pattern) => pattern.match(file)), isRequirementsFile(file)], [true, true], file);
    for (const file of ['notes.txt', 'requirements.md', 'robots.txt'])
      assert.deepEqual(
        [patterns.some((pattern) => pattern.match(file)), isRequirementsFile(file)],
        [false, false],
        file,
      );
  });

  it('walks through steps that each do something', () => {
    for (const { description, completionEvents, media } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
      const commands = [...description.matchAll(/\(command:([\w.]+)\)/g)].map((match) => match[1]!);
      assert.ok(commands.length > 0);
      for (const command of commands) {
        assert.ok(completionEvents.includes(`onCommand:${command}`), command);
        assert.ok(
          contributes.commands.some((contributed) => contributed.command === command) || /^workbench\./.test(command),
          command,
        );
      }
      const picture = read(media.svg);
      assert.match(picture, /var\(--vscode-editor-background/, 'its colours are those of the theme');
      assert.ok(media.altText.length > 30);
    }
  });
});
