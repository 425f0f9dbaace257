import { defineRule } from '../../core/rule';
import { ORIGIN_READS } from '../../analysis/flow/origin';
import { loadsOf } from './pickle/pickle-load';
import { loader } from './pickle/pickle-loaders';

const LOADERS = [
  loader(
    [
      'gensim.models.*.load',
      'gensim.models.*.*.load',
      'gensim.corpora.**.load',
      'gensim.similarities.**.load',
      'gensim.utils.unpickle',
      'gensim.utils.SaveLoad.load',
    ],
    ['fname', 'fname_or_handle'],
  ),
];
const LOADS = loadsOf(LOADERS);

export default defineRule({
  id: 'unsafe-gensim-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe gensim load',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'A gensim model, dictionary, index or set of vectors is loaded with its `load` method.',
    why: 'Everything that gensim saves with `save` is a pickle, and `load` runs the code in it. Only the text and word2vec formats contain nothing but numbers.',
    fix: "Keep vectors in the word2vec format and load them with `KeyedVectors.load_word2vec_format`, dictionaries with `Dictionary.load_from_text`. If you must load it, check the file's SHA-256 against a value kept in the code. The quick fix inserts that check with the digest of the file in the workspace, trusting it as it is now.",
    references: [
      'https://radimrehurek.com/gensim/utils.html',
      'https://radimrehurek.com/gensim/models/keyedvectors.html',
      'https://docs.python.org/3/library/pickle.html',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    // The reader of fastText's binary format is called `load` too, and reads numbers.
    calls: [
      {
        ...LOADS,
        check: (call, context) => {
          if (!call.callee.includes('_fasttext_bin')) LOADS.check(call, context);
        },
      },
    ],
  },
});
