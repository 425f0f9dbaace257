import { defineRule } from '../../core/rule';
import { argumentOf, type CallFact } from '../../core/python-facts';
import type { PythonContext } from '../../core/rule';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf } from '../../analysis/flow/origin';
import { handedLoadsOf, loadsOf } from './pickle/pickle-load';
import { loader } from './pickle/pickle-loaders';
import { describeFile } from './origins/judgement';
import { isVerified } from '../../analysis/flow/verification';

const LOADERS = [
  loader(
    [
      'pandas.read_pickle',
      'pandas.io.pickle.read_pickle',
      'pandas.io.api.read_pickle',
      'modin.pandas.read_pickle',
      'geopandas.read_pickle',
    ],
    ['filepath_or_buffer', 'filepath', 'path'],
  ),
];

export default defineRule({
  id: 'unsafe-pandas-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe pandas load',
  cwe: 502,
  atlas: ['AML.T0010.002', 'AML.T0011.000'],
  docs: {
    what: 'A data frame is loaded with `pandas.read_pickle`, or from an HDF5 file with `pandas.read_hdf`, where object columns are pickles.',
    why: '`read_pickle` runs the code in the file and also accepts URLs: a line that looks like reading a table then runs whatever a server sends (error). In HDF5 files only object columns of the fixed format are pickled, so `read_hdf` is a hint, and a warning if the file was downloaded.',
    fix: "Keep tables as Parquet, Feather or CSV. If you must load it, check the file's SHA-256 against a value kept in the code. The quick fix inserts that check with the digest of the file in the workspace, trusting it as it is now.",
    references: [
      'https://pandas.pydata.org/docs/reference/api/pandas.read_pickle.html',
      'https://pandas.pydata.org/docs/reference/api/pandas.read_hdf.html',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      loadsOf(LOADERS),
      handedLoadsOf(LOADERS, ['read_pickle']),
      {
        callees: ['pandas.read_hdf', 'pandas.io.pytables.read_hdf'],
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check: checkHdf,
      },
    ],
  },
});

/** Only a store that holds objects unpickles, which the call does not tell. */
function checkHdf(call: CallFact, context: PythonContext): void {
  const file = argumentOf(call, 'path_or_buf', 0);
  const origin = originOf(file?.value, call, context.facts);
  if (!file || origin.kind === 'own' || origin.kind === 'parameter' || isVerified(call, file.value, context)) return;
  context.report({
    range: call.range,
    severity: origin.kind === 'remote' && !origin.pinned ? 'warning' : 'hint',
    message: `pandas.read_hdf runs any code hidden in object columns of ${describeFile(origin)}.`,
    related: relatedOf(origin),
  });
}
