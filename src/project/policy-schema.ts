import type { Rule } from '../core/rule';
import { JOBS_SCHEMA } from './policy-jobs';
import {
  AGE,
  LARGEST_FILE_SIZE,
  LEVELS,
  POLICY_KEYS,
  POLICY_SECTIONS,
  defaultOf,
  type PolicyKey,
  type PolicySection,
} from './policy-keys';

/** A JSON Schema, as plain data. */
export type PolicySchema = Readonly<Record<string, unknown>>;

/** The JSON Schema (draft-07, the newest that editors of TOML read) of `touchstone.toml` and of `[tool.touchstone]`. */
export function policySchema(rules: readonly Rule[]): PolicySchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'touchstone.toml',
    description:
      'Touchstone configuration. The same keys work under [tool.touchstone] in pyproject.toml; the nearest file wins.',
    type: 'object',
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(POLICY_KEYS.map((key) => [key.key, propertyOf(key, rules)])),
      ...Object.fromEntries(POLICY_SECTIONS.map((section) => [section.key, sectionOf(section, rules)])),
      jobs: JOBS_SCHEMA,
    },
  };
}

const sectionOf = ({ description, keys }: PolicySection, rules: readonly Rule[]): PolicySchema => ({
  description,
  default: {},
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(keys.map((key) => [key.key, propertyOf(key, rules)])),
});

/** The tables that `signers` may have: which keys, all of them required. */
const SIGNER_KEYS = [['key'], ['root'], ['root', 'identity'], ['identity', 'issuer']] as const;

const signerOf = (keys: readonly string[]): PolicySchema => ({
  type: 'object',
  additionalProperties: false,
  required: keys,
  properties: Object.fromEntries(keys.map((key) => [key, { type: 'string', minLength: 1 }])),
});

function propertyOf(key: PolicyKey, rules: readonly Rule[]): PolicySchema {
  const about = {
    description: key.description,
    ...(defaultOf(key) !== null && { default: defaultOf(key) }),
    ...(key.examples && { examples: key.examples }),
  };
  switch (key.type) {
    case 'globs':
    case 'names':
    case 'packages':
      return { ...about, type: 'array', items: { type: 'string', minLength: 1 } };
    case 'signers':
      return { ...about, type: 'array', items: { type: 'object', anyOf: SIGNER_KEYS.map(signerOf) } };
    case 'boolean':
      return { ...about, type: 'boolean' };
    case 'bytes':
      return { ...about, type: 'integer', minimum: 1, maximum: LARGEST_FILE_SIZE };
    case 'age':
      return { ...about, type: 'string', pattern: AGE.source };
    case 'file':
      return { ...about, type: 'string', minLength: 1 };
    case 'levels':
      return {
        ...about,
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(rules.map((rule) => [rule.id, levelOf(rule)])),
      };
  }
}

const levelOf = (rule: Rule): PolicySchema => ({
  title: rule.title,
  description: `${rule.title} (CWE-${rule.cwe}). ${rule.docs.what}`,
  enum: [...LEVELS],
  default: rule.severity,
});
