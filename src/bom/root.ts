import { parse } from 'smol-toml';
import type { Workspace } from '../project/workspace';
import { withoutCredentials } from '../analysis/addresses/url-credentials';
import { normalizeName } from '../readers/requirements/requirements';
import { readCoreMetadata } from '../readers/locks/environment';
import { licenceInFile } from './licence-file';
import { spdxExpression } from './spdx-expression';
import { describedBy, isMailAddress, licencesOf, linkKindOf, linkOf, partiesOf } from './distribution-metadata';
import type { Link, Party, Root } from './inventory';
import { rootOf } from './inventory';
import { formatPurl } from './purl';
import { remoteOf, type Remote } from './remote';

/** Bytes of a `pyproject.toml` that is read for the project's name. */
const MAX_SIZE = 1_000_000;
/** Bytes of a `security.txt` (RFC 9116). */
const MAX_SECURITY = 32_000;

/**
 * The project: what `pyproject.toml` states (PEP 621, else Poetry's own table), else the `PKG-INFO` of a source distribution, else the given
 * name; its licence also by the text of its file; where it is kept, by git's own
 * configuration; and whom to tell of a vulnerability. Its package URL claims nothing of an index: nobody knows whether it is there.
 */
export async function readRoot(workspace: Workspace, name: string): Promise<Root> {
  const document = readToml(await textOf(workspace, 'pyproject.toml', MAX_SIZE));
  const standard = member(document, 'project');
  const project = standard ?? member(member(document, 'tool'), 'poetry');
  const remote = await remoteOf(workspace.host.files);
  const stated = statedIn(project, standard !== null);
  const built = await builtFrom(workspace, stated.name);
  const named = stated.name ?? built.name ?? (name || 'project');
  const version = stated.version ?? built.version;
  const links = distinctLinks([
    ...(remote === null ? [] : linkOf('vcs', remote.address)),
    ...stated.links,
    ...built.links,
    ...(await securityContacts(workspace, remote)),
  ]);
  return rootOf(named, version, stated.description ?? built.description, {
    purl: formatPurl({
      type: 'generic',
      name: named,
      version,
      qualifiers: remote === null ? {} : { vcs_url: `git+${remote.address}` },
    }),
    licences: await licencesAmong(workspace, stated.licences, built.licences),
    authors: stated.authors.length > 0 ? stated.authors : built.authors,
    supplier: built.supplier,
    manufacturer: remote?.owner ?? null,
    links,
  });
}

/** What one file says of the project. */
type Stated = Pick<Root, 'version' | 'description' | 'licences' | 'authors' | 'supplier' | 'links'> & {
  readonly name: string | null;
};

const statedIn = (project: unknown, isStandard: boolean): Stated => ({
  name: text(project, 'name'),
  version: text(project, 'version'),
  description: text(project, 'description'),
  licences: licencesOf(statedLicence(project)),
  authors: authorsOf(project),
  supplier: null,
  links: addressesOf(project, isStandard),
});

/** The first that names a licence of SPDX; else what the file with its text is; else what is said of it. */
async function licencesAmong(
  workspace: Workspace,
  ...stated: readonly (readonly string[])[]
): Promise<readonly string[]> {
  const named = stated.find(
    (licences) => licences.length > 0 && licences.every((each) => spdxExpression(each) !== null),
  );
  if (named !== undefined) return named;
  const known = await licenceInFile(workspace);
  return known !== null ? [known] : (stated.find((licences) => licences.length > 0) ?? []);
}

/** What a source distribution says of itself, where it is of this project: what `setup.py` and a build say when they run. */
async function builtFrom(workspace: Workspace, name: string | null): Promise<Stated> {
  const source = await textOf(workspace, 'PKG-INFO', MAX_SIZE);
  const read = source === null ? null : readCoreMetadata(source);
  if (read === null || read.name === null) return statedIn(null, true);
  if (name !== null && normalizeName(name) !== normalizeName(read.name)) return statedIn(null, true);
  return { ...describedBy(read.metadata), name: read.name, version: read.version, description: read.summary };
}

/** `license = "MIT"` (PEP 639), `{ text = "MIT" }` (PEP 621), and classifiers. A file with the text names nothing. */
function statedLicence(project: unknown): Parameters<typeof licencesOf>[0] {
  const stated = text(project, 'license') ?? text(member(project, 'license'), 'text');
  return {
    ...(stated !== null && { licence: stated }),
    classifiers: textsOf(member(project, 'classifiers')),
  };
}

/** Tables of PEP 621, and `Name <address>` of Poetry. */
function authorsOf(project: unknown): readonly Party[] {
  const listed = member(project, 'authors');
  return (Array.isArray(listed) ? listed : []).slice(0, 100).flatMap((each: unknown): readonly Party[] => {
    if (typeof each === 'string')
      return each.includes('<') ? partiesOf(undefined, each) : [{ name: each, email: null }];
    const [name, stated] = [text(each, 'name'), text(each, 'email')];
    const email = stated !== null && isMailAddress(stated) ? stated : null;
    return name === null && email === null ? [] : [{ name, email }];
  });
}

function addressesOf(project: unknown, isStandard: boolean): readonly Link[] {
  const urls = member(project, 'urls');
  const labelled = typeof urls === 'object' && urls !== null ? Object.entries(urls) : [];
  const own = isStandard
    ? []
    : ['homepage', 'repository', 'documentation'].map((key): [string, unknown] => [key, member(project, key)]);
  return [...labelled, ...own].flatMap(([label, url]: [string, unknown]) =>
    typeof url === 'string' ? linkOf(linkKindOf(label), url) : [],
  );
}

const SECURITY_POLICIES = ['SECURITY.md', '.github/SECURITY.md', 'docs/SECURITY.md'];
const SECURITY_TEXTS = ['.well-known/security.txt', 'security.txt'];

/** The contacts of a `security.txt` (RFC 9116), and the security policy where GitHub looks for it. */
async function securityContacts({ host }: Workspace, remote: Remote | null): Promise<readonly Link[]> {
  const found: Link[] = [];
  for (const path of SECURITY_TEXTS) {
    const bytes = await host.files.read(path, { start: 0, end: MAX_SECURITY });
    for (const [, contact = ''] of new TextDecoder()
      .decode(bytes ?? new Uint8Array())
      .matchAll(/^Contact:[ \t]{0,20}((?:https:|mailto:|tel:)[^\s<>"]{3,500})[ \t]{0,20}\r?$/gimu))
      found.push({ kind: 'security-contact', url: contact, comment: null, hashes: [] });
  }
  for (const path of SECURITY_POLICIES) {
    const stat = await host.files.stat(path);
    if (stat?.kind !== 'file') continue;
    const url =
      remote?.owner && /^https:\/\/github\.com\//u.test(remote.address) ? `${remote.address}/security/policy` : path;
    found.push({ kind: 'security-contact', url, comment: `the security policy, ${path}`, hashes: [] });
    break;
  }
  return found;
}

const distinctLinks = (links: readonly Link[]): readonly Link[] => [
  ...new Map(
    links
      .map((link) => ({ ...link, url: withoutCredentials(link.url) }))
      .map((link) => [`${link.kind} ${link.url.replace(/(?:\.git)?\/?$/u, '')}`, link] as const),
  ).values(),
];

async function textOf({ host }: Workspace, path: string, limit: number): Promise<string | null> {
  const stat = await host.files.stat(path);
  const bytes = stat?.kind === 'file' && stat.size <= limit ? await host.files.read(path) : null;
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

function readToml(source: string | null): unknown {
  try {
    return source === null ? null : parse(source);
  } catch {
    return null; // the rules tell about broken TOML; here the folder's name serves
  }
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : null;

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

function text(value: unknown, key: string): string | null {
  const found = member(value, key);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null;
}
