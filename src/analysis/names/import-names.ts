/** What the package index has under a name that people take for a package's because it is imported, or spoken of, by that name. */
export type NameUse =
  /** Nothing: whoever registers the name has it installed. */
  | 'nothing'
  /** A placeholder, or a release that was given up; it may only say what to install instead. */
  | 'placeholder'
  /** Another project. */
  | 'another';

export interface MisusedName {
  /** PEP 503 name of the distribution that is meant; null where it is on no index. */
  readonly distribution: string | null;
  readonly holding: NameUse;
}

/** When PyPI was asked what it has under each of the names. */
export const MISUSED_AS_OF = '2026-11';

/**
 * Names under which PyPI does not have what they stand for in code: modules (`import cv2`), and a few that people speak of (`pytorch`).
 * Source: written from knowledge of the packages; whether PyPI lists each name was looked up in a list of its packages of November
 * 2026, for most of them. Left out are names that the right project holds itself (`bs4`, `imblearn`, `discord`), and those of other
 * projects that people really use (`jwt`, `whisper`, `google`, `bio`).
 */
export const MISUSED: Readonly<Record<NameUse, Readonly<Record<string, string | null>>>> = {
  nothing: {
    cairo: 'pycairo',
    cv2: 'opencv-python',
    dateutil: 'python-dateutil',
    detectron2: null,
    dns: 'dnspython',
    git: 'gitpython',
    'huggingface-cli': 'huggingface-hub',
    'llama-cpp': 'llama-cpp-python',
    magic: 'python-magic',
    'mpl-toolkits': 'matplotlib',
    mysqldb: 'mysqlclient',
    nacl: 'pynacl',
    'open-clip': 'open-clip-torch',
    opencv: 'opencv-python',
    openssl: 'pyopenssl',
    past: 'future',
    pil: 'pillow',
    pptx: 'python-pptx',
    pywt: 'pywavelets',
    qdrant: 'qdrant-client',
    'rest-framework': 'djangorestframework',
    skopt: 'scikit-optimize',
    'speech-recognition': 'speechrecognition',
    umap: 'umap-learn',
    win32api: 'pywin32',
    wx: 'wxpython',
    yaml: 'pyyaml',
  },
  placeholder: {
    airflow: 'apache-airflow',
    docx: 'python-docx',
    dotenv: 'python-dotenv',
    faiss: 'faiss-cpu',
    fitz: 'pymupdf',
    grpc: 'grpcio',
    ldap: 'python-ldap',
    osgeo: 'gdal',
    pytorch: 'torch',
    skimage: 'scikit-image',
    sklearn: 'scikit-learn',
    socks: 'pysocks',
    weaviate: 'weaviate-client',
    zmq: 'pyzmq',
  },
  another: {
    apex: null,
    attr: 'attrs',
    chroma: 'chromadb',
    clip: null,
    community: 'python-louvain',
    crypto: 'pycryptodome',
    gi: 'pygobject',
    hydra: 'hydra-core',
    jose: 'python-jose',
    paddle: 'paddlepaddle',
    phoenix: 'arize-phoenix',
    serial: 'pyserial',
    slugify: 'python-slugify',
    telegram: 'python-telegram-bot',
    usb: 'pyusb',
  },
};

const misused: ReadonlyMap<string, MisusedName> = new Map(
  (['nothing', 'placeholder', 'another'] as const).flatMap((holding) =>
    Object.entries(MISUSED[holding]).map(([name, distribution]) => [name, { distribution, holding }] as const),
  ),
);

/** What is meant by a PEP 503 name that the index does not have it under; null for other names. */
export const misusedName = (name: string): MisusedName | null => misused.get(name) ?? null;

/** Distributions whose module has another name, which is nobody's mistake to install by. Source: RECORD files of their wheels. */
const OTHERS: Readonly<Record<string, string>> = {
  absl: 'absl-py',
  bio: 'biopython',
  bs4: 'beautifulsoup4',
  cryptodome: 'pycryptodomex',
  discord: 'discord-py',
  github: 'pygithub',
  imblearn: 'imbalanced-learn',
  jwt: 'pyjwt',
  levenshtein: 'levenshtein',
  'pkg-resources': 'setuptools',
  psycopg2: 'psycopg2-binary',
  pythoncom: 'pywin32',
  whisper: 'openai-whisper',
};

/** The distribution that a module comes from, by its top name as it is imported: a guess where nothing installed says more. Null for a module whose distribution is on no index. */
export function distributionOf(module: string): string | null {
  const name = module.toLowerCase().replace(/_/g, '-');
  const known = misused.get(name);
  return known === undefined ? (OTHERS[name] ?? name) : known.distribution;
}
