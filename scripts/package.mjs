// node scripts/package.mjs [--update] [--any-files] [--out FILE]: builds for production and makes the .vsix.
// --update rewrites test/package-files.txt, the list of what may be in it; --any-files does not look at that list.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeExtensionFolder } from './extension-folder.mjs';
import { checkNode, ensurePackages } from './prepare.mjs';
import { runNode } from './run.mjs';
import { Failure, main } from './terminal.mjs';
import { REPOSITORY } from './vscode-host/versions.mjs';

const LIMIT = 1_250_000; // bytes: everyone who installs it pays this. The pages of the rules, for use offline, cost 25 KB, the views beside Problems 20. A rule with its page costs about 2 KB; following values costs 36 KB, notebooks, workflows and texts 20, manifests 10, SPDX and a second version of CycloneDX with what they are checked by 22, index policies and their rules 10, model files and advisories 20; the inspector, with the readers of model files and its page, 62; the names of packages and their rules 75; what is asked on the network with its rules 20; the rules on model files with the lock 20; the readers of infrastructure with their 51 rules 125; what DVC, git and MLflow record, with its rules, 60; signatures of models, 35.
const LIST = path.join(REPOSITORY, 'test/package-files.txt');
/** Folders of the extension's folder are links. */
const FOLDER = ['--no-dependencies', '--follow-symlinks'];
const VSCE = path.join(REPOSITORY, 'node_modules/@vscode/vsce/vsce');

await main(async () => {
  const { values } = parseArgs({
    options: {
      update: { type: 'boolean', default: false },
      'any-files': { type: 'boolean', default: false },
      out: { type: 'string', default: 'out/touchstone.vsix' },
    },
  });
  checkNode();
  ensurePackages(REPOSITORY);
  const vsix = path.resolve(REPOSITORY, values.out);
  mkdirSync(path.dirname(vsix), { recursive: true });
  rmSync(vsix, { force: true }); // nothing may be tested or shipped that this run did not make

  await orFail('the build failed', ['esbuild.js', '--production']);
  const folder = makeExtensionFolder(REPOSITORY);
  if (!values['any-files']) {
    const listed = await orFail('vsce cannot list the files', [VSCE, 'ls', ...FOLDER], true, folder);
    checkFiles(
      listed
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
        .sort(),
      values.update,
    );
  }
  // vsce also reads every packed file for secrets, and fails on one.
  await orFail(
    'vsce did not make the package',
    [VSCE, 'package', ...FOLDER, ...addresses(folder), '--out', vsix],
    true,
    folder,
  );
  const { repack } = await import('./repack.mjs'); // from here on its package is installed
  await repack(vsix);

  const { size } = statSync(vsix);
  console.log(`${path.relative(process.cwd(), vsix)}: ${(size / 1000).toFixed(0)} KB`);
  if (size >= LIMIT)
    throw new Failure(`the package has ${size} bytes, ${LIMIT} are allowed: see dist/meta.json for what is large`);
});

/**
 * Where relative links and pictures of the Marketplace's page lead, which has no files beside it: to those of this version, so that
 * an old version keeps its pictures. vsce refuses what is not https.
 */
function addresses(folder) {
  const { version, repository } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const github = repository.url.replace(/\.git$/, '');
  return [
    ...['--baseContentUrl', `${github}/blob/v${version}`],
    ...['--baseImagesUrl', `${github.replace('github.com', 'raw.githubusercontent.com')}/v${version}`],
  ];
}

/** Runs a script and returns what it printed; a `quiet` one is shown only when it fails. */
async function orFail(what, args, quiet = false, cwd = REPOSITORY) {
  const { status, output } = await runNode(args, { cwd, quiet });
  if (status === 0) return output;
  if (quiet) console.error(output.trim());
  throw new Failure(`${what}, see above`);
}

/** The package holds exactly the files of the checked-in list: neither a new one nor a missing one goes unseen. */
function checkFiles(files, update) {
  if (update) {
    writeFileSync(LIST, files.join('\n') + '\n');
    console.log(`wrote ${path.relative(process.cwd(), LIST)}: ${files.length} files`);
    return;
  }
  let wanted;
  try {
    wanted = readFileSync(LIST, 'utf8').split('\n').filter(Boolean);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw new Failure('test/package-files.txt is missing: npm run package -- --update writes it');
  }
  const added = files.filter((file) => !wanted.includes(file));
  const missing = wanted.filter((file) => !files.includes(file));
  if (added.length + missing.length === 0) return;
  for (const file of added) console.error(`  + ${file}`);
  for (const file of missing) console.error(`  - ${file}`);
  throw new Failure(
    'the package does not hold the files of test/package-files.txt: correct .vscodeignore, or run npm run package -- --update',
  );
}
