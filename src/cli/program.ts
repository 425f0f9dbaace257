import { Command, InvalidArgumentError, Option } from 'commander';
import { baseline, type BaselineOptions } from './baseline';
import type { Outcome, Surroundings } from './command';
import { Failure } from './failure';
import type { InspectArguments } from './inspect';
import type { PinArguments } from './pin';
import type { RulesOptions } from './rules';
import type { JobsArguments } from './jobs';
import type { RunsArguments } from './runs';
import type { ReportArguments } from './report';
import type { SbomArguments } from './sbom';
import { REPORT_FORMATS, THRESHOLDS, scan, type ScanArguments } from './scan';
import type { SignArguments } from './sign';
import type { VerifyArguments } from './verify';
import { version } from './version';

/** What runs a command: sets up terminal and signals, and keeps its exit status. */
export type RunCommand = (command: (surroundings: Surroundings) => Outcome) => Promise<void>;

/** The command line. Errors of usage are thrown by commander, nothing is printed or ended here. */
export function program(run: RunCommand): Command {
  const root = new Command('touchstone')
    .description(
      'Finds and fixes what is dangerous in a machine-learning project: keys in code, unpinned requirements, untrusted models, unsafe loading.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .option('--debug', 'print a stack trace when something fails')
    .option('--no-color', 'print without colours (so do NO_COLOR and a pipe)')
    .addHelpText(
      'after',
      '\nExit status: 0 nothing found, 1 findings, 2 wrong usage, a path that cannot be read or a failure of the tool.',
    )
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });

  root
    .command('scan')
    .description('scan files: Python, notebooks, requirements, scripts, Dockerfiles, configuration')
    .argument('[path...]', 'files and directories; - for standard input (default: the working directory)', paths)
    .addOption(new Option('--format <format>', 'output format').choices(REPORT_FORMATS).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that exits with 1').choices(THRESHOLDS).default('error'),
    )
    .option('--config <file>', 'use this configuration instead of the nearest touchstone.toml', somewhere)
    .option(
      '--baseline <file>',
      'hide the findings recorded in this baseline, instead of the configured one',
      somewhere,
    )
    .option('--no-baseline', 'also report what the configured baseline hides')
    .option('--fix', 'apply safe fixes, then print what remains')
    .option('--unsafe-fixes', 'also apply fixes that need review')
    .addOption(new Option('--rule <id...>', 'run only these rules').argParser(listed))
    .addOption(new Option('--ignore <id...>', 'skip these rules').argParser(listed))
    .option('--explain', 'explain each finding: where its values and versions come from')
    .option('--stdin-filename <name>', 'treat standard input as this file', somewhere)
    .option(
      '--online',
      'ask OSV, the package index, model hub, registries and git hosts, which learn the names and versions',
    )
    .option('--threads <n>', 'number of threads, including the main one', positive)
    .option('--no-cache', 'neither use nor keep cached results (as does TOUCHSTONE_NO_CACHE=1)')
    .option('-o, --output <file>', 'write to a file instead of standard output', somewhere)
    .action((paths: string[], options: ScanArguments) => run((surroundings) => scan(paths, options, surroundings)));

  root
    .command('inspect')
    .description('tell what model files hold and what loading them would run, without loading them')
    .argument('<path...>', 'model files, and directories to look through')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .option('--hash', 'also print the sha256 of each file')
    .addOption(
      new Option('--fail-on <verdict>', 'lowest verdict that exits with 1')
        .choices(['malicious', 'suspicious', 'never'])
        .default('malicious'),
    )
    .addHelpText(
      'after',
      '\nExit status: 0 nothing at or above --fail-on, 1 such a file, 2 wrong usage or a path that cannot be read.',
    )
    .action((paths: string[], options: InspectArguments) =>
      run(async (surroundings) => (await import('./inspect')).inspect(paths, options, surroundings)),
    );

  root
    .command('sbom')
    .description('write a software bill of materials: packages, models, data sets')
    .argument('[dir]', 'the project (default: the working directory)', somewhere)
    .addOption(
      new Option(
        '--format <format>',
        'document format (default: cyclonedx); text or json for --diff and --gaps',
      ).choices(['cyclonedx', 'spdx', 'text', 'json']),
    )
    .addOption(
      new Option('--spec-version <version>', 'version of the format (default: CycloneDX 1.6, SPDX 3.0.1)').choices([
        '1.6',
        '1.7',
        '3.0.1',
      ]),
    )
    .option(
      '--validate <file>',
      'judge a document instead: is it valid, what does it lack; - for standard input',
      somewhere,
    )
    .option('--diff <file...>', 'compare two documents instead, the old one first', paths)
    .option('--gaps <file>', 'print which minimum elements a document lacks, and the next step', somewhere)
    .option('--online', 'look up commits on the model hub, which learns the model ids')
    .option('-o, --output <file>', 'write to a file instead of standard output', somewhere)
    .action((directory: string | undefined, options: SbomArguments) =>
      run(async (surroundings) =>
        options.validate === undefined && options.diff === undefined && options.gaps === undefined
          ? (await import('./sbom')).sbom(directory, options, surroundings)
          : (await import('./sbom-check')).checkSbom(directory, options, surroundings),
      ),
    );

  root
    .command('report')
    .description('list the packages of a project: where required, resolved, hashed, vulnerable, licence, index')
    .argument('[dir]', 'the project (default: the working directory)', somewhere)
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json', 'html']).default('text'))
    .option('-o, --output <file>', 'write to a file instead of standard output', somewhere)
    .addHelpText('after', '\nExit status: 0 the report was written, 2 wrong usage or a folder that cannot be read.')
    .action((directory: string | undefined, options: ReportArguments) =>
      run(async (surroundings) => (await import('./report')).report(directory, options, surroundings)),
    );

  root
    .command('pin')
    .description('pin every requirement of a manifest, from the lock beside it, else the installed environment')
    .argument('<file...>', 'requirements files and other manifests: pyproject.toml, Pipfile, environment.yml', paths)
    .option('--hashes', 'give every line of a requirements file its hashes, or change nothing')
    .option(
      '--online',
      'ask the package index for what neither has: the newest release that a line allows; it learns the names',
    )
    .addHelpText(
      'after',
      '\nExit status: 0 all is pinned, 1 a requirement stays unpinned, 2 wrong usage or an unreadable file.',
    )
    .action((files: string[], options: PinArguments) =>
      run(async (surroundings) => (await import('./pin')).pinManifests(files, options, surroundings)),
    );

  root
    .command('lock')
    .description('record the SHA-256 of the models and data that a project uses in its touchstone.lock')
    .argument('[dir]', 'the project (default: the working directory)', somewhere)
    .action((directory: string | undefined) =>
      run(async (surroundings) => (await import('./lock')).lock(directory, surroundings)),
    );

  root
    .command('verify')
    .description('check that models and data are what touchstone.lock, DVC and signatures say, by hashing them')
    .argument('[path...]', 'projects, or files and directories in them (default: the working directory)', paths)
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .option('--strict', 'also exit with 1 when something cannot be checked, or its signer is not trusted')
    .addOption(
      new Option(
        '--public-key <file...>',
        'trust signatures by this key, instead of those in touchstone.toml',
      ).argParser(paths),
    )
    .addOption(
      new Option('--certificate-chain <file...>', 'trust certificates that lead to these roots').argParser(paths),
    )
    .option('--identity <name>', 'trust keyless signatures by exactly this identity; needs --issuer', somewhere)
    .option('--issuer <url>', 'who has to vouch for that identity', somewhere)
    .option('--sigstore-root <file>', 'check keyless signatures against this trusted_root.json', somewhere)
    .addHelpText(
      'after',
      '\nExit status: 0 nothing differs or is missing, 1 something does, 2 wrong usage or nothing to verify by.',
    )
    .action((named: string[], options: VerifyArguments) =>
      run(async (surroundings) => (await import('./verify')).verify(named, options, surroundings)),
    );

  root
    .command('sign')
    .description('sign a model with a key or a certificate (OpenSSF Model Signing), and verify what was written')
    .argument('<dir>', 'the folder of a model, or a model that is one file', somewhere)
    .option('--private-key <file>', 'sign with this key: P-256, P-384 or P-521, in PEM', somewhere)
    .option('--certificate <file>', 'the certificate of that key', somewhere)
    .option('--chain <file...>', 'certificates of the authorities above it', paths)
    .option('--pass-phrase-env <name>', 'the environment variable that holds the pass phrase of the key', somewhere)
    .option('--ignore-path <path...>', 'leave this out, with all below it; verifying lists it', paths)
    .option('--allow-symlinks', 'sign what symbolic links lead to')
    .addOption(
      new Option('--hash <name>', 'digest of the files').choices(['sha256', 'blake2b', 'blake3']).default('sha256'),
    )
    .option('--shard-size <bytes>', 'hash files in parts of this size', bytes)
    .option('--allow-malicious', 'sign files that the inspector calls malicious')
    .option('--dry-run', 'list what would be signed, and sign nothing')
    .option('-o, --output <file>', 'the signature (default: model.sig in the folder)', somewhere)
    .addHelpText(
      'after',
      '\nExit status: 0 signed, 1 not signed since a file is malicious, 2 wrong usage or a file that cannot be read.',
    )
    .action((directory: string, options: SignArguments) =>
      run(async (surroundings) => (await import('./sign')).sign(directory, options, surroundings)),
    );

  const advisories = root
    .command('advisories')
    .description('the offline database of vulnerable and malicious packages: where it is, how old it is, a new one');
  advisories
    .command('status')
    .description('print which database is used and how old it is')
    .action(() => run(async (surroundings) => (await import('./advisories')).advisoriesStatus(surroundings)));
  advisories
    .command('update')
    .description('download a database from OSV; scans use it offline from then on')
    .option('--online', 'allow the download')
    .action(({ online = false }: { online?: boolean }) =>
      run(async (surroundings) => (await import('./advisories')).advisoriesUpdate(online, surroundings)),
    );

  root
    .command('rules')
    .description('list all rules, or print the page of one')
    .argument('[id]', 'a rule')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .action((id: string | undefined, options: RulesOptions) =>
      run(async (surroundings) => (await import('./rules')).rules(id, options, surroundings)),
    );

  root
    .command('runs')
    .description('list the tracked runs of a project, from the stores of MLflow in it')
    .argument('[dir]', 'a directory, or one store (default: the working directory)', somewhere, '.')
    .addOption(new Option('--format <format>', 'output format').choices(['table', 'json']).default('table'))
    .action((directory: string, options: RunsArguments) =>
      run(async (surroundings) => (await import('./runs')).runs(directory, options, surroundings)),
    );

  root
    .command('jobs')
    .description(
      'audit lists of training jobs (Slurm, Kubernetes, Ray, SageMaker, Vertex AI, Azure ML, W&B) against [jobs]',
    )
    .argument('<file...>', 'exports: sacct --parsable2 or --json, kubectl get jobs,pods -o json and others', paths)
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .option('--as-of <time>', 'when the exports were made (default: when the newest file was)')
    .option('--pseudonymize', 'give people other names, by the key in TOUCHSTONE_PSEUDONYM_KEY')
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that exits with 1').choices(THRESHOLDS).default('error'),
    )
    .action((files: string[], options: JobsArguments) =>
      run(async (surroundings) => (await import('./jobs')).jobs(files, options, surroundings)),
    );

  root
    .command('baseline')
    .description("record today's findings, so that only new ones are reported")
    .argument('[path...]', 'files and directories (default: the working directory)', paths)
    .option(
      '-o, --output <file>',
      'the baseline; - for standard output (default: the configured one, else touchstone-baseline.json)',
      somewhere,
    )
    .option('--config <file>', 'use this configuration instead of the nearest touchstone.toml', somewhere)
    .option('--threads <n>', 'number of threads, including the main one', positive)
    .action((paths: string[], options: BaselineOptions) =>
      run((surroundings) => baseline(paths, options, surroundings)),
    );

  for (const name of NOT_YET) {
    root
      .command(name, { hidden: true })
      .argument('[arguments...]')
      .allowUnknownOption()
      .helpOption(false)
      .action(() => {
        throw new Failure(`"${name}" is not available yet in this version`);
      });
  }
  return root;
}

/** Commands of the contract that a later version brings. */
const NOT_YET = ['lineage', 'posture', 'gate', 'mcp'] as const;

/** `--rule a b`, `--rule a,b` and `--rule a --rule b` are all the same. */
const listed = (value: string, previous: string[] | undefined): string[] => [
  ...(previous ?? []),
  ...value
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean),
];

/** An empty path would name the working directory, which a script whose variable is not set does not mean. */
function somewhere(value: string): string {
  if (value === '') throw new InvalidArgumentError('It is empty; . is the working directory.');
  return value;
}

const paths = (value: string, previous: readonly string[] | undefined): string[] => [
  ...(previous ?? []),
  somewhere(value),
];

function bytes(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('Expected a number of bytes from 1.');
  return number;
}

function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 64)
    throw new InvalidArgumentError('Expected a whole number from 1 to 64.');
  return number;
}
