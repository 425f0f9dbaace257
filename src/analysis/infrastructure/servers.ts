import type { ContainerFact, WorkloadFact } from '../../core/infrastructure-facts';

/** A server of machine learning, or one that it is done with, as images, commands and ports tell it. */
export interface KnownServer {
  /** As a message calls it. */
  readonly name: string;
  readonly kind: 'ray' | 'model' | 'notebook' | 'tool' | 'data';
  readonly ports: readonly number[];
  readonly image: RegExp;
  readonly command: RegExp;
  /** Words of the command by which it asks who is there. */
  readonly keyed: RegExp | null;
  /** Variables by which it does. */
  readonly variables: RegExp | null;
  /** Whether it asks unless somebody says otherwise. */
  readonly guarded?: RegExp;
}

/** Sources: the documentation of each, on authentication and on its options. */
const KNOWN: readonly KnownServer[] = [
  {
    name: 'vLLM',
    kind: 'model',
    ports: [8000],
    image: /(?:^|\/)vllm(?:-[\w.-]+)?(?::|@|$)|vllm\/vllm/,
    command: /\bvllm[ .](?:serve|entrypoints)/,
    keyed: /--api-key(?:[= ]|$)/,
    variables: /^VLLM_API_KEY$/,
  },
  {
    name: 'SGLang',
    kind: 'model',
    ports: [30000],
    image: /(?:^|\/)sglang(?::|@|$)/,
    command: /\bsglang(?:\.launch_server| serve)\b/,
    keyed: /--api-key(?:[= ]|$)/,
    variables: null,
  },
  {
    name: 'Text Generation Inference',
    kind: 'model',
    ports: [80, 8080, 3000],
    image: /text-generation-inference(?::|@|$)/,
    command: /\btext-generation-launcher\b/,
    keyed: /--api-key(?:[= ]|$)/,
    variables: /^API_KEY$/,
  },
  {
    name: 'llama.cpp',
    kind: 'model',
    ports: [8080],
    image: /llama\.cpp(?::server|:full|:light|@|$)/,
    command: /\bllama-server\b/,
    keyed: /--api-key(?:-file)?(?:[= ]|$)/,
    variables: /^LLAMA_API_KEY$/,
  },
  {
    name: 'LocalAI',
    kind: 'model',
    ports: [8080],
    image: /(?:^|\/)local-?ai(?::|@|$)/i,
    command: /\blocal-ai run\b/,
    keyed: /--api-keys?(?:[= ]|$)/,
    variables: /^(?:LOCALAI_)?API_KEY$/,
  },
  {
    name: 'Ollama',
    kind: 'model',
    ports: [11434],
    image: /(?:^|\/)ollama(?::|@|$)/,
    command: /\bollama serve\b/,
    keyed: null,
    variables: null,
  },
  {
    name: 'Triton',
    kind: 'model',
    ports: [8000, 8001],
    image: /(?:^|\/)tritonserver(?::|@|$)/,
    command: /\btritonserver\b/,
    keyed: /--(?:http-restricted-api|grpc-restricted-protocol)/,
    variables: null,
  },
  {
    name: 'Jupyter',
    kind: 'notebook',
    ports: [8888],
    image: /(?:^|\/)(?:(?:base|minimal|scipy|datascience|tensorflow|pytorch|pyspark|all-spark)-notebook)(?::|@|$)/,
    command: /\b(?:jupyter(?:-lab|-notebook)?|start-notebook)\b/,
    keyed: null,
    variables: null,
    guarded: /(?:token|password)=(?:''|""|$|\s)/,
  },
  {
    name: 'MLflow',
    kind: 'tool',
    ports: [5000],
    image: /(?:^|\/)mlflow(?::|@|$)/,
    command: /\bmlflow (?:server|ui)\b/,
    keyed: /--app-name/,
    variables: null,
  },
  {
    name: 'TensorBoard',
    kind: 'tool',
    ports: [6006],
    image: /(?:^|\/)tensorboard(?::|@|$)/,
    command: /\btensorboard\b.*--logdir/,
    keyed: null,
    variables: null,
  },
  {
    name: 'Dask',
    kind: 'tool',
    ports: [8786, 8787],
    image: /(?:^|\/)dask(?::|@|$)/,
    command: /\bdask[ -]scheduler\b/,
    keyed: /--tls-cert/,
    variables: null,
  },
  {
    name: 'Prefect',
    kind: 'tool',
    ports: [4200],
    image: /^(?!)/,
    command: /\bprefect server start\b/,
    keyed: null,
    variables: /^PREFECT_SERVER_API_AUTH_STRING$/,
  },
  {
    name: 'Dagster',
    kind: 'tool',
    ports: [3000],
    image: /^(?!)/,
    command: /\b(?:dagster-webserver|dagster dev)\b/,
    keyed: null,
    variables: null,
  },
  {
    name: 'Qdrant',
    kind: 'data',
    ports: [6333, 6334],
    image: /(?:^|\/)qdrant(?::|@|$)/,
    command: /^(?!)/,
    keyed: null,
    variables: /^QDRANT__SERVICE__API_KEY$/,
  },
  {
    name: 'Chroma',
    kind: 'data',
    ports: [8000],
    image: /(?:^|\/)chroma(?::|@|$)/,
    command: /\bchroma run\b/,
    keyed: null,
    variables: /^CHROMA_SERVER_AUTHN_/,
  },
  {
    name: 'Redis',
    kind: 'data',
    ports: [6379],
    image: /(?:^|\/)(?:redis|redis-stack(?:-server)?|valkey|redislabs)(?::|@|$)/,
    command: /\b(?:redis|valkey)-server\b/,
    keyed: /--requirepass|redis[\w.-]*\.conf|aclfile/,
    variables: /^(?:REDIS_PASSWORD|REDIS_ARGS|ALLOW_EMPTY_PASSWORD)$/,
  },
  {
    name: 'MongoDB',
    kind: 'data',
    ports: [27017],
    image: /(?:^|\/)mongo(?::|@|$)/,
    command: /\bmongod\b/,
    keyed: /--auth\b|--keyFile/,
    variables: /^(?:MONGO_INITDB_ROOT_USERNAME|MONGO_INITDB_ROOT_PASSWORD)$/,
  },
];

/** The server that a container runs, and whether it asks who is there; null for any other program. */
export interface RunningServer {
  readonly server: KnownServer;
  /** Null where a template or a reference decides. */
  readonly authenticated: boolean | null;
}

export function serverIn(container: ContainerFact): RunningServer | null {
  const command = container.words.join(' ');
  const image = container.image?.text ?? '';
  const server =
    KNOWN.find((known) => known.command.test(command)) ??
    // An image with another command is a base to build on.
    KNOWN.find((known) => known.image.test(image) && isOwnProgram(container));
  return server === undefined ? null : { server, authenticated: asksWhoIsThere(server, container, command) };
}

const isOwnProgram = ({ words }: ContainerFact): boolean =>
  !/^(?:(?:\/\S*\/)?(?:ba|z|da)?sh|python[\d.]*|sleep|tail|\/\S+\.sh|init|cp|curl|wget)(?: |$)/.test(words.join(' '));

function asksWhoIsThere(server: KnownServer, container: ContainerFact, command: string): boolean | null {
  if (server.keyed?.test(command)) return true;
  const { variables } = server;
  if (variables !== null && container.environment.some(({ name }) => variables.test(name))) return true;
  if (server.guarded) return !server.guarded.test(command);
  // A word that a template fills in may be the key.
  return container.words.some((word) => word === '') ? null : false;
}

/** The server behind a port of a workload; one of the workload's only server where no port is told. */
export function serverBehind(workload: WorkloadFact | null, port: number | null): RunningServer | null {
  for (const container of workload?.containers ?? []) {
    const running = serverIn(container);
    if (running === null) continue;
    if (port === null || running.server.ports.includes(port) || listensOn(container, port)) return running;
  }
  return null;
}

/** A port that is given to it, or that it alone says it has. */
const listensOn = ({ words, ports }: ContainerFact, port: number): boolean =>
  new RegExp(`(?:--?p(?:ort)?[= ]|:)${port}\\b`).test(words.join(' ')) || (ports.length === 1 && ports[0] === port);
