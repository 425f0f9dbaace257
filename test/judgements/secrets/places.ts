import type { ScanInput } from '../../../src/core/input';

/** A key as it is written into a document: under which name, and how. */
export interface Planted {
  readonly key: string;
  /** The environment variable of its provider. */
  readonly variable: string;
}

/** A place where people leave keys. */
export interface KeyPlace {
  readonly what: string;
  readonly path: string;
  /** `needsMark`: nothing there names the provider, so only keys with a mark of their own can be known. */
  readonly needsMark?: boolean;
  /** Keys of more than one part (`user:password@host`, `name=value;name=value`) cannot stand there. */
  readonly plainOnly?: boolean;
  /** The key is cut in two there, so that only the whole can be pointed at. */
  readonly split?: boolean;
  write(planted: Planted): string;
}

const lower = (variable: string): string => variable.toLowerCase();
const half = (key: string): number => Math.floor(key.length / 2);

/** Text with the key in it, for each of the ways of section 1b.15 of the research and more. */
export const PLACES: readonly KeyPlace[] = [
  { what: 'an assignment', path: 'train.py', write: ({ key, variable }) => `${variable} = "${key}"\n` },
  {
    what: 'an assignment in single quotes in a function',
    path: 'train.py',
    write: ({ key, variable }) => `def main():\n    ${lower(variable)} = '${key}'\n    return ${lower(variable)}\n`,
  },
  { what: 'an annotated assignment', path: 'train.py', write: ({ key, variable }) => `${variable}: str = "${key}"\n` },
  { what: 'an attribute', path: 'train.py', write: ({ key, variable }) => `self.${lower(variable)} = "${key}"\n` },
  {
    what: 'the environment',
    path: 'train.py',
    write: ({ key, variable }) => `import os\nos.environ["${variable}"] = "${key}"\n`,
  },
  {
    what: 'setdefault of the environment',
    path: 'train.py',
    write: ({ key, variable }) => `import os\nos.environ.setdefault("${variable}", "${key}")\n`,
  },
  {
    what: 'the default of getenv',
    path: 'train.py',
    write: ({ key, variable }) => `import os\nvalue = os.getenv("${variable}", "${key}")\n`,
  },
  {
    what: 'the default of environ.get',
    path: 'train.py',
    write: ({ key, variable }) => `from os import environ\nvalue = environ.get("${variable}", "${key}")\n`,
  },
  {
    what: 'a keyword of a call',
    path: 'train.py',
    write: ({ key, variable }) => `client = make_client(${lower(variable)}="${key}", timeout=3)\n`,
  },
  {
    what: 'a parameter default',
    path: 'train.py',
    write: ({ key, variable }) => `def load(path, ${lower(variable)}="${key}"):\n    return path\n`,
  },
  {
    what: 'a field of a data class',
    path: 'train.py',
    write: ({ key, variable }) =>
      `from dataclasses import dataclass\n\n@dataclass\nclass Config:\n    rate: float = 0.1\n    ${lower(variable)}: str = "${key}"\n`,
  },
  {
    what: 'a field with a Field default',
    path: 'train.py',
    write: ({ key, variable }) =>
      `from pydantic import BaseModel, Field\n\nclass Settings(BaseModel):\n    ${lower(variable)}: str = Field(default="${key}")\n`,
  },
  {
    what: 'a SecretStr',
    path: 'train.py',
    write: ({ key, variable }) => `from pydantic import SecretStr\n${lower(variable)} = SecretStr("${key}")\n`,
  },
  {
    what: 'an option of argparse',
    path: 'train.py',
    write: ({ key, variable }) =>
      `import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--${lower(variable).replace(/_/g, '-')}", type=str, default="${key}")\n`,
  },
  {
    what: 'an option of click',
    path: 'train.py',
    write: ({ key, variable }) =>
      `import click\n\n@click.command()\n@click.option("--${lower(variable).replace(/_/g, '-')}", default="${key}")\ndef main(**options):\n    pass\n`,
  },
  {
    what: 'an option of typer',
    path: 'train.py',
    write: ({ key, variable }) =>
      `import typer\n\ndef main(${lower(variable)}: str = typer.Option("${key}", "--${lower(variable).replace(/_/g, '-')}")):\n    pass\n`,
  },
  {
    what: 'a dictionary',
    path: 'train.py',
    write: ({ key, variable }) => `config = {"rate": 0.1, "${lower(variable)}": "${key}"}\n`,
  },
  {
    what: 'a nested dictionary',
    path: 'train.py',
    write: ({ key, variable }) => `config = {"a": [{"env": {"${variable}": "${key}"}}]}\n`,
  },
  {
    what: 'dict(…)',
    path: 'train.py',
    write: ({ key, variable }) => `config = dict(rate=0.1, ${lower(variable)}="${key}")\n`,
  },
  { what: 'a subscript', path: 'train.py', write: ({ key, variable }) => `config["${lower(variable)}"] = "${key}"\n` },
  {
    what: 'joined literals',
    path: 'train.py',
    split: true,
    write: ({ key, variable }) =>
      `${variable} = (\n    "${key.slice(0, half(key))}"\n    "${key.slice(half(key))}"\n)\n`,
  },
  { what: 'bytes', path: 'train.py', needsMark: true, write: ({ key, variable }) => `${variable} = b"${key}"\n` },
  { what: 'a list', path: 'train.py', needsMark: true, write: ({ key }) => `keys = ["a", "${key}"]\n` },
  { what: 'an argument', path: 'train.py', needsMark: true, write: ({ key }) => `connect("${key}")\n` },
  { what: 'an f-string', path: 'train.py', needsMark: true, write: ({ key }) => `text = f"{name}: ${key} {1}"\n` },
  {
    what: 'a header',
    path: 'train.py',
    needsMark: true,
    plainOnly: true,
    write: ({ key }) => `headers = {"Authorization": "Bearer ${key}"}\n`,
  },
  {
    what: 'a header in an f-string',
    path: 'train.py',
    needsMark: true,
    plainOnly: true,
    write: ({ key }) => `headers = {"Authorization": f"Bearer ${key}"}\n`,
  },
  { what: 'a comment', path: 'train.py', write: ({ key, variable }) => `x = 1  # ${variable}=${key}\n` },
  { what: 'a docstring', path: 'train.py', write: ({ key, variable }) => `"""Run with ${variable}=${key} set."""\n` },
  {
    what: 'a command in subprocess',
    path: 'train.py',
    needsMark: true,
    write: ({ key }) => `import subprocess\nsubprocess.run(["tool", "login", "${key}"])\n`,
  },
  { what: '%env', path: 'a.ipynb', write: ({ key, variable }) => `%env ${variable}=${key}\n` },
  { what: '%env with a blank', path: 'a.ipynb', write: ({ key, variable }) => `%env ${variable} ${key}\n` },
  { what: 'a shell escape', path: 'a.ipynb', write: ({ key, variable }) => `!${variable}="${key}" python train.py\n` },
  {
    what: 'an option in a shell escape',
    path: 'a.ipynb',
    needsMark: true,
    plainOnly: true,
    write: ({ key }) => `!tool login --token ${key}\n`,
  },
  {
    what: 'a bash cell',
    path: 'a.ipynb',
    write: ({ key, variable }) => `%%bash\nset -e\nexport ${variable}='${key}'\n`,
  },
  {
    what: 'a cell',
    path: 'a.ipynb',
    write: ({ key, variable }) => `import os\nos.environ["${variable}"] = "${key}"\n`,
  },
  { what: '.env', path: '.env', write: ({ key, variable }) => `# keys\nexport ${variable}="${key}"\nOTHER=1\n` },
  {
    what: '.env without quotes',
    path: '.env.production',
    plainOnly: true,
    write: ({ key, variable }) => `${variable}=${key}\n`,
  },
  {
    what: 'YAML',
    path: 'config.yaml',
    plainOnly: true,
    write: ({ key, variable }) => `train:\n  rate: 0.1\n  ${lower(variable)}: ${key}\n`,
  },
  {
    what: 'YAML in quotes',
    path: 'config.yml',
    write: ({ key, variable }) => `- services:\n    env: {${variable}: "${key}"}\n`,
  },
  {
    what: 'a YAML block',
    path: 'config.yaml',
    plainOnly: true,
    write: ({ key, variable }) => `${lower(variable)}: |\n  ${key}\nother: 1\n`,
  },
  {
    what: 'a YAML script',
    path: 'jobs.yaml',
    write: ({ key, variable }) =>
      `steps:\n  - run: |\n      set -e\n      export ${variable}="${key}"\n      python train.py\n`,
  },
  {
    what: 'a Compose list',
    path: 'docker-compose.yml',
    write: ({ key, variable }) => `services:\n  train:\n    environment:\n      - "${variable}=${key}"\n`,
  },
  {
    what: 'a Compose map',
    path: 'compose.yaml',
    write: ({ key, variable }) => `services:\n  train:\n    environment:\n      ${variable}: "${key}"\n`,
  },
  {
    what: 'a Kubernetes manifest',
    path: 'job.yaml',
    write: ({ key, variable }) =>
      `spec:\n  containers:\n    - env:\n        - name: ${variable}\n          value: "${key}"\n`,
  },
  {
    what: 'a workflow',
    path: '.github/workflows/train.yml',
    write: ({ key, variable }) => `jobs:\n  train:\n    env:\n      ${variable}: "${key}"\n`,
  },
  { what: 'JSON', path: 'config.json', write: ({ key, variable }) => `{"a": [{"${lower(variable)}": "${key}"}]}\n` },
  {
    what: 'launch.json',
    path: '.vscode/launch.json',
    write: ({ key, variable }) => `{\n  // run\n  "configurations": [{ "env": { "${variable}": "${key}" } }],\n}\n`,
  },
  { what: 'TOML', path: 'config.toml', write: ({ key, variable }) => `[service]\n${lower(variable)} = "${key}"\n` },
  {
    what: 'the secrets of Streamlit',
    path: '.streamlit/secrets.toml',
    write: ({ key, variable }) => `${variable} = '${key}'\n`,
  },
  {
    what: 'INI',
    path: 'settings.ini',
    plainOnly: true,
    write: ({ key, variable }) => `[service]\n${lower(variable)} = ${key}\n`,
  },
  { what: 'a script', path: 'train.sh', write: ({ key, variable }) => `#!/bin/sh\nexport ${variable}="${key}"\n` },
  {
    what: 'a script, before a command',
    path: 'jobs/a.slurm',
    write: ({ key, variable }) => `#SBATCH -n 1\n${variable}='${key}' srun python train.py\n`,
  },
  { what: 'a comment of a script', path: 'train.sh', write: ({ key, variable }) => `# ${variable}=${key}\n` },
  {
    what: 'ENV',
    path: 'Dockerfile',
    write: ({ key, variable }) => `FROM a\nENV OTHER=1 \\\n    ${variable}="${key}"\n`,
  },
  { what: 'ENV with a blank', path: 'Dockerfile', write: ({ key, variable }) => `FROM a\nENV ${variable} ${key}\n` },
  { what: 'ARG', path: 'docker/Dockerfile.gpu', write: ({ key, variable }) => `ARG ${variable}="${key}"\n` },
  {
    what: 'RUN',
    path: 'Dockerfile',
    write: ({ key, variable }) => `RUN export ${variable}="${key}" && \\\n    make\n`,
  },
];

/** The document as the engine takes it. */
export function inputOf(place: KeyPlace, text: string): ScanInput {
  return place.path.endsWith('.ipynb')
    ? { kind: 'notebook', path: place.path, cells: [{ kind: 'code', language: 'python', text, outputs: [] }] }
    : { kind: 'text', path: place.path, text };
}
