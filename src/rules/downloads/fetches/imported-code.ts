import type { CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { addressOf } from '../../../analysis/addresses/addresses';
import { contentByName } from './contents';
import type { FetchedFile } from './judgement';

const RAW =
  /^https?:\/\/(?:raw\.githubusercontent\.com\/|gist\.githubusercontent\.com\/|gist\.github\.com\/|github\.com\/[^/]+\/[^/]+\/(?:raw|blob)\/|gitlab\.com\/.+\/raw\/|huggingface\.co\/.+\/resolve\/)/i;

/** Whether a download is Python code that this program goes on to import, or code out of a repository as it is today. */
export function importsDownloadedCode(call: CallFact, download: FetchedFile, context: PythonContext): boolean {
  const address = addressOf(download.url)?.text ?? '';
  const named = [...download.paths, address, download.urlText];
  if (contentByName(named) !== 'code') return false;
  const file = named.map((text) => /([A-Za-z_]\w*)\.py(?![A-Za-z])/.exec(text)?.[1]).find((name) => name !== undefined);
  if (file === undefined) return false;
  return (
    RAW.test(address) ||
    context.facts.imports.some(
      (item) =>
        item.scope === call.scope &&
        (item.module === file || item.module.startsWith(`${file}.`)) &&
        item.statement.start > call.range.end,
    )
  );
}
