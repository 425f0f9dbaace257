import type { AdvisoryHost, Clock, Cryptography, FileSystem, GitHost, HttpClient, Logger } from './host';
import type { Policy } from './policy';

/** The environment of an interpreter beside the project. */
export interface HostEnvironment {
  /** Its folder: with `lib/python3.12/site-packages` or `Lib/site-packages` in it, and `conda-meta` where it is one of conda. */
  readonly files: FileSystem;
  /** What people call it; absent for the one that is active. */
  readonly name?: string;
  /** People chose its interpreter for this project. */
  readonly chosen?: boolean;
}

/** Where packages are looked up, once the user opted in, or asked for it. */
export interface PackageServers {
  /** Base URL of the API of OSV; null where a dump on this machine is to answer. */
  readonly osv: string | null;
  /** Roots of the indexes that hold where a project names none, the first before the others; pypi.org where there are none. */
  indexes(): Promise<readonly string[]>;
  /** `user:password` for an index of this name in a project; null for none. */
  login(name: string): Promise<string | null>;
}

/** What a host gives so that questions about the project can be answered. One per workspace folder. */
export interface WorkspaceHost {
  readonly files: FileSystem;
  /** The local model hub cache (`~/.cache/huggingface/hub`), where the host has one. */
  readonly hubCache?: FileSystem;
  readonly environment?: HostEnvironment;
  /** Where git keeps what does not lie in the project; absent where the host has no disk. */
  readonly git?: GitHost;
  /** Absent where the host has no disk. */
  readonly advisories?: AdvisoryHost;
  /** Set only when the user opted in to look-ups on the network. */
  readonly http?: HttpClient;
  /** Absent where nobody can be asked. That it is there allows nothing: `http` does. */
  readonly packages?: PackageServers;
  /** Base URL of the hub, default `https://huggingface.co`. */
  readonly hubEndpoint?: string;
  /** Settings of the host, laid over the policy files. */
  readonly overrides?: Partial<Policy>;
  /** Holds instead of every policy file when the user named one configuration. */
  readonly policy?: Policy;
  /** Ids of the rules that a configuration may speak of; without them any name will do. */
  readonly rules?: readonly string[];
  /** What signatures are checked with; where it is absent, what every platform has. */
  readonly cryptography?: Cryptography | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}
