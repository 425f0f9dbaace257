import { shortened } from '../../../analysis/secrets/shortened';
import type { Edit, Fix } from '../../../core/finding';
import type { Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import { ensureImport, replaceWith } from '../../../readers/python/edits';

interface Store {
  readonly title: string;
  readonly modules: readonly string[];
  /** The expression that reads the secret; `names` are the imported modules in order. */
  expression(secret: string, names: readonly string[]): string;
}

/** Reading one secret from the stores that ML teams use, with each provider's own Python package. */
const STORES: readonly Store[] = [
  {
    title: 'AWS Secrets Manager',
    modules: ['boto3'],
    expression: (secret, [boto3]) =>
      `${boto3}.client("secretsmanager").get_secret_value(SecretId="${secret}")["SecretString"]`,
  },
  {
    // hvac reads VAULT_ADDR and VAULT_TOKEN itself. The key inside the secret is `value`.
    title: 'HashiCorp Vault',
    modules: ['hvac'],
    expression: (secret, [hvac]) =>
      `${hvac}.Client().secrets.kv.v2.read_secret_version(path="${secret}", raise_on_deleted_version=True)["data"]["data"]["value"]`,
  },
  {
    title: 'Google Secret Manager',
    modules: ['os', 'google.cloud.secretmanager'],
    expression: (secret, [os, secretmanager]) =>
      `${secretmanager}.SecretManagerServiceClient().access_secret_version(name="projects/" + ${os}.environ["GOOGLE_CLOUD_PROJECT"] + "/secrets/${secret}/versions/latest").payload.data.decode("utf-8")`,
  },
  {
    // Key Vault allows letters, digits and dashes in a name.
    title: 'Azure Key Vault',
    modules: ['os', 'azure.identity', 'azure.keyvault.secrets'],
    expression: (secret, [os, identity, secrets]) =>
      `${secrets}.SecretClient(vault_url=${os}.environ["AZURE_KEY_VAULT_URL"], credential=${identity}.DefaultAzureCredential()).get_secret("${secret.replace(/_/g, '-').toLowerCase()}").value`,
  },
];

/** One fix per store, for a literal that is an expression of its own. The secret must be put into the store by hand. */
export function storeFixes(context: PythonContext, literal: Range, name: string): readonly Fix[] {
  return STORES.map(({ title, modules, expression }) => {
    const imported = modules.map((module) => ensureImport(context, module, literal));
    const edits: Edit[] = [
      ...imported.flatMap((item) => item.edits),
      replaceWith(
        literal,
        expression(
          name,
          imported.map((item) => item.name),
        ),
      ),
    ];
    return { title: `Read ${shortened(name, 18)} from ${title}`, safety: 'unsafe', edits, group: 'secrets-manager' };
  });
}
