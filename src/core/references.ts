/**
 * What rules refer to, by the name of each entry: the Common Weakness Enumeration, OWASP's lists for machine learning (2023, draft)
 * and for applications of language models (2025), and the techniques of MITRE ATLAS. A rule names what fits it, and only that.
 */
export interface Reference {
  /** As the list writes it, with its id: `ML06:2023 AI Supply Chain Attacks`. */
  readonly name: string;
  readonly url: string;
}

/** Titles of the Common Weakness Enumeration, the short name where one stands in brackets. */
const CWE: Readonly<Record<number, string>> = {
  22: 'Path Traversal',
  78: 'OS Command Injection',
  94: 'Code Injection',
  95: 'Eval Injection',
  114: 'Process Control',
  214: 'Invocation of Process Using Visible Sensitive Information',
  250: 'Execution with Unnecessary Privileges',
  269: 'Improper Privilege Management',
  272: 'Least Privilege Violation',
  284: 'Improper Access Control',
  295: 'Improper Certificate Validation',
  306: 'Missing Authentication for Critical Function',
  311: 'Missing Encryption of Sensitive Data',
  312: 'Cleartext Storage of Sensitive Information',
  319: 'Cleartext Transmission of Sensitive Information',
  321: 'Use of Hard-coded Cryptographic Key',
  322: 'Key Exchange without Entity Authentication',
  345: 'Insufficient Verification of Data Authenticity',
  346: 'Origin Validation Error',
  347: 'Improper Verification of Cryptographic Signature',
  353: 'Missing Support for Integrity Check',
  354: 'Improper Validation of Integrity Check Value',
  377: 'Insecure Temporary File',
  427: 'Uncontrolled Search Path Element',
  489: 'Active Debug Code',
  477: 'Use of Obsolete Function',
  494: 'Download of Code Without Integrity Check',
  502: 'Deserialization of Untrusted Data',
  506: 'Embedded Malicious Code',
  522: 'Insufficiently Protected Credentials',
  532: 'Insertion of Sensitive Information into Log File',
  538: 'Insertion of Sensitive Information into Externally-Accessible File or Directory',
  636: 'Not Failing Securely',
  653: 'Improper Isolation or Compartmentalization',
  668: 'Exposure of Resource to Wrong Sphere',
  732: 'Incorrect Permission Assignment for Critical Resource',
  749: 'Exposed Dangerous Method or Function',
  770: 'Allocation of Resources Without Limits or Throttling',
  778: 'Insufficient Logging',
  798: 'Use of Hard-coded Credentials',
  829: 'Inclusion of Functionality from Untrusted Control Sphere',
  1068: 'Inconsistency Between Implementation and Documented Design',
  918: 'Server-Side Request Forgery',
  1104: 'Use of Unmaintained Third Party Components',
  1116: 'Inaccurate Comments',
  1287: 'Improper Validation of Specified Type of Input',
  1327: 'Binding to an Unrestricted IP Address',
  1336: 'Improper Neutralization of Special Elements Used in a Template Engine',
  1357: 'Reliance on Insufficiently Trustworthy Component',
  1390: 'Weak Authentication',
  1392: 'Use of Default Credentials',
  1395: 'Dependency on Vulnerable Third-Party Component',
};

const ML = 'https://owasp.org/www-project-machine-learning-security-top-10/docs/';
const LLM = 'https://genai.owasp.org/llmrisk/';

const OWASP = {
  'ML06:2023': ['AI Supply Chain Attacks', `${ML}ML06_2023-AI_Supply_Chain_Attacks`],
  'ML10:2023': ['Model Poisoning', `${ML}ML10_2023-Model_Poisoning`],
  'LLM03:2025': ['Supply Chain', `${LLM}llm032025-supply-chain/`],
  'LLM04:2025': ['Data and Model Poisoning', `${LLM}llm042025-data-and-model-poisoning/`],
  'LLM05:2025': ['Improper Output Handling', `${LLM}llm052025-improper-output-handling/`],
  'LLM06:2025': ['Excessive Agency', `${LLM}llm062025-excessive-agency/`],
  'LLM10:2025': ['Unbounded Consumption', `${LLM}llm102025-unbounded-consumption/`],
} as const;
export type OwaspId = keyof typeof OWASP;

/** A part of a technique is named with the technique, since its own name says little: `AI Supply Chain Compromise: Model`. */
const ATLAS = {
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
} as const;
export type AtlasId = keyof typeof ATLAS;

export const owaspReference = (id: OwaspId): Reference => ({ name: `${id} ${OWASP[id][0]}`, url: OWASP[id][1] });

export const atlasReference = (id: AtlasId): Reference => ({
  name: `${id} ${ATLAS[id]}`,
  url: `https://atlas.mitre.org/techniques/${id}`,
});

export const cweReference = (cwe: number): Reference => ({
  name: `CWE-${cwe}${CWE[cwe] === undefined ? '' : ` ${CWE[cwe]}`}`,
  url: `https://cwe.mitre.org/data/definitions/${cwe}.html`,
});

/** Everything that a rule refers to in these lists, with the name of the list, the weakness first. */
export const referencesOf = (rule: {
  readonly cwe: number;
  readonly owasp?: OwaspId;
  readonly atlas?: readonly AtlasId[];
}): readonly Reference[] => [
  cweReference(rule.cwe),
  ...(rule.owasp === undefined ? [] : [listedIn('OWASP', owaspReference(rule.owasp))]),
  ...(rule.atlas ?? []).map((id) => listedIn('MITRE ATLAS', atlasReference(id))),
];

const listedIn = (list: string, { name, url }: Reference): Reference => ({ name: `${list} ${name}`, url });
