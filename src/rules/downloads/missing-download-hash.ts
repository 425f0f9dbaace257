import { lastNameOf } from '../../core/callee-pattern';
import type { CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { milder } from '../../analysis/models/reporting';
import { isCheckedNearby } from './fetches/checking';
import { fetcherCallees, digestFix, fetcherOf, HASHING_FETCHERS, isHashed, pathOf, urlOf } from './fetches/fetchers';
import { isImmutable } from './fetches/contents';
import { namesOfFile } from '../../analysis/flow/file-names';
import { FLOW_TRIGGERS } from '../../analysis/flow/response';
import { downloadOf, judgedDownload } from './fetches/judgement';

export default defineRule({
  id: 'missing-download-hash',
  severity: 'warning',
  category: 'downloads',
  title: 'Download helper without a hash',
  cwe: 354,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.003'],
  docs: {
    what: 'A download helper that can check a digest does not get one: `keras.utils.get_file` without `file_hash`, `torchvision.datasets.utils.download_url` and `download_and_extract_archive` without `md5`, the download functions of torchtext and torchaudio without `hash_value`, of MONAI without `hash_val`, of Paddle without `md5sum`.',
    why: 'Without a digest the helper accepts whatever the server sends, and uses a cached file as it is. A replaced archive or weights file goes unnoticed.',
    fix: 'Pass the digest of the file you reviewed: `file_hash="<sha256>"` for Keras, `md5="…"` for torchvision, `hash_value="…"` for torchtext. The quick fix takes it from a checksum list, registry, constant or `.dvc` file in the project, or from the file itself if it is in the workspace, trusting it as it is now. If there is none, no fix is offered: a digest is never made up.',
    references: [
      'https://keras.io/api/utils/python_utils/#getfile-function',
      'https://github.com/pytorch/vision/blob/main/torchvision/datasets/utils.py',
    ],
  },
  listen: { calls: [{ callees: fetcherCallees(HASHING_FETCHERS), beside: FLOW_TRIGGERS, follows: true, check }] },
});

function check(call: CallFact, context: PythonContext): void {
  const fetcher = fetcherOf(call.callee, HASHING_FETCHERS)!;
  const url = urlOf(call, fetcher);
  if (!url || isHashed(call, fetcher)) return;
  const path = pathOf(call, fetcher);
  const texts = path ? namesOfFile(path.expression, context.facts.semantics) : [];
  const download = downloadOf(call, url, texts, { dedicated: true });
  const judged =
    judgedDownload(download) ??
    // Who calls a helper that can check has a file in mind that is worth it, also where it is a text.
    (isRemote(download.urlText) ? { severity: 'info' as const } : null);
  if (!judged || isCheckedNearby(call, context)) return;
  const [name] = fetcher.hashes[0]!;
  const fix = digestFix(call, fetcher, context);
  context.report({
    range: call.range,
    severity: milder(judged.severity, 'warning'),
    fixes: fix ? [fix] : [],
    message: `${lastNameOf(call.callee)} is called without ${name}: a replaced file goes unnoticed.`,
  });
}

const isRemote = (written: string): boolean =>
  /https?:\/\//.test(written) && !/https?:\/\/(?:localhost|127\.)/.test(written) && !isImmutable(written);
