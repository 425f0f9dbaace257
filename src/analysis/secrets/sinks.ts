import { formatOf } from './formats';
import type { Sink } from './sink';
import { MODEL_SINKS } from './tables/model-sinks';
import { PLATFORM_SINKS } from './tables/platform-sinks';
import { PRODUCT_SINKS } from './tables/product-sinks';
import { TRACKING_SINKS } from './tables/tracking-sinks';

/** SDK calls that take a credential. Of several that fit a call, the first counts. */
export const SDK_SINKS: readonly Sink[] = [...MODEL_SINKS, ...TRACKING_SINKS, ...PLATFORM_SINKS, ...PRODUCT_SINKS];

/** The calls whose very name says that a credential may be near; the others are found by their keywords. */
export const SDK_CALLEES: readonly string[] = [
  ...new Set(SDK_SINKS.flatMap((sink) => sink.callees).filter((callee) => !/[*]$|^\*\*/.test(callee))),
];

/** Calls that put a value into the environment, or read it with a default: position of the name and of the value. */
export const ENVIRONMENT_SINKS = {
  set: ['os.environ.setdefault', 'os.putenv'],
  read: ['os.getenv', 'os.environ.get', 'os.environb.get'],
  keywords: ['default', 'value'],
} as const;

/** Calls that declare a command-line option with a default. */
export const OPTION_SINKS: readonly string[] = [
  '**.add_argument',
  'click.option',
  'typer.Option',
  'typer.Argument',
  'fire.Flag',
  'absl.flags.DEFINE_string',
  'simple_parsing.field',
];

/** Attributes of modules that hold a credential: `openai.api_key = …`. */
export const ATTRIBUTE_SINKS: Readonly<Record<string, Pick<Sink, 'label' | 'environment' | 'format'>>> = {
  'openai.api_key': { label: 'OpenAI API key', environment: 'OPENAI_API_KEY', format: 'openai' },
  'anthropic.api_key': { label: 'Anthropic API key', environment: 'ANTHROPIC_API_KEY', format: 'anthropic' },
  'cohere.api_key': { label: 'Cohere API key', environment: 'CO_API_KEY', format: 'cohere' },
  'replicate.api_token': { label: 'Replicate API token', environment: 'REPLICATE_API_TOKEN', format: 'replicate' },
  'together.api_key': { label: 'Together API key', environment: 'TOGETHER_API_KEY', format: 'together' },
  'dashscope.api_key': { label: 'DashScope API key', environment: 'DASHSCOPE_API_KEY', format: 'dashscope' },
  'zhipuai.api_key': { label: 'Zhipu API key', environment: 'ZHIPUAI_API_KEY', format: 'zhipu' },
  'stripe.api_key': { label: 'Stripe API key', environment: 'STRIPE_API_KEY' },
  'litellm.api_key': { label: 'API key', environment: 'LITELLM_API_KEY' },
  'pinecone.api_key': { label: 'Pinecone API key', environment: 'PINECONE_API_KEY', format: 'pinecone' },
};

/** The variables from which SDKs read their keys by themselves. */
export const PROVIDER_VARIABLES: ReadonlySet<string> = new Set(
  [...SDK_SINKS, ...Object.values(ATTRIBUTE_SINKS)]
    .filter(({ label }) => !/password/i.test(label))
    .flatMap(({ environment, format }) => [environment, formatOf(format ?? '')?.environment ?? environment])
    .concat(['COHERE_API_KEY', 'HUGGING_FACE_HUB_TOKEN', 'HUGGINGFACEHUB_API_TOKEN', 'LANGCHAIN_API_KEY']),
);
