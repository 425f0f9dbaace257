import type { HttpClient } from '../../core/host';
import type { ImagePlace } from '../../remote/container-registry';
import { defineQuestion, lookedUp, type Question } from '../../core/question';

export interface ImageQuestion extends Question {
  readonly kind: 'image-digest';
  /** Host and port, as the registry is asked. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

const lookUp = {
  names: ({ registry, repository, tag }: ImageQuestion) => [registry, repository, tag],
  async ask({ registry, repository, tag }: ImageQuestion, http: HttpClient) {
    const { fetchImageDigest } = await import('../../remote/index');
    const outcome = await fetchImageDigest(http, { registry, repository, tag });
    return 'answer' in outcome ? { answer: { digest: outcome.answer, source: registry } } : outcome;
  },
};

/** The digest that an image has at a tag now, by its registry; null unless somebody may ask it. */
export const imageDigest = defineQuestion({
  kind: 'image-digest',
  key: (_path, registry: string, repository: string, tag: string): ImageQuestion => ({
    kind: 'image-digest',
    registry,
    repository,
    tag,
  }),
  find: (question, project): Promise<{ readonly digest: string; readonly source: string } | null> =>
    lookedUp(lookUp, question, project),
  nothing: null,
  lookUp,
  // What somebody asks for later is kept all the same.
  conclude: (_question, { host }) =>
    host.http === undefined ? { answer: null, kept: true, counts: false } : undefined,
  // The project does not change what a registry says.
  forgottenWhen: (path) => path === null,
});

const DOCKER_HUB = 'registry-1.docker.io';

const IMAGE = /^(?:([a-z0-9.-]{1,253}(?::\d{1,5})?)\/)?([a-z0-9._/-]{1,255})(?::([A-Za-z0-9_][\w.-]{0,127}))?$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;

/**
 * What Docker means by a name: `ubuntu` is `library/ubuntu` of Docker Hub, and no tag is `latest`. Null for what is no name, or has a
 * digest. Source: distribution/reference.
 */
export function imagePlaceOf(image: string): ImagePlace | null {
  const found = IMAGE.exec(image);
  if (!found) return null;
  const [, first, rest, tag = 'latest'] = found as unknown as [string, string | undefined, string, string?];
  const isHost = first !== undefined && (/[.:]/.test(first) || first === 'localhost');
  const path = isHost || first === undefined ? rest : `${first}/${rest}`;
  if (!REPOSITORY.test(path)) return null;
  if (isHost && !/^(?:index\.)?docker\.io$/.test(first)) return { registry: first, repository: path, tag };
  return { registry: DOCKER_HUB, repository: path.includes('/') ? path : `library/${path}`, tag };
}
