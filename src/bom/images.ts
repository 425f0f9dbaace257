import type { ConfigEntry } from '../core/config-facts';
import type { DockerfileFacts } from '../core/command-facts';
import type { Note } from '../core/finding';
import type { Range } from '../core/range';
import type { Component, Occurrence } from './inventory';
import { accountOf, componentOf } from './inventory';
import { formatPurl } from './purl';

/** Something that a file names, with its place. */
export interface Named {
  readonly text: string;
  readonly range: Range;
}

/** A reference to an image of a container. Source: distribution reference grammar (github.com/distribution/reference). */
interface ImageName {
  /** Null for Docker Hub. */
  readonly registry: string | null;
  readonly namespace: string | null;
  readonly name: string;
  readonly tag: string | null;
  /** `sha256:…` */
  readonly digest: string | null;
}

/**
 * The images that a Dockerfile is built on or copies from: not its own stages, and not `scratch`. Names in which a variable has no
 * default are given as they stand. Source: the Dockerfile reference, FROM, ARG, COPY --from.
 */
export function imagesOfDockerfile({ commands, text }: DockerfileFacts): readonly Named[] {
  const defaults = new Map<string, string>();
  const stages = new Set<string>(['scratch']);
  const found: Named[] = [];
  let isBeforeFirst = true;
  const take = (name: string, range: Range): void => {
    const image = filled(name, defaults);
    if (!stages.has(image.toLowerCase()) && !/^\d{1,4}$/u.test(image)) found.push({ text: image, range });
  };
  for (const command of commands) {
    if (command.name === 'arg' && isBeforeFirst) {
      const [, name = '', value] = /^(\w{1,100})(?:=("[^"]*"|'[^']*'|\S*))?/u.exec(command.body) ?? [];
      if (value !== undefined) defaults.set(name, filled(value.replace(/^(["'])(.*)\1$/u, '$2'), defaults));
    } else if (command.name === 'from') {
      isBeforeFirst = false;
      const [, name = '', stage] = /^(\S{1,500})(?:\s+as\s+(\S{1,200}))?/iu.exec(command.body) ?? [];
      if (name !== '') take(name, command.bodyRange);
      if (stage !== undefined) stages.add(stage.toLowerCase());
    } else if (command.name === 'copy') {
      const flags = text.slice(command.range.start, command.bodyRange.start);
      const from = /--from=["']?([^\s"']{1,500})/u.exec(flags)?.[1];
      if (from !== undefined) take(from, command.range);
    }
  }
  return found;
}

/** The images of a Compose file, and of the containers and services of a workflow. Source: the Compose specification; docs.github.com, Workflow syntax. */
export function imagesOfConfiguration(entries: readonly ConfigEntry[]): readonly Named[] {
  return entries.flatMap(({ keys, key, value, valueRange }) => {
    const [first, , third, , fifth] = keys;
    const isImage =
      (first === 'services' && keys.length === 3 && key === 'image') ||
      (first === 'jobs' && third === 'container' && (keys.length === 3 || (keys.length === 4 && key === 'image'))) ||
      (first === 'jobs' && third === 'services' && keys.length === 5 && fifth === 'image') ||
      (key === 'uses' && value.startsWith('docker://'));
    return isImage ? [{ text: filled(value.replace(/^docker:\/\//u, ''), new Map()), range: valueRange }] : [];
  });
}

/** `${TAG}`, `$TAG` and `${TAG:-latest}`, where the value is known. */
const filled = (text: string, defaults: ReadonlyMap<string, string>): string =>
  text.replace(
    /\$(?:\{(\w{1,100})(?::?-([^{}$]{0,200}))?\}|(\w{1,100}))/gu,
    (whole, braced: string | undefined, otherwise: string | undefined, bare: string | undefined) =>
      defaults.get(braced ?? bare ?? '') ?? otherwise ?? whole,
  );

/** Registries where a name begins with the account that publishes under it. */
const OF_ACCOUNTS = new Set(['ghcr.io', 'quay.io', 'nvcr.io']);

/** The component of an image, or why there is none. */
export function describeImage(
  { text }: Named,
  place: Omit<Occurrence, 'symbol'>,
): { readonly component: Component } | { readonly note: Note } {
  const image = readImage(text);
  if (image === null)
    return { note: { path: place.path, message: `line ${place.line ?? 0} names an image that only a build decides` } };
  const { registry, namespace, name, tag, digest } = image;
  const version = digest ?? tag;
  const purl = formatPurl({
    type: 'docker',
    namespace,
    name,
    version,
    qualifiers: registry === null ? {} : { repository_url: registry },
  });
  const path = [registry, namespace, name].filter((part) => part !== null).join('/');
  return {
    component: componentOf({
      ref: purl ?? `image:${path}${version === null ? '' : `@${version}`}`,
      kind: 'image',
      group: namespace,
      name,
      version,
      versionSource: digest === null ? null : 'pinned',
      unresolved: digest === null ? 'mutable-reference' : null,
      purl,
      supplier: registry === null || OF_ACCOUNTS.has(registry) ? accountOf(namespace?.split('/')[0] ?? null) : null,
      direct: true,
      requestedAs: [`${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`].filter(Boolean),
      occurrences: [{ ...place, symbol: null }],
    }),
  };
}

/** Null for a name that holds a variable, and for what is none. */
export function readImage(text: string): ImageName | null {
  const match =
    /^(?:([\w-]{1,100}(?:\.[\w-]{1,100}){0,10}(?::\d{1,5})?)\/)?([a-z0-9](?:[a-z0-9._/-]{0,250}[a-z0-9])?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/u.exec(
      text,
    );
  if (match === null) return null;
  const [, first, rest = '', tag = null, digest = null] = match;
  // What has neither a dot nor a port is an account of Docker Hub.
  const isRegistry = first !== undefined && (/[.:]/u.test(first) || first === 'localhost');
  if (!isRegistry && first !== undefined && !/^[a-z0-9][a-z0-9_-]*$/u.test(first)) return null;
  const registry = isRegistry && !/^(?:index\.|registry-1\.)?docker\.io$/u.test(first) ? first : null;
  const path = isRegistry || first === undefined ? rest : `${first}/${rest}`;
  const slash = path.lastIndexOf('/');
  const namespace = slash < 0 ? null : path.slice(0, slash);
  return {
    registry,
    namespace: namespace === 'library' && registry === null ? null : namespace,
    name: path.slice(slash + 1),
    tag,
    digest,
  };
}
