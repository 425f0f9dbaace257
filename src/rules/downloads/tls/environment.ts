/** Environment variables that turn the check off, and the values with which they do. */
const VARIABLES: Readonly<Record<string, RegExp>> = {
  CURL_CA_BUNDLE: /^$/,
  REQUESTS_CA_BUNDLE: /^$/,
  PYTHONHTTPSVERIFY: /^0$/,
  GIT_SSL_NO_VERIFY: /^(?:1|true|yes|on)$/i,
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  HF_HUB_DISABLE_SSL_VERIFY: /^(?:1|true|yes|on)$/i,
  HF_HUB_DISABLE_SSL_VERIFICATION: /^(?:1|true|yes|on)$/i,
  WANDB_INSECURE_DISABLE_SSL: /^(?:1|true|yes|on)$/i,
  CONDA_SSL_VERIFY: /^(?:0|false|no)$/i,
};
/** Their names. */
export const ENVIRONMENT: readonly string[] = Object.keys(VARIABLES);

/** Whether a variable turns the check off with this value. */
export const disables = (name: string, value: string | undefined): boolean =>
  value !== undefined && Object.hasOwn(VARIABLES, name) && VARIABLES[name]!.test(value);
