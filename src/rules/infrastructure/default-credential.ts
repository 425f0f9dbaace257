import type { ContainerFact, InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';

/** Passwords that a product ships with, and the image or variable that says which product is meant. Sources: the products' documentation. */
const SHIPPED: readonly {
  readonly name: string;
  readonly variable: RegExp;
  readonly value: RegExp;
  readonly image: RegExp;
}[] = [
  {
    name: 'MinIO',
    variable: /^MINIO_(?:ROOT_PASSWORD|SECRET_KEY|ROOT_USER|ACCESS_KEY)$/,
    value: /^(?:minioadmin|minio123|minio)$/,
    image: /minio/,
  },
  {
    name: 'MLflow',
    variable: /^MLFLOW_(?:AUTH_ADMIN|TRACKING)_PASSWORD$/,
    value: /^(?:password1234|password)$/,
    image: /mlflow/,
  },
  {
    name: 'Airflow',
    variable: /^(?:_AIRFLOW_WWW_USER_PASSWORD|AIRFLOW_ADMIN_PASSWORD)$/,
    value: /^(?:airflow|admin)$/,
    image: /airflow/,
  },
  { name: 'Grafana', variable: /^GF_SECURITY_ADMIN_PASSWORD$/, value: /^(?:admin|grafana)$/, image: /grafana/ },
  { name: 'RabbitMQ', variable: /^RABBITMQ_DEFAULT_PASS$/, value: /^guest$/, image: /rabbitmq/ },
  {
    name: 'Label Studio',
    variable: /^LABEL_STUDIO_PASSWORD$/,
    value: /^(?:password|admin|12345678)$/,
    image: /label-studio|heartex/,
  },
];

export default defineRule({
  id: 'default-credential',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Password that the product ships with',
  cwe: 1392,
  atlas: ['AML.T0049'],
  docs: {
    what: 'A server is started with the password that its documentation uses: `minioadmin` of MinIO, `password1234` of MLflow’s basic authentication, `airflow` or `admin` of Airflow, `admin` of Grafana, `guest` of RabbitMQ; in a pod template, a compose file or a workflow. In a compose file, where it is mostly meant for one machine, it is information. Passwords that a variable or a secret gives are not reported.',
    why: 'These passwords are the first that scanners try. Whoever reaches the store reads and replaces data and models; in MLflow and Airflow that is running code.',
    fix: 'Take the password from a secret (`secretKeyRef`, `secrets:` of Compose, `${MINIO_ROOT_PASSWORD:?}`), and change it where it was in use.',
    references: ['https://nvd.nist.gov/vuln/detail/CVE-2026-2635'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check(facts: InfrastructureFacts, context: Context): void {
  for (const workload of facts.workloads)
    for (const container of workload.containers) checkContainer(container, facts, context);
}

function checkContainer(container: ContainerFact, { format }: InfrastructureFacts, context: Context): void {
  const told = new Set<string>();
  for (const { name, value, range } of container.environment) {
    const product = SHIPPED.find((each) => each.variable.test(name) && value !== null && each.value.test(value));
    // A client of MLflow or MinIO is given what its server has: said of the server.
    if (product === undefined || told.has(product.name) || !isServer(product.image, container)) continue;
    told.add(product.name);
    context.report({
      range,
      severity: format === 'compose' ? 'info' : 'warning',
      message: `${product.name} has the password of its documentation: anyone can log in.`,
    });
  }
}

const isServer = (image: RegExp, container: ContainerFact): boolean =>
  image.test(container.image?.text ?? '') || image.test(container.words.join(' '));
