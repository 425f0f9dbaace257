import assert from 'node:assert/strict';
import { atlasReference, owaspReference, referencesOf } from '../../src/core/references';
import { RULES } from '../../src/rules/index';

/** OWASP Machine Learning Security Top Ten, 2023 edition (draft release v0.3), and OWASP Top 10 for LLM Applications 2025: all of both. */
const OWASP: Readonly<Record<string, string>> = {
  'ML01:2023': 'Input Manipulation Attack',
  'ML02:2023': 'Data Poisoning Attack',
  'ML03:2023': 'Model Inversion Attack',
  'ML04:2023': 'Membership Inference Attack',
  'ML05:2023': 'Model Theft',
  'ML06:2023': 'AI Supply Chain Attacks',
  'ML07:2023': 'Transfer Learning Attack',
  'ML08:2023': 'Model Skewing',
  'ML09:2023': 'Output Integrity Attack',
  'ML10:2023': 'Model Poisoning',
  'LLM01:2025': 'Prompt Injection',
  'LLM02:2025': 'Sensitive Information Disclosure',
  'LLM03:2025': 'Supply Chain',
  'LLM04:2025': 'Data and Model Poisoning',
  'LLM05:2025': 'Improper Output Handling',
  'LLM06:2025': 'Excessive Agency',
  'LLM07:2025': 'System Prompt Leakage',
  'LLM08:2025': 'Vector and Embedding Weaknesses',
  'LLM09:2025': 'Misinformation',
  'LLM10:2025': 'Unbounded Consumption',
};

/** Techniques of MITRE ATLAS 5.6.0 on how code, models, data and services of a project are attacked; parts with the technique's name. */
const ATLAS: Readonly<Record<string, string>> = {
  'AML.T0010': 'AI Supply Chain Compromise',
  'AML.T0010.001': 'AI Supply Chain Compromise: AI Software',
  'AML.T0010.002': 'AI Supply Chain Compromise: Data',
  'AML.T0010.003': 'AI Supply Chain Compromise: Model',
  'AML.T0010.004': 'AI Supply Chain Compromise: Container Registry',
  'AML.T0011.000': 'User Execution: Unsafe AI Artifacts',
  'AML.T0011.001': 'User Execution: Malicious Package',
  'AML.T0018': 'Manipulate AI Model',
  'AML.T0018.002': 'Manipulate AI Model: Embed Malware',
  'AML.T0020': 'Poison Training Data',
  'AML.T0040': 'AI Model Inference API Access',
  'AML.T0049': 'Exploit Public-Facing Application',
  'AML.T0050': 'Command and Scripting Interpreter',
  'AML.T0051': 'LLM Prompt Injection',
  'AML.T0053': 'AI Agent Tool Invocation',
  'AML.T0055': 'Unsecured Credentials',
  'AML.T0105': 'Escape to Host',
  'AML.T0109': 'AI Supply Chain Rug Pull',
};

describe('what rules refer to', () => {
  it('is in the lists, with its title and a page of its own', () => {
    for (const { id, owasp, atlas = [] } of RULES) {
      if (owasp) assert.equal(owaspReference(owasp).name, `${owasp} ${OWASP[owasp]}`, id);
      for (const technique of atlas) {
        const { name, url } = atlasReference(technique);
        assert.deepEqual(
          [name, url],
          [`${technique} ${ATLAS[technique]}`, `https://atlas.mitre.org/techniques/${technique}`],
        );
      }
      assert.equal(new Set(atlas).size, atlas.length, id);
    }
    const risks = new Set(RULES.flatMap(({ owasp }) => owasp ?? []));
    for (const risk of risks) {
      // `ML06_2023-AI_Supply_Chain_Attacks`, `llm032025-supply-chain`
      const page = owaspReference(risk)
        .url.toLowerCase()
        .replace(/[^a-z0-9]/g, '');
      for (const word of `${risk} ${OWASP[risk]}`.toLowerCase().split(/[^a-z0-9]+/))
        assert.ok(page.includes(word), page);
    }
  });

  it('names the weakness of every rule, with its title', () => {
    for (const rule of RULES) assert.match(referencesOf(rule)[0]!.name, /^CWE-\d+ [A-Z][\w -]+$/, rule.id);
  });

  it('is specific: none serves half of the rules, and no two categories have the same', () => {
    const counts = new Map<string, number>();
    for (const rule of RULES) for (const { name } of referencesOf(rule)) counts.set(name, (counts.get(name) ?? 0) + 1);
    for (const [name, count] of counts) assert.ok(count < RULES.length / 2, `${name} stands on ${count} rules`);
    const byCategory = new Map<string, Set<string>>();
    for (const { category, owasp, atlas = [] } of RULES)
      byCategory.set(category, new Set([...(byCategory.get(category) ?? []), ...(owasp ? [owasp] : []), ...atlas]));
    const sets = [...byCategory.values()].filter(({ size }) => size > 0).map((names) => [...names].sort().join());
    assert.equal(new Set(sets).size, sets.length);
  });

  it('fits where it is easily mistaken', () => {
    const risksOf = (id: string) => {
      const { owasp, atlas } = RULES.find((rule) => rule.id === id)!;
      return [owasp, ...(atlas ?? [])];
    };
    assert.deepEqual(risksOf('hardcoded-secret'), [undefined, 'AML.T0055'], 'a key is no supply chain');
    assert.equal(risksOf('model-output-executed')[0], 'LLM05:2025');
    assert.equal(risksOf('agent-code-execution')[0], 'LLM06:2025');
    assert.deepEqual(risksOf('unused-suppression'), [undefined]);
  });

  it('is not repeated among the further references of a page', () => {
    for (const rule of RULES)
      for (const { url } of referencesOf(rule)) assert.ok(!rule.docs.references?.includes(url), `${rule.id}: ${url}`);
  });
});
