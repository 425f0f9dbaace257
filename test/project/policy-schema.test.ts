import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'smol-toml';
import { RULES } from '../../src/rules/index';
import { parsePolicy } from '../../src/project/policy';
import { POLICY_KEYS, POLICY_SECTIONS } from '../../src/project/policy-keys';
import { policySchema } from '../../src/project/policy-schema';

const RULE_IDS = RULES.map(({ id }) => id);

const validate = new Ajv({ strict: true, allErrors: true }).compile(policySchema(RULES));

describe('the schema of touchstone.toml', () => {
  it('judges as the reader does', () => {
    for (const text of [
      '',
      'include = ["src/**"]\nexclude = ["*_pb2.py"]\n',
      'trusted-publishers = ["*"]\ntrusted-indexes = ["https://a.example/simple"]\n',
      'honour-nosec = false\nmax-file-size = 1\n[rules]\nhardcoded-secret = "off"\nunsafe-torch-load = "hint"\n',
      '[rules]\n',
      'approved-indexes = ["https://a.example/simple"]\ndenied-packages = ["a", "b<2,>=1"]\nallowed-licences = ["MIT"]\n',
      'minimum-release-age = "7 days"\n',
      'minimum-release-age = "1 hour"\n',
      'minimum-release-age = "0 days"\n',
      'minimum-release-age = 7\n',
      'minimum-release-age = "a week"\n',
      'denied-packages = ["a", 1]\n',
      'exlude = []\n',
      'include = "src"\n',
      'include = [1]\n',
      'include = [""]\n',
      'honour-nosec = "no"\n',
      'max-file-size = 0\n',
      'max-file-size = 1.5\n',
      'max-file-size = 50000001\n',
      'rules = 3\n',
      '[rules]\nhardcoded-secret = "fatal"\n',
      '[rules]\nnope = "off"\n',
      '[rules.hardcoded-secret]\nlevel = "off"\n',
      '[rules]\nhardcoded-secret = true\n',
      '[provenance]\n',
      'provenance = 3\n',
      '[provenance]\nsigners = [{ key = "keys/a.pub" }, { root = "ca.pem" }, { root = "ca.pem", identity = "a@b" }]\n',
      '[provenance]\nsigners = [{ identity = "a@b", issuer = "https://c" }]\nsigstore-root = "r.json"\nsigned-models = ["m/**"]\n',
      '[[provenance.signers]]\nkey = "keys/a.pub"\n[[provenance.signers]]\nidentity = "a@b"\nissuer = "https://c"\n',
      '[[provenance.signers]]\nidentity = "a@b"\n',
      '[[provenance.signers]]\nkey = 3\n',
      '[[provenance.signers]]\nkee = "keys/a.pub"\n',
      '[provenance]\nsigners = [{ identity = "a@b" }]\n',
      '[provenance]\nsigners = [{ key = "k.pub", identity = "a@b" }]\n',
      '[provenance]\nsigners = ["keys/a.pub"]\n',
      '[provenance]\nsigner = []\n',
      '[infrastructure]\nrequire = ["network-isolation", "job-deadline"]\nmax-gpus-per-job = 64\n',
      '[infrastructure]\ntrusted-registries = ["nvcr.io/nvidia"]\ntrusted-actions = ["my-company"]\n',
      '[infrastructure]\nrequire = ["network_isolation"]\n',
      '[infrastructure]\nrequire = "quota"\n',
      '[infrastructure]\nmax-gpus-per-job = 0\n',
      '[infrastructure]\nmax-gpus-per-job = 1.5\n',
      '[infrastructure]\nmax-gpus-per-job = "8"\n',
      '[infrastructure]\ntrusted-registries = [1]\n',
      '[infrastructure]\nmax-gpus = 8\n',
      '[jobs]\ntimezone = "Europe/Berlin"\nowners = ["a-*"]\nrequire-owner = true\nstale-after = "3 days"\nweight = { "mig-1g*" = 0.14 }\n',
      '[jobs.hours]\nallow = ["Mon-Fri 07:00-20:00", "22:00-06:00"]\nbasis = "start"\nholidays = ["2026-12-25"]\n',
      '[jobs.hours]\nallow = ["Mo-Fr 7-20"]\n',
      '[jobs.hours]\nbasis = "end"\n',
      '[[jobs.limit]]\nscope = "owner"\nwindow = "week"\ngpu-hours = 500\nmatch = { partition = "a100*" }\n',
      '[[jobs.limit]]\nscope = "owner"\n',
      '[[jobs.limit]]\nscope = "owner"\ngpu-hours = -1\n',
      '[[jobs.acknowledge]]\nid = "sha256:0"\nreason = "x"\nuntil = "2026-12-31"\n',
      '[jobs]\nstale-after = 24\n',
      '[jobs]\nowner = ["a"]\n',
    ])
      assert.equal(validate(parse(text)), parsePolicy(text, 'touchstone.toml', RULE_IDS)!.problems.length === 0, text);
  });

  it('has a valid default and valid examples for every key', () => {
    for (const [key, { default: value, examples = [] }] of Object.entries(
      policySchema(RULES)['properties'] as Record<string, { default: unknown; examples?: unknown[] }>,
    ))
      for (const each of [value, ...examples]) assert.ok(validate({ [key]: each }), `${key}: ${JSON.stringify(each)}`);
  });

  it('is in the repository as it is generated, with every key and rule described', () => {
    const file = JSON.parse(readFileSync(path.join(__dirname, '../../schemas/touchstone.schema.json'), 'utf8')) as {
      properties: Record<string, { description: string; properties?: Record<string, { description: string }> }>;
    };
    assert.deepEqual(Object.keys(file.properties), [
      ...[...POLICY_KEYS, ...POLICY_SECTIONS].map(({ key }) => key),
      'jobs',
    ]);
    assert.deepEqual(
      Object.keys(file.properties['rules']!.properties!),
      RULES.map(({ id }) => id),
    );
    for (const rule of Object.values(file.properties['rules']!.properties!)) assert.notEqual(rule.description, '');
  });
});
