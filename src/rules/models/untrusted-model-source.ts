import { shortened } from '../../analysis/secrets/shortened';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf } from '../../core/value';
import { LOADER_CALLEES, modelReferencesOf, type ModelReference } from '../../analysis/models/reference';
import {
  capital,
  exchangeablePart,
  isKnownHere,
  shownReference,
  readsNames,
  mayRunCode,
  softened,
  thingOf,
} from '../../analysis/models/reporting';
import { trustPublisherFix } from './fixes/trust-edit';

export default defineRule({
  id: 'untrusted-model-source',
  severity: 'warning',
  category: 'models',
  title: 'Untrusted model source',
  cwe: 1357,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0010.003'],
  docs: {
    what: 'A model, data set, adapter or metric comes from a plain web address, or from a publisher that is neither on the shipped list of well-known publishers nor trusted in the configuration.',
    why: 'Anyone can publish under a name that looks familiar. Weights can be poisoned, and many formats run code when they are loaded. Checking the publisher is the cheapest check there is, and you do it once.',
    fix: "Check the publisher's page, and use the original publisher if there is one. If the publisher is right, add it to `trusted-publishers` in `touchstone.toml`. Replace `http://` with `https://`.",
    references: ['https://huggingface.co/docs/hub/security'],
  },
  listen: { calls: [{ callees: LOADER_CALLEES, check }] },
});

function check(call: CallFact, context: PythonContext): void {
  for (const reference of modelReferencesOf(call)) {
    if (reference.local !== false || reference.offline) continue;
    if (reference.insecure)
      context.report({
        range: reference.idRange,
        message: `${capital(shownReference(reference))} comes over plain HTTP: an attacker can replace it.`,
        severity: softened(reference, 'warning'),
      });
    else if (isKnownHere(reference, context) === false) report(call, reference, context);
  }
}

function report(call: CallFact, reference: ModelReference, context: PythonContext): void {
  const publisher = reference.publisher!;
  const fix = trustPublisherFix(context, publisher);
  const name = capital(shownReference(reference));
  // On a host that many share (`github.com/owner`) it is the owner whom nobody knows.
  const who = reference.source === 'url' && !publisher.includes('/') ? 'host' : 'publisher';
  const what = isText(call) ? 'files' : exchangeablePart(reference);
  const pinned = reference.pinning === 'commit';
  context.report({
    range: reference.idRange,
    message: pinned
      ? `${name} is pinned, but its ${who} is not well known.`
      : `${name} is unpinned, and its ${who} is not well known.`,
    detail: `Nobody vouches for ${shortened(publisher)}${pinned ? '' : `, and the next run may load other ${what}`}`,
    severity: softened(
      reference,
      readsNames(call) ? 'hint' : pinned || mayRunCode(call, reference) || isText(call) ? 'info' : 'warning',
    ),
    fixes: fix ? [fix] : [],
    ...thingOf(reference, 2, context.facts.semantics),
  });
}

/** One file is taken that holds neither weights nor code: `hf_hub_download("org/name", "config.json")`. */
const isText = (call: CallFact): boolean =>
  call.callee.endsWith('hf_hub_download') &&
  /\.(?:json|txt|md|ya?ml|toml|jpe?g|png|gif|svg)$/i.test(stringOf(argumentOf(call, 'filename', 1)?.value) ?? '');
