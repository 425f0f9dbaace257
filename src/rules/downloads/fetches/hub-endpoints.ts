import { shortened } from '../../../analysis/secrets/shortened';
import type { Severity } from '../../../core/finding';
import { hostOf, isInnerHost } from '../../../analysis/addresses/addresses';

/** Environment variables that replace the hub by another server. */
export const ENDPOINT_VARIABLES: readonly string[] = ['HF_ENDPOINT', 'HF_MIRROR', 'HUGGINGFACE_CO_RESOLVE_ENDPOINT'];

export const isEndpointVariable = (name: string): boolean => ENDPOINT_VARIABLES.includes(name);

/** Calls whose `endpoint` does the same. */
export const ENDPOINT_TAKERS: readonly string[] = [
  'huggingface_hub.**.HfApi',
  'huggingface_hub.**.hf_hub_download',
  'huggingface_hub.**.snapshot_download',
  'huggingface_hub.**.HfFileSystem',
  'huggingface_hub.**.hf_hub_url',
  'huggingface_hub.**.list_models',
  'huggingface_hub.**.model_info',
];

/** What there is to say of an address in the place of the hub; null for the hub itself and inner networks. */
export function judgeEndpoint(text: string): { readonly severity: Severity; readonly message: string } | null {
  const host = hostOf(text, true);
  if (host === null || isInnerHost(host)) return null;
  if (/^http:\/\//i.test(text))
    return {
      severity: 'warning',
      message: `Models and the access token go to ${shortened(host)} over plain HTTP.`,
    };
  if (/^https:/i.test(text) && !/(?:^|\.)(?:huggingface\.co|hf\.co)$/.test(host))
    return {
      severity: 'info',
      message: `Models and the access token go to ${shortened(host)}, not to the Hugging Face Hub.`,
    };
  return null;
}
