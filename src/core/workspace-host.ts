import type { AdvisoryHost, Clock, FileSystem, GitHost, HttpClient, Logger } from './host';
import type { Policy } from './policy';

/** What a host gives so that questions about the project can be answered. One per workspace folder. */
export interface WorkspaceHost {
  readonly files: FileSystem;
  /** The local model hub cache (`~/.cache/huggingface/hub`), where the host has one. */
  readonly hubCache?: FileSystem;
  /** site-packages of the selected environment, where the host has one outside the workspace. */
  readonly environment?: FileSystem;
  /** Where git keeps what does not lie in the project; absent where the host has no disk. */
  readonly git?: GitHost;
  /** Absent where the host has no disk. */
  readonly advisories?: AdvisoryHost;
  /** Set only when the user opted in to look-ups on the network. */
  readonly http?: HttpClient;
  /** Base URL of the hub, default `https://huggingface.co`. */
  readonly hubEndpoint?: string;
  /** Settings of the host, laid over the policy files. */
  readonly overrides?: Partial<Policy>;
  /** Holds instead of every policy file when the user named one configuration. */
  readonly policy?: Policy;
  /** Ids of the rules that a configuration may speak of; without them any name will do. */
  readonly rules?: readonly string[];
  readonly clock: Clock;
  readonly logger: Logger;
}
