import assert from 'node:assert/strict';
import { isHandedOn } from '../../../src/readers/python/nearby';

const FLAG = 'trust_remote_code';
const OFF = /^(?:False|None)\b/;

const isIdle = (text: string): boolean => {
  const start = text.indexOf(FLAG);
  return isHandedOn(text, start, start + FLAG.length, OFF);
};

describe('what stands around the name of a flag', () => {
  for (const text of [
    '{"trust_remote_code": True}',
    '{("trust_remote_code"): (True)}',
    '{\n    (  # the key\n        "trust_remote_code"\n    ): True\n}',
    'f(name, ("trust_remote_code"), (True))',
    'options["trust_remote_code"] = True',
    'options[("trust_remote_code")] = True',
    'options[\n    "trust_remote_code"\n] = True',
    'load(name, trust_remote_code=True)',
    'load(name, trust_remote_code=(True))',
  ])
    it(`may turn it on: ${JSON.stringify(text)}`, () => assert.equal(isIdle(text), false));

  for (const text of [
    '{"trust_remote_code": False}',
    '{("trust_remote_code"): False}',
    'options["trust_remote_code"] = None\n',
    'if options["trust_remote_code"]:\n    load()',
    'if options.get("trust_remote_code"):\n    load()',
    'if (options.get("trust_remote_code")):\n    load()',
    'load(name, trust_remote_code=trust_remote_code)',
    'load(name, trust_remote_code=args.trust_remote_code)',
    'assert "trust_remote_code" in options',
  ])
    it(`says nothing by itself: ${JSON.stringify(text)}`, () => assert.equal(isIdle(text), true));
});
