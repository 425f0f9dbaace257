import { defineRule } from '../../core/rule';
import { inModelFiles } from './model-files/in-file';

export default defineRule({
  id: 'model-file-needs-pickle',
  severity: 'info',
  category: 'models',
  title: 'Model file needs pickle',
  cwe: 502,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0018.002'],
  docs: {
    what: 'A harmless model file holds objects that only full unpickling loads: scikit-learn and its like, arrays of Python objects, whole PyTorch modules.',
    why: 'Nothing in it does harm today. But whoever loads it has to use a loader that runs whatever the file says, so whoever can replace the file runs code.',
    fix: 'Keep scikit-learn models as skops or ONNX, weights of PyTorch as safetensors or as a state dict that `weights_only=True` takes, arrays without `dtype=object`. If it has to stay a pickle, check its SHA-256 before loading it.',
    references: ['https://scikit-learn.org/stable/model_persistence.html', 'https://huggingface.co/docs/safetensors'],
  },
  listen: { documents: inModelFiles('model-file-needs-pickle', 'safe') },
});
