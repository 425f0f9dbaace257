import type { SecretFormat } from './format';
import { anchored, hasDigit, HEX_32, HEX_40, HEX_64, isMixed, marked, UUID } from './format-rows';

/** Keys of further model APIs, GPU clouds, speech, search, labelling and evaluation services. Sources: the providers' documentation and SDKs. */
export const AI_PLATFORM_FORMATS: readonly SecretFormat[] = [
  marked('openai-session', 'OpenAI session key', 'sess-[A-Za-z0-9]{40}', 'sess-', 'OPENAI_API_KEY', 'https://platform.openai.com/api-keys', { valid: isMixed }),
  marked('elevenlabs', 'ElevenLabs API key', 'sk_[0-9a-f]{48}', 'sk_', 'ELEVENLABS_API_KEY', 'https://elevenlabs.io/app/settings/api-keys', { valid: hasDigit }),
  marked('helicone', 'Helicone API key', 'sk-helicone-(?:[a-z]{2}-)?[a-z0-9]{7}(?:-[a-z0-9]{7}){3}', 'sk-helicone-', 'HELICONE_API_KEY', 'https://us.helicone.ai/settings/api-keys', { valid: hasDigit }),
  marked('cerebras', 'Cerebras API key', 'csk-[A-Za-z0-9]{48}', 'csk-', 'CEREBRAS_API_KEY', 'https://cloud.cerebras.ai', { valid: hasDigit }),
  marked('runpod', 'RunPod API key', 'rpa_[A-Za-z0-9]{40,60}', 'rpa_', 'RUNPOD_API_KEY', 'https://www.runpod.io/console/user/settings', { valid: hasDigit }),
  marked('anyscale', 'Anyscale API key', 'esecret_[A-Za-z0-9]{24,40}', 'esecret_', 'ANYSCALE_API_KEY', 'https://console.anyscale.com/credentials', { valid: hasDigit }),
  marked('langsmith-legacy', 'LangSmith API key', `ls__${HEX_32}`, 'ls__', 'LANGSMITH_API_KEY', 'https://smith.langchain.com/settings', { valid: hasDigit }),
  marked('qianfan', 'Baidu Qianfan API key', `bce-v3/ALTAK-[A-Za-z0-9]{21}/${HEX_40}`, 'bce-v3/', 'QIANFAN_API_KEY', 'https://console.bce.baidu.com/iam/#/iam/apikey/list'),
  anchored('voyage', 'Voyage AI API key', '(?:pa|al)-[\\w-]{40,50}', 'voyage', 'VOYAGE_API_KEY', 'https://dashboard.voyageai.com'),
  anchored('stability', 'Stability AI API key', 'sk-[A-Za-z0-9]{48}', 'stability', 'STABILITY_API_KEY', 'https://platform.stability.ai/account/keys'),
  anchored('moonshot', 'Moonshot API key', 'sk-[A-Za-z0-9]{48}', 'moonshot kimi', 'MOONSHOT_API_KEY', 'https://platform.moonshot.ai/console/api-keys'),
  anchored('braintrust', 'Braintrust API key', 'sk-[A-Za-z0-9]{48}', 'braintrust', 'BRAINTRUST_API_KEY', 'https://www.braintrust.dev/app/settings'),
  anchored('siliconflow', 'SiliconFlow API key', 'sk-[a-z0-9]{48}', 'siliconflow', 'SILICONFLOW_API_KEY', 'https://cloud.siliconflow.cn/account/ak', { valid: undefined }),
  anchored('novita', 'Novita API key', 'sk_[\\w-]{40,48}', 'novita', 'NOVITA_API_KEY', 'https://novita.ai/settings/key-management'),
  anchored('nomic', 'Nomic API key', 'nk-[\\w-]{40,50}', 'nomic', 'NOMIC_API_KEY', 'https://atlas.nomic.ai'),
  anchored('modal', 'Modal token secret', 'as-[A-Za-z0-9]{22}', 'modal', 'MODAL_TOKEN_SECRET', 'https://modal.com/settings/tokens'),
  anchored('lambda-cloud', 'Lambda Cloud API key', 'secret_[\\w-]{1,60}_[A-Za-z0-9]{32}\\.[A-Za-z0-9]{32}', 'lambda', 'LAMBDA_API_KEY', 'https://cloud.lambda.ai/api-keys'),
  anchored('vast', 'Vast.ai API key', HEX_64, 'vast_ vastai vast.ai', 'VAST_API_KEY', 'https://cloud.vast.ai/manage-keys'),
  anchored('deepinfra', 'DeepInfra API key', '[A-Za-z0-9]{32}', 'deepinfra', 'DEEPINFRA_API_KEY', 'https://deepinfra.com/dash/api_keys', { valid: isMixed }),
  anchored('baseten', 'Baseten API key', '[A-Za-z0-9]{8}\\.[A-Za-z0-9]{32}', 'baseten', 'BASETEN_API_KEY', 'https://app.baseten.co/settings/api_keys', { valid: isMixed }),
  anchored('sambanova', 'SambaNova API key', UUID, 'sambanova', 'SAMBANOVA_API_KEY', 'https://cloud.sambanova.ai/apis'),
  anchored('ai21', 'AI21 API key', '[A-Za-z0-9]{32}', 'ai21', 'AI21_API_KEY', 'https://studio.ai21.com/account/api-key', { valid: isMixed }),
  anchored('volcengine', 'Volcengine Ark API key', UUID, 'ark_api volcengine volces', 'ARK_API_KEY', 'https://console.volcengine.com/ark'),
  anchored('watsonx', 'IBM Cloud API key', '[\\w-]{44}', 'watsonx ibm_cloud ibmcloud ibm_api', 'WATSONX_APIKEY', 'https://cloud.ibm.com/iam/apikeys', { valid: isMixed, entropy: 4 }),
  anchored('assemblyai', 'AssemblyAI API key', HEX_32, 'assemblyai', 'ASSEMBLYAI_API_KEY', 'https://www.assemblyai.com/app/api-keys'),
  anchored('deepgram', 'Deepgram API key', HEX_40, 'deepgram', 'DEEPGRAM_API_KEY', 'https://console.deepgram.com'),
  anchored('clarifai', 'Clarifai access token', HEX_32, 'clarifai', 'CLARIFAI_PAT', 'https://clarifai.com/settings/security'),
  anchored('roboflow', 'Roboflow API key', '[A-Za-z0-9]{20}', 'roboflow', 'ROBOFLOW_API_KEY', 'https://app.roboflow.com/settings/api', { valid: isMixed, entropy: 3.3 }),
  anchored('ultralytics', 'Ultralytics HUB API key', '[0-9a-f]{42}', 'ultralytics', 'ULTRALYTICS_API_KEY', 'https://hub.ultralytics.com/settings?tab=api+keys'),
  anchored('label-studio', 'Label Studio token', HEX_40, 'label_studio labelstudio label-studio', 'LABEL_STUDIO_API_KEY', null),
  anchored('dagshub', 'DagsHub token', HEX_40, 'dagshub', 'DAGSHUB_USER_TOKEN', 'https://dagshub.com/user/settings/tokens'),
  anchored('civitai', 'Civitai API key', HEX_32, 'civitai', 'CIVITAI_API_TOKEN', 'https://civitai.com/user/account'),
  anchored('openml', 'OpenML API key', HEX_32, 'openml', 'OPENML_APIKEY', 'https://www.openml.org/auth/api-key'),
  anchored('zenodo', 'Zenodo access token', '[A-Za-z0-9]{60}', 'zenodo', 'ZENODO_TOKEN', 'https://zenodo.org/account/settings/applications/', { valid: isMixed }),
  anchored('serpapi', 'SerpApi key', HEX_64, 'serpapi serp_api', 'SERPAPI_API_KEY', 'https://serpapi.com/manage-api-key'),
  anchored('serper', 'Serper API key', HEX_40, 'serper', 'SERPER_API_KEY', 'https://serper.dev/api-key'),
  anchored('exa', 'Exa API key', UUID, 'exa_api exa_key exa_py exa.', 'EXA_API_KEY', 'https://dashboard.exa.ai/api-keys'),
  anchored('brave-search', 'Brave Search API key', 'BSA[\\w-]{28}', 'brave', 'BRAVE_API_KEY', 'https://api-dashboard.search.brave.com/app/keys', { valid: undefined }),
];

/** A key of OpenAI's form that no name and no mark gives to a provider: many services make such. After all others. */
export const OPENAI_LIKE = marked('sk-key', 'API key', 'sk-(?:[A-Za-z0-9]{48}|[a-z0-9]{32})', 'sk-', 'API_KEY', null, { severity: 'warning', valid: hasDigit, entropy: 3.4 });
