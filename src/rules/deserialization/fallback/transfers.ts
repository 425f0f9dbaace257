import { argumentOf, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { isInnerAddress } from '../../../analysis/addresses/addresses';
import { modelReferencesOf } from '../../../analysis/models/reference';
import { judgeCode } from '../../../analysis/models/remote-code';
import { isBelow, resolved } from '../../../analysis/versions';
import { matchesCallee } from '../../../core/callee-pattern';
import { URL_LOADS } from '../torch/url-loads';
import {
  firstOrNamed,
  runsCode,
  SAFE,
  switchState,
  unsafeBy,
  type Danger,
  type Family,
  type LoadVerdict,
} from './family';

const REQUEST =
  /^(?:\?|(?:requests|httpx|niquests|curl_cffi\.requests)(?:\.api|\.sessions)?(?:\.(?:Session|session|Client|AsyncClient)\(\))?)\.(?:get|post|put|patch|delete|head|options|request|stream)$/;

/** `requests.get(url, verify=False)` after the certificate was refused. */
export const REQUEST_FAMILY: Family = {
  isLoad: ({ callee }) => REQUEST.test(callee),
  flag: { name: 'verify' },
  loaded: (call) => argumentOf(call, 'url', /\.(?:request|stream)$/.test(call.callee) ? 1 : 0),
  fetches: true,
  absorbs: ['tls-verification-disabled'],
  judge(call, setting) {
    const state = switchState(setting);
    if (state !== 'false') return state === null ? null : { ...SAFE, explicit: state === 'true' };
    const inner = isInnerAddress(REQUEST_FAMILY.loaded(call)?.value);
    return inner ? null : unsafeBy('error', 'If the certificate is refused, the request is repeated without a check.');
  },
};

/** `from_pretrained(…, use_safetensors=False)`: of weights that were only wanted without pickles. */
export const WEIGHTS_FAMILY: Family = {
  isLoad: (call) => call.args.some(({ name }) => name === 'use_safetensors') || isOpenLoader(call),
  flag: { name: 'use_safetensors' },
  loaded: loadedModel,
  fetches: true,
  absorbs: ['safetensors-avoided'],
  judge(_call, setting, context) {
    const state = switchState(setting);
    if (state === 'true') return SAFE;
    if (state !== 'false') return null;
    const torch = resolved(context, 'torch');
    const old = torch !== null && isBelow(torch, '2.6');
    return unsafeBy(old ? 'error' : 'warning', 'If there are no safetensors, pickled weights are loaded instead.');
  },
};

/** A loader that is given arguments which are not known may be given the switch. */
const isOpenLoader = (call: CallFact): boolean =>
  /(?:^|\.)from_(?:pretrained|single_file)$/.test(call.callee) && call.open;

/** `from_pretrained(…, trust_remote_code=True)`: code of the repository where the model did not load without. */
export const CODE_FAMILY: Family = {
  isLoad: (call) => call.args.some(({ name }) => name === 'trust_remote_code') || modelReferencesOf(call).length > 0,
  flag: { name: 'trust_remote_code' },
  loaded: loadedModel,
  fetches: true,
  absorbs: ['remote-code-trusted'],
  judge(call, setting, context) {
    const state = switchState(setting);
    if (state === 'true') return { safe: false, danger: codeDanger(call, context), explicit: true };
    return state === 'absent' || state === 'false' ? { ...SAFE, explicit: state === 'false' } : null;
  },
};

/** Null for what cannot change behind the reader's back: a pinned commit, a folder of this machine; and for what runs no code any more. */
function codeDanger(call: CallFact, context: PythonContext): Danger | null {
  const references = modelReferencesOf(call).filter(({ code }) => code !== 'never');
  if (references.some(({ pinning, local }) => pinning === 'commit' || local === true)) return null;
  const datasets = references.some(({ library }) => library === 'datasets') ? resolved(context, 'datasets') : null;
  if (datasets !== null && !isBelow(datasets, '4')) return null;
  const known = references.some(({ id }) => id !== null) && judgeCode(references, context).severity !== 'error';
  return {
    severity: known ? 'warning' : 'error',
    message: 'If the model does not load, code of its repository may run instead.',
  };
}

function loadedModel(call: CallFact): ReturnType<Family['loaded']> {
  return firstOrNamed(
    call,
    'pretrained_model_name_or_path',
    'pretrained_model_link_or_path',
    'path',
    'model',
    'repo_id',
  );
}

const isUrlLoad = ({ callee }: CallFact): boolean => URL_LOADS.some((pattern) => matchesCallee(pattern, callee));

/** `load_state_dict_from_url(url, …, check_hash=False)` after another file came than was expected. */
export const HASH_FAMILY: Family = {
  isLoad: isUrlLoad,
  flag: { name: 'check_hash', position: 4 },
  loaded: (call) => firstOrNamed(call, 'url'),
  fetches: true,
  absorbs: ['unverified-checkpoint-url'],
  judge: (_call, setting) => offByDefault(setting, 'If the hash is wrong, the download is loaded without a check.'),
};

/** `load_state_dict_from_url(url, …, weights_only=False)`: off by default in every version of torch. */
export const DOWNLOAD_FAMILY: Family = {
  isLoad: isUrlLoad,
  flag: { name: 'weights_only', position: 6 },
  loaded: (call) => firstOrNamed(call, 'url'),
  fetches: true,
  absorbs: ['unverified-checkpoint-url', 'weights-only-disabled'],
  judge: (_call, setting) => offByDefault(setting, runsCode()),
};

function offByDefault(setting: Parameters<Family['judge']>[1], message: string): LoadVerdict | null {
  const state = switchState(setting);
  if (state === null || state === 'default') return null;
  return state === 'true' ? SAFE : unsafeBy('error', message, state === 'false');
}
