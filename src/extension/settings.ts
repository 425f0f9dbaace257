import * as vscode from 'vscode';
import { SEVERITIES, type Severity } from '../core/finding';
import type { Policy } from '../core/policy';

export const SECTION = 'touchstone';

/** The settings that hold for a folder or a document. */
export interface Settings {
  readonly enable: boolean;
  readonly run: 'onType' | 'onSave';
  readonly scanOnStartup: 'smallFolders' | 'always' | 'never';
  /** Versions and vulnerabilities behind the requirements of manifests. */
  readonly inlineVersions: boolean;
  readonly network: boolean;
  readonly hubEndpoint: string;
  /** A path, or '' for the platform's own. */
  readonly hubCache: string;
  /** Only what the user set: everything else is the policy file's. */
  readonly overrides: Partial<Policy>;
}

const STARTUP = ['smallFolders', 'always', 'never'] as const;

/** Reads the settings. Values of a wrong type (a settings file is hand-written) count as not set. */
export function settingsFor(scope: vscode.Uri | undefined): Settings {
  const configuration = vscode.workspace.getConfiguration(SECTION, scope);
  const text = (key: string, fallback: string) => {
    const value = configuration.get<unknown>(key);
    return typeof value === 'string' && value !== '' ? value : fallback;
  };
  return {
    enable: configuration.get<unknown>('enable') !== false,
    run: configuration.get<unknown>('run') === 'onSave' ? 'onSave' : 'onType',
    scanOnStartup: STARTUP.find((value) => value === configuration.get<unknown>('scanOnStartup')) ?? 'smallFolders',
    inlineVersions: configuration.get<unknown>('inlineVersions') !== false,
    network: configuration.get<unknown>('network') === true,
    hubEndpoint: text('hubEndpoint', 'https://huggingface.co'),
    hubCache: text('hubCache', ''),
    overrides: overridesIn(configuration),
  };
}

function overridesIn(configuration: vscode.WorkspaceConfiguration): Partial<Policy> {
  const set = <T>(key: string, read: (value: unknown) => T | undefined): T | undefined => {
    const known = configuration.inspect<unknown>(key);
    const value = known?.workspaceFolderValue ?? known?.workspaceValue ?? known?.globalValue;
    return value === undefined ? undefined : read(configuration.get(key));
  };
  const overrides = {
    rules: set('rules', severities),
    trustedPublishers: set('trustedPublishers', texts),
    trustedIndexes: set('trustedIndexes', texts),
    honourNosec: set('honourNosec', (value) => (typeof value === 'boolean' ? value : undefined)),
    maxFileSize: set('maxFileSize', (value) => (typeof value === 'number' && value > 0 ? value : undefined)),
  };
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}

const texts = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined;

function severities(value: unknown): Record<string, Severity | 'off'> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = (severity: unknown): severity is Severity | 'off' =>
    severity === 'off' || SEVERITIES.includes(severity as Severity);
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, Severity | 'off'] => known(entry[1])),
  );
}
