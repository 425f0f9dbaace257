import { Random } from '../../bench/corpus';
import { sampleSecret } from '../harness/secret-samples';

const NAMES = ['path', 'load', 'kw', 'KEY', 'cfg', 'name', 'token'] as const;
const MEMBERS = ['path', 'name', 'token', 'reader', 'kw'] as const;

/** A program in which few names are bound in every way that Python knows, in scopes of all kinds, and loads and keys are in between. From a seed. */
export function tangledProgram(seed: number): string {
  return new Writer(new Random(seed), (seed % 5) * 2).program();
}

class Writer {
  readonly #lines: string[] = [];

  /** Of ten simple statements `calm` have nothing to do with the others. */
  constructor(
    readonly random: Random,
    private readonly calm: number,
  ) {}

  program(): string {
    const { random } = this;
    for (const line of IMPORTS) if (random.below(3) > 0) this.#lines.push(line);
    this.#suite(0, 6 + random.below(10), 3);
    const end = random.below(6) === 0 ? '\r\n' : '\n';
    return this.#lines.join('\n').replace(/\n/g, end) + (random.below(4) === 0 ? '' : end);
  }

  #suite(indent: number, count: number, depth: number): void {
    for (let i = 0; i < count; i++) this.#statement(indent, depth);
  }

  #statement(indent: number, depth: number): void {
    const { random } = this;
    const kind = depth > 0 ? random.below(14) : 0;
    if (kind < 8)
      return this.#put(
        indent,
        random.below(10) < this.calm ? random.pick(CALM)(`value_${random.below(30)}`, this) : random.pick(SIMPLE)(this),
      );
    if (kind === 8)
      return this.#block(indent, depth, `def ${random.pick(['f', 'g', 'load', 'name'])}(${this.parameters()}):`);
    if (kind === 9)
      return this.#block(
        indent,
        depth,
        `class ${random.pick(['A', 'B', 'Config'])}${random.pick(['', '(A)', '(Config)'])}:`,
      );
    if (kind === 10) {
      this.#block(indent, depth, `if ${this.expression()}:`);
      if (random.below(2)) this.#block(indent, depth, `elif ${this.expression()}:`);
      if (random.below(2)) this.#block(indent, depth, 'else:');
    } else if (kind === 11) {
      this.#block(indent, depth, 'try:');
      this.#block(indent, depth, random.pick(['except Exception:', `except OSError as ${this.name()}:`, 'finally:']));
    } else if (kind === 12)
      this.#block(
        indent,
        depth,
        random.pick([
          `for ${this.name()} in ${this.expression()}:`,
          `with open(${this.expression()}) as ${this.name()}:`,
          `while ${this.expression()}:`,
        ]),
      );
    else {
      this.#put(
        indent,
        `@${random.pick(['cache', `option("--${random.pick(['path', 'name'])}", default=${this.expression()})`])}`,
      );
      this.#block(indent, depth, `def ${random.pick(['f', 'main'])}(${this.parameters()}):`);
    }
  }

  #block(indent: number, depth: number, header: string): void {
    this.#put(indent, header);
    if (this.random.below(4) === 0)
      this.#put(indent + 1, `"""${this.random.pick(['About it.', 'torch.load("x.pt")', 'key = "value".'])}"""`);
    this.#suite(indent + 1, 1 + this.random.below(4), depth - 1);
  }

  #put(indent: number, text: string): void {
    if (this.random.below(12) === 0)
      this.#lines.push(
        `${'    '.repeat(this.random.below(3))}# ${this.random.pick(['nosec', 'touchstone: ignore[unsafe-torch-load] why', 'noqa: S614', 'note'])}`,
      );
    this.#lines.push(`${'    '.repeat(indent)}${text}${this.random.below(15) === 0 ? '  # noqa: S301' : ''}`);
  }

  name(): string {
    return this.random.pick(NAMES);
  }

  member(): string {
    return this.random.pick(MEMBERS);
  }

  parameters(): string {
    const { random } = this;
    return [
      ...(random.below(2) ? ['self'] : []),
      ...(random.below(2) ? [this.name()] : []),
      ...(random.below(2) ? [`${this.name()}_x=${this.expression()}`, `token: str = ${this.expression()}`] : []),
    ].join(', ');
  }

  expression(): string {
    return this.random.pick(EXPRESSIONS)(this);
  }

  literal(): string {
    return this.random.pick([
      '"someone/model"',
      '"a.pt"',
      '"https://example.org/a.pt"',
      '"google-bert/bert"',
      'True',
      'None',
      '{"weights_only": False}',
      '{"trust_remote_code": True, "token": "x"}',
      '"""a\n\nb"""',
      `"${sampleSecret('huggingface', this.random.below(5))}"`,
      '"kX9#mQ2$vB7!w"',
    ]);
  }
}

const IMPORTS = [
  '"""Doc."""',
  'from __future__ import annotations',
  'import torch, os',
  'import pickle',
  'from torch import load',
  'import functools',
  'from transformers import AutoModel',
  'from huggingface_hub import login',
  'import torch as t',
  'from pickle import (\n    load as read,\n    loads,\n)',
];

const EXPRESSIONS: readonly ((w: Writer) => string)[] = [
  (w) => w.name(),
  (w) => w.name(),
  (w) => w.literal(),
  (w) => w.literal(),
  (w) => `self.${w.member()}`,
  (w) => `cfg.${w.member()}`,
  (w) => `Config.${w.member()}`,
  (w) => `args.${w.member()}`,
  (w) => `${w.name()}["token"]`,
  () => 'torch.load',
  () => 'pickle.load',
  () => 'Config()',
  (w) => `f"{${w.name()}}/x"`,
  (w) => `${w.name()} + ${w.literal()}`,
  (w) => `str(${w.name()})`,
  (w) => `open(${w.name()}, "rb")`,
];

const CALM: readonly ((name: string, w: Writer) => string)[] = [
  (name) => `${name} = self.weight(${name}).view(1, -1)`,
  (name) => `${name}.append(${name})`,
  (name) => `self.${name} = ${name}`,
  (name) => `raise ValueError(f"{${name}} is wrong")`,
  (name, w) => `${name} = ${w.name()}`,
  (name, w) => `${name} = [${w.literal().replace(/sk|hf|kX9/g, '')}, ${name}]`,
  (name) => `print(${name}, end="")`,
  (name) => `return ${name}`,
  (name) => `${name}: int = 3`,
  (name, w) => `${w.name()}.append(${name})`,
];

const SIMPLE: readonly ((w: Writer) => string)[] = [
  (w) => `${w.name()} = ${w.expression()}`,
  (w) => `${w.name()} = ${w.expression()}`,
  (w) => `${w.name()}: str = ${w.expression()}`,
  (w) => `${w.name()}, ${w.name()} = ${w.expression()}, ${w.expression()}`,
  (w) => `self.${w.member()} = ${w.expression()}`,
  (w) => `cfg.${w.member()} = ${w.expression()}`,
  (w) => `${w.name()}["token"] = ${w.expression()}`,
  (w) => `os.environ["HF_TOKEN"] = ${w.expression()}`,
  (w) => `global ${w.name()}_y, ${w.name()}`.replace(/_y/, ''),
  (w) => `${w.name()} += ${w.expression()}`,
  (w) => `${w.name()} = functools.partial(torch.load, weights_only=${w.expression()})`,
  (w) => `torch.load(${w.expression()})`,
  (w) => `torch.load(${w.expression()}, **${w.name()})`,
  (w) => `pickle.load(open(${w.expression()}, "rb"))`,
  (w) => `load(${w.expression()})`,
  (w) => `read(${w.name()})`,
  (w) =>
    `model = AutoModel.from_pretrained(${w.expression()}, token=${w.expression()}, trust_remote_code=${w.expression()})`,
  (w) => `AutoModel.from_pretrained(${w.name()}, **${w.name()})`,
  (w) => `login(${w.expression()})`,
  (w) => `login(token=${w.expression()})`,
  (w) => `self.reader(${w.expression()})`,
  (w) => `${w.name()}(${w.expression()}, my_token=${w.expression()})`,
  (w) => `[${w.name()} for ${w.name()} in ${w.expression()}]`,
  (w) => `print(${w.name()} := ${w.expression()})`,
  (w) => `check_sha256(${w.name()})`,
  (w) => `torch.save(model, ${w.expression()})`,
  (w) => `assert sha256(${w.name()}).hexdigest() == ${w.expression()}`,
  (w) => `parser.add_argument("--${w.member()}", default=${w.expression()})`,
  () => 'args = parser.parse_args()',
  () => 'cfg = Config()',
  (w) => `x = 1; ${w.name()} = ${w.expression()}; y = 2`,
  (w) => `if x: ${w.name()} = ${w.expression()}`,
  (w) => `import json; ${w.name()} = ${w.expression()}; from torch import load as ${w.name()}`,
  (w) => `global ${w.name()}; ${w.name()} = ${w.expression()}; return ${w.name()}`,
  (w) => `with open(${w.expression()}) as ${w.name()}: ${w.name()} = ${w.expression()}; load(${w.name()})`,
  (w) => `for ${w.name()} in ${w.expression()}: torch.load(${w.name()}); ${w.name()}["token"] = ${w.expression()}`,
  (w) => `while (${w.name()} := ${w.expression()}): ${w.literal()}; read(${w.name()})`,
  (w) => `def ${w.random.pick(['f', 'load'])}(${w.parameters()}): ${w.name()} = ${w.name()}; return ${w.expression()}`,
  (w) =>
    `class ${w.random.pick(['A', 'Config'])}: ${w.member()} = ${w.expression()}; ${w.member()}: str = ${w.literal()}`,
  (w) => `${w.literal()}`,
  () => 'return',
  () => 'import json',
  () => 'from torch import load as name',
  (w) => `settings = {"api_key": ${w.expression()}, "path": ${w.expression()},\n        "token": ${w.expression()}}`,
  (w) => `urlretrieve("https://example.org/a.pt", ${w.expression()})`,
  (w) => `lambda token=${w.expression()}: load(token)`,
];
