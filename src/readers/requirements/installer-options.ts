/** One option of an installer: its canonical long name and whether it takes a value. */
export interface OptionForm {
  readonly name: string;
  /** Other spellings, short and long. */
  readonly aliases: readonly string[];
  readonly takesValue: boolean;
}

/**
 * Options in a requirements file: pip's `SUPPORTED_OPTIONS` and `SUPPORTED_OPTIONS_REQ`, with those of earlier
 * releases that files still carry.
 */
export const FILE_OPTIONS: readonly OptionForm[] = forms(`
  -i --index-url --pypi-url =
  --extra-index-url =
  --no-index
  -c --constraint =
  -r --requirement =
  -e --editable =
  -f --find-links =
  --no-binary =
  --only-binary =
  --prefer-binary
  --require-hashes
  --no-require-hashes
  --pre
  --all-releases =
  --only-final =
  --trusted-host =
  --use-feature =
  --hash =
  -C --config-settings =
  --global-option =
  --install-option =
`);

/** Options of `pip install`, and of pip itself, on a command line. */
export const PIP_OPTIONS: readonly OptionForm[] = [
  ...FILE_OPTIONS.filter((form) => form.name !== '--hash'),
  ...forms(`
  -b --build --build-dir --build-directory =
  --build-constraint =
  --requirements-from-script =
  --no-deps --no-dependencies
  --only-deps --only-dependencies
  --dry-run
  -t --target =
  -d --dest --destination-dir --destination-directory =
  -w --wheel-dir =
  --platform =
  --python-version =
  --implementation =
  --abi =
  --user
  --no-user
  --root =
  --prefix =
  --src --source --source-dir --source-directory =
  -U --upgrade
  --upgrade-strategy =
  --force-reinstall
  -I --ignore-installed
  --ignore-requires-python
  --no-build-isolation
  --use-pep517
  --no-use-pep517
  --check-build-dependencies
  --break-system-packages
  --compile
  --no-compile
  --no-warn-script-location
  --no-warn-conflicts
  --progress-bar =
  --root-user-action =
  --report =
  --group =
  --no-clean
  --refresh-package =
  --uploaded-prior-to =
  -h --help
  -V --version
  --debug
  --isolated
  --require-virtualenv --require-venv
  --python =
  -v --verbose
  -q --quiet
  --log --log-file --local-log =
  --no-input
  --keyring-provider =
  --proxy =
  --no-proxy-env
  --retries =
  --timeout --default-timeout =
  --exists-action =
  --cert =
  --client-cert =
  --cache-dir =
  --no-cache-dir
  --disable-pip-version-check
  --no-color
  --no-python-version-warning
  --use-deprecated =
  --resume-retries =
`),
];

/** Options of `uv pip install` and `uv add`. */
export const UV_OPTIONS: readonly OptionForm[] = [
  ...FILE_OPTIONS.filter(
    (form) => form.name !== '--hash' && form.name !== '--use-feature' && form.name !== '--config-settings',
  ),
  ...forms(`
  -C --config-setting --config-settings =
  --index =
  --from =
  -w --with =
  --with-editable =
  --with-requirements =
  --default-index =
  --index-strategy =
  --keyring-provider =
  --resolution =
  --prerelease =
  --exclude-newer =
  --link-mode =
  --allow-insecure-host =
  --refresh
  --refresh-package =
  --reinstall-package =
  --no-build-isolation-package =
  --no-build-package =
  --no-binary-package =
  -P --upgrade-package =
  -U --upgrade
  --python-version =
  --python-platform =
  -p --python =
  -t --target =
  --prefix =
  -o --override --overrides =
  -b --build-constraint --build-constraints =
  --extra =
  --all-extras
  --group =
  --optional =
  --package =
  --script =
  --marker -m =
  --branch =
  --rev =
  --tag =
  --bounds =
  --torch-backend =
  --cache-dir =
  --color =
  --directory =
  --project =
  --config-file =
  --system
  --no-cache -n
  --no-deps
  --quiet -q
  --verbose -v
`),
];

/** Options of `pipx install`, `inject` and `run`. Source: pipx, CLI reference. */
export const PIPX_OPTIONS: readonly OptionForm[] = forms(`
  -i --index-url =
  --pip-args =
  --spec =
  --python =
  --suffix =
  --preinstall =
  --backend =
  -e --editable
  -f --force
  --include-deps
  --include-apps
  --no-cache
  --pypackages
  --system-site-packages
  --global
  -v --verbose
  -q --quiet
`);

/** Options of the tools that write down what they add: `poetry add`, `pdm add`, `pipenv install`, `pixi add`. */
export const ADD_OPTIONS: readonly OptionForm[] = forms(`
  -G --group =
  -E --extras =
  --optional
  --python =
  --platform =
  --markers =
  --source =
  --index -i =
  -r --requirement --requirements =
  --categories =
  --extra-pip-args =
  --pypi-mirror =
  -p --project =
  -C --directory =
  --feature =
  --manifest-path =
  --environment =
  --channel =
  -e --editable =
  -D --dev -d
  -q --quiet
  -v --verbose
`);

/** Options of tools that take no abbreviations, as those of pip and conda do. */
export const WITHOUT_ABBREVIATIONS: ReadonlySet<readonly OptionForm[]> = new Set([UV_OPTIONS, ADD_OPTIONS]);

/** Options of `conda install` and `conda create` and of the tools that speak like it. */
export const CONDA_OPTIONS: readonly OptionForm[] = forms(`
  -c --channel =
  -n --name =
  -p --prefix =
  --file -f =
  --revision =
  --repodata-fn =
  --solver =
  --subdir --platform =
  --override-channels
  --use-local
  -y --yes
  -q --quiet
  -v --verbose
  -k --insecure
`);

/** One option a line: spellings (the first long one is canonical), then `=` when it takes a value. */
function forms(table: string): OptionForm[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const words = line.trim().split(/\s+/);
      const takesValue = words[words.length - 1] === '=';
      const spellings = takesValue ? words.slice(0, -1) : words;
      const name = spellings.find((spelling) => spelling.startsWith('--'))!;
      return { name, aliases: spellings.filter((spelling) => spelling !== name), takesValue };
    });
}
