import type { ArtifactVerdict } from '../analysis/artifacts/verdict';
import type { ModelPlace, ModelReason, ModelView } from '../report/model-view';
import { amount, percent, shortCount, bytesText } from './amounts';
import { button, element, isolated } from './dom';
import { placeText } from './tables';

export interface OverviewActs {
  readonly show: (place: ModelPlace) => void;
  readonly showRule: (rule: string) => void;
}

/** Reasons that are shown before somebody asks for all. */
const SHOWN = 4;

const VERDICTS: Readonly<Record<ArtifactVerdict, readonly [sign: string, word: string, meaning: string]>> = {
  malicious: ['✕', 'Malicious', 'Loading it runs what no model needs. Do not load it.'],
  suspicious: ['!', 'Suspicious', 'It hides something, calls what is not known, or could not be looked into.'],
  safe: ['✓', 'Safe', 'Its usual loader makes nothing but data.'],
  unknown: ['?', 'Unknown', 'It is in no format that is read.'],
};

/** What only full unpickling loads. */
const OBJECTS = 'Loading it makes objects of known libraries, and runs nothing else.';

const FORMATS: Readonly<Record<string, string>> = {
  pickle: 'Pickle',
  'torch-zip': 'PyTorch',
  'torch-legacy': 'PyTorch before 1.6',
  'torch-tar': 'PyTorch before 0.1.10',
  torchscript: 'TorchScript',
  'torch-export': 'PyTorch export',
  'torch-package': 'PyTorch package',
  npy: 'NumPy array',
  npz: 'NumPy arrays',
  safetensors: 'Safetensors',
  gguf: 'GGUF',
  onnx: 'ONNX',
  keras: 'Keras',
  hdf5: 'HDF5',
  'saved-model': 'TensorFlow',
  tflite: 'TFLite',
  json: 'JSON',
  template: 'Chat template',
  python: 'Python',
  unknown: 'Unknown format',
};

/** What a file is, whether it may be loaded, and why. */
export function overview(view: ModelView, acts: OverviewActs): HTMLElement {
  const [sign, word, meaning] = VERDICTS[view.verdict];
  const needsPickle = view.reasons.some(({ rule }) => rule === 'model-file-needs-pickle');
  return element(
    'section',
    { class: 'overview', 'aria-label': 'Verdict' },
    element('h1', {}, isolated(view.name)),
    element('p', { class: 'soft' }, factsOf(view)),
    element(
      'p',
      { class: `verdict is-${view.verdict}` },
      element('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
      element('strong', {}, word),
      ` ${view.verdict === 'safe' && needsPickle ? OBJECTS : meaning}`,
    ),
    reasonsList(view.reasons, acts),
    weightsOnlyLine(view),
  );
}

function factsOf({ format, size, tensors, imports, understood, verdict }: ModelView): string {
  const parameters = tensors.shapes.reduce((sum, shape) => sum + shape.reduce((product, each) => product * each, 1), 0);
  return [
    FORMATS[format] ?? format,
    bytesText(size),
    tensors.count > 0 && amount(tensors.count, 'tensor'),
    tensors.count > 0 && tensors.count === tensors.names.length && `${shortCount(parameters)} elements`,
    tensors.count === 0 && imports.length > 0 && amount(imports.length, 'import'),
    verdict !== 'unknown' && `${percent(understood, size)} understood`,
  ]
    .filter((part) => typeof part === 'string')
    .join(' · ');
}

function reasonsList(reasons: readonly ModelReason[], acts: OverviewActs): HTMLElement | null {
  if (reasons.length === 0) return null;
  const list = element(
    'ul',
    { class: 'reasons' },
    ...reasons.slice(0, SHOWN).map((reason) => reasonItem(reason, acts)),
  );
  const rest = reasons.slice(SHOWN);
  if (rest.length === 0) return list;
  const more = button(
    `Show ${amount(rest.length, 'More Reason', 'More Reasons')}`,
    () => {
      const items = rest.map((reason) => reasonItem(reason, acts));
      more.parentElement?.remove();
      list.append(...items);
      items[0]!.tabIndex = -1;
      items[0]!.focus();
    },
    { class: 'link' },
  );
  list.append(element('li', { class: 'more' }, more));
  return list;
}

const SEVERITIES = { error: 'Error', warning: 'Warning', info: 'Information', hint: 'Hint' } as const;

function reasonItem({ severity, message, rule, place, offset, pointer }: ModelReason, acts: OverviewActs): HTMLElement {
  const where = [pointer, offset === null && place === '' ? null : placeText({ place, offset })].filter(Boolean);
  const hasBytes = offset !== null || place !== '';
  return element(
    'li',
    { class: `reason is-${severity}` },
    element('span', { class: 'severity' }, SEVERITIES[severity]),
    isolated(message, { class: 'message' }),
    element(
      'span',
      { class: 'where' },
      where.length > 0 &&
        (hasBytes
          ? button(where.join(', '), () => acts.show({ place, offset }), { class: 'link', title: 'Show these bytes' })
          : isolated(where.join(', '), { class: 'soft' })),
      rule !== null && button(rule, () => acts.showRule(rule), { class: 'link', title: 'What this rule says' }),
    ),
  );
}

function weightsOnlyLine({ weightsOnly }: ModelView): HTMLElement | null {
  if (weightsOnly === null) return null;
  const { accepts, stoppedBy, torch } = weightsOnly;
  return element(
    'p',
    {},
    element('code', {}, 'torch.load(weights_only=True)'),
    accepts ? ' accepts it' : ' refuses it: ',
    !accepts && isolated(stoppedBy ?? ''),
    element('span', { class: 'soft' }, ` (torch ${torch})`),
  );
}
