import type { AdvisoryAnswer } from '../core/advisory';
import type { HttpClient } from '../core/host';
import type { OsvRecord } from '../readers/advisories/index';
import type { OsvQuery } from '../remote/index';

/** Milliseconds in which questions come together before they are asked at once. */
const GATHERING = 10;
/** Releases that are tried together, and how often, until one is found that no advisory speaks of. */
const TRIED = 20;
const ROUNDS = 4;

const UNCHECKED: AdvisoryAnswer = { checked: false, vulnerabilities: [], safe: null };

/**
 * What OSV knows of packages: which records speak of a version is asked for many at once, and the records themselves are judged as those
 * of a dump are. A record or an answer that does not come makes what rests on it unchecked.
 */
export class OsvAsker {
  readonly #records = new Map<string, Promise<OsvRecord | null>>();
  #waiting: { readonly query: OsvQuery; readonly take: (ids: readonly string[] | null) => void }[] = [];

  constructor(
    private readonly http: HttpClient,
    private readonly endpoint: string,
    /** Hears why something was not checked. */
    private readonly warn: (problem: string) => void,
  ) {}

  /** `name` is that of PEP 503. Without a version: whether all of it is malicious. */
  async answer(name: string, version: string | null): Promise<AdvisoryAnswer> {
    // A local build is judged as the version that it was built from.
    const asked = version?.replace(/\+.*$/, '') ?? null;
    const ids = await this.#idsOf({ name, version: asked });
    const records = ids && (await this.#recordsOf(version === null ? ids.filter((id) => id.startsWith('MAL-')) : ids));
    if (records === null) return UNCHECKED;
    const { answerOf } = await import('../readers/advisories/index');
    const answer = answerOf(name, version, records);
    return version === null || answer.vulnerabilities.length === 0
      ? answer
      : { ...answer, safe: await this.#safeFor(name, version, records) };
  }

  /** The smallest later release of the advisories that none speaks of: of a release other advisories may speak than of the version. */
  async #safeFor(name: string, version: string, own: readonly OsvRecord[]): Promise<string | null> {
    const { safeAfter } = await import('../readers/advisories/index');
    const known = new Map(own.map((record) => [record.id, record]));
    for (let round = 0; round < ROUNDS; round++) {
      const affected = [...known.values()].flatMap((record) => record.affected.filter((each) => each.name === name));
      const candidates = safeAfter(version, affected).slice(0, TRIED);
      const ids = await Promise.all(candidates.map((candidate) => this.#idsOf({ name, version: candidate })));
      if (candidates.length === 0 || ids.includes(null)) return null;
      const first = ids.findIndex((each) => each!.length === 0);
      // What speaks of the smaller ones may be withdrawn, or of another package: that is told by the records.
      const records = await this.#recordsOf(ids.slice(0, first < 0 ? ids.length : first).flatMap((each) => each!));
      if (records === null) return null;
      const before = known.size;
      for (const record of records) known.set(record.id, record);
      if (known.size === before) return candidates[0]!;
    }
    return null;
  }

  #idsOf(query: OsvQuery): Promise<readonly string[] | null> {
    return new Promise((take) => {
      if (this.#waiting.length === 0) setTimeout(() => void this.#askAll(), GATHERING);
      this.#waiting.push({ query, take });
    });
  }

  async #askAll(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    const { queryOsv } = await import('../remote/index');
    const found = await queryOsv(
      this.http,
      this.endpoint,
      waiting.map(({ query }) => query),
    );
    if ('problem' in found) this.#tell(found.problem);
    for (const [i, { take }] of waiting.entries()) take('answer' in found ? found.answer[i]! : null);
  }

  async #recordsOf(ids: readonly string[]): Promise<readonly OsvRecord[] | null> {
    const records = await Promise.all([...new Set(ids)].map((id) => this.#recordOf(id)));
    return records.includes(null) ? null : (records as readonly OsvRecord[]);
  }

  #recordOf(id: string): Promise<OsvRecord | null> {
    let record = this.#records.get(id);
    if (!record) this.#records.set(id, (record = this.#fetch(id)));
    return record;
  }

  async #fetch(id: string): Promise<OsvRecord | null> {
    const [{ fetchOsvRecord }, { readOsvRecord }] = await Promise.all([
      import('../remote/index'),
      import('../readers/advisories/index'),
    ]);
    const text = await fetchOsvRecord(this.http, this.endpoint, id);
    if ('problem' in text) this.#tell(text.problem);
    return 'answer' in text ? readOsvRecord(text.answer) : null;
  }

  #tell(problem: string): void {
    this.warn(`${problem.replace(/\.$/, '')}. So not all known vulnerabilities were checked.`);
  }
}
