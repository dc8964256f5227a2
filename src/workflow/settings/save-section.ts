import { sameContent } from '../../domain/settings/canonical.ts';
import {
  answerProblems,
  chaseProblems,
  checkedDayProblems,
  companionProblems,
  exemptProblems,
  lawProblems,
  nameProblems,
  removalProblems,
  removedDepartments,
  type Uses,
} from '../../domain/settings/checks.ts';
import { phraseProblems } from '../../domain/settings/everyday.ts';
import type { Department, Ward } from '../../domain/people/departments.ts';
import { withRetired } from '../../domain/people/departments.ts';
import type { Person } from '../../domain/people/person.ts';
import { maySet, standingOf } from '../../domain/people/standing.ts';
import { type Problem, problemsOf } from '../../domain/settings/problems.ts';
import { type Section, sectionSchemas, type SettingsContent } from '../../domain/settings/section.ts';
import { textProblems } from '../../domain/settings/texts.ts';
import { nextVersion, type SettingsVersion } from '../../domain/settings/version.ts';
import { wallClock } from '../../domain/time.ts';
import type { House } from '../ports.ts';
import type { Settings } from './settings.ts';

export type SettingsHouse = Pick<
  House,
  'people' | 'channels' | 'incidents' | 'rules' | 'settingsVersions' | 'now' | 'digest'
>;

export type Saving =
  /** Also when nothing was to be changed, and when the same save had arrived before. */
  | { kind: 'saved'; changed: boolean }
  | { kind: 'refused' }
  /** Somebody was faster: what holds now is in the settings. */
  | { kind: 'stale' }
  | { kind: 'invalid'; problems: readonly Problem[] };

/** What a section is edited from: its name and the number of the newest version. */
export const sectionTag = (settings: Pick<Settings, 'held'>, section: Section): string =>
  `${section}-${settings.held(section).newest?.version ?? 0}`;

/** Far above what a version of any section needs, far below what a document may hold. */
const MOST_BYTES = 1_000_000;

/** More than are told apart in a sentence. */
const COUNTED = 1000;

/** Whose channels and whose approvers will be others by the time the departments change: by key. */
export type Planned = {
  readonly channels: ReadonlyMap<string, string | undefined>;
  readonly approvers: ReadonlyMap<string, readonly string[]>;
};

const NOTHING_PLANNED: Planned = { channels: new Map(), approvers: new Map() };

async function usesOf(house: SettingsHouse, removed: readonly Department[], planned: Planned): Promise<Uses> {
  if (removed.length === 0)
    return { channels: new Map(), approvers: new Map(), undecided: new Map(), people: new Map() };
  const [active, approvers] = await Promise.all([house.channels.active(), house.people.approvers()]);
  const channels = new Map<string, string[]>();
  for (const { key, department: now, name } of active) {
    const department = planned.channels.has(key) ? planned.channels.get(key) : now;
    if (department !== undefined) channels.set(department, [...(channels.get(department) ?? []), name]);
  }
  const offices = new Map([
    ...approvers.map((one) => [one.key, one.approverOf] as const),
    ...planned.approvers,
  ]);
  const counted = async (count: (id: string) => Promise<readonly unknown[]>): Promise<Map<string, number>> =>
    new Map(await Promise.all(removed.map(async ({ id }) => [id, (await count(id)).length] as const)));
  return {
    channels,
    approvers: new Map(
      removed.map(({ id }) => [id, [...offices.values()].filter((ids) => ids.includes(id)).length]),
    ),
    undecided: await counted((id) => house.incidents.undecidedIn(id, COUNTED)),
    people: await counted((id) => house.people.inDepartment(id, COUNTED)),
  };
}

/** A content in the form in which it is stored, or everything that is wrong with it by itself. */
export function readSection<S extends Section>(
  section: S,
  content: unknown,
): { ok: true; content: SettingsContent[S] } | { ok: false; problems: readonly Problem[] } {
  const parsed = sectionSchemas[section].safeParse(content);
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error, content) };
  const problems = textProblems(parsed.data);
  if (new TextEncoder().encode(JSON.stringify(parsed.data)).length > MOST_BYTES) {
    problems.push({ path: '', message: '全体が大きすぎます。使わないものを減らしてください。' });
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, content: parsed.data as SettingsContent[S] };
}

async function problemsIn(
  house: SettingsHouse,
  before: Ward,
  next: SettingsContent,
  section: Section,
  note: string,
  planned: Planned,
): Promise<readonly Problem[]> {
  switch (section) {
    case 'ward': {
      const { ward } = next;
      const uses = await usesOf(house, removedDepartments(before, ward), planned);
      return [...nameProblems(ward), ...exemptProblems(ward), ...removalProblems(before, ward, uses, note)];
    }
    case 'rules':
      return chaseProblems(next.rules);
    case 'companion':
      return companionProblems(next.companion, next.law);
    case 'law':
      return lawProblems(next.law, next.companion);
    case 'answers':
      return answerProblems(next.answers);
    case 'conduct':
      return phraseProblems(next.conduct);
  }
}

/** What the rest of the house, the calendar and the other sections ask of a section. */
export const problemsAround = async (
  house: SettingsHouse,
  before: SettingsContent,
  next: SettingsContent,
  section: Section,
  note: string,
  planned = NOTHING_PLANNED,
): Promise<readonly Problem[]> => [
  ...checkedDayProblems(before[section], next[section], wallClock(house.now()).date),
  ...(await problemsIn(house, before.ward, next, section, note, planned)),
];

/** The content as it goes into the store: names of departments that leave are kept for their records. */
export const settled = <S extends Section>(
  section: S,
  before: SettingsContent[S],
  content: SettingsContent[S],
): SettingsContent[S] =>
  section === 'ward' ? (withRetired(before as Ward, content as Ward) as SettingsContent[S]) : content;

/**
 * A coordinator saves a section: a new version under the next number, which holds at once. `tag` is what the edit
 * began from; of two who began from the same one saves, and the other is told. A save that arrives twice is one.
 */
export async function saveSection(
  house: SettingsHouse,
  settings: Settings,
  by: Person,
  order: { section: Section; tag: string; content: unknown; note: string },
): Promise<Saving> {
  if (!maySet(standingOf(by, house.rules))) return { kind: 'refused' };
  const { section, note } = order;
  await settings.renew(section);
  const read = readSection(section, order.content);
  const before = settings.content();
  const content = read.ok ? settled(section, before[section], read.content) : undefined;
  /** The very save that arrived before, under the number that it was to get. */
  const isMine = ({ version, by: saver, note: said, content: saved }: SettingsVersion): boolean =>
    order.tag === `${section}-${version - 1}` &&
    saver.key === by.key &&
    said === note &&
    sameContent(saved, content);
  const { newest, inForce } = settings.held(section);
  if (sectionTag(settings, section) !== order.tag) {
    return newest !== undefined && isMine(newest) ? { kind: 'saved', changed: false } : { kind: 'stale' };
  }
  if (!read.ok) return { kind: 'invalid', problems: read.problems };
  if (newest === inForce && sameContent(before[section], content)) return { kind: 'saved', changed: false };
  const problems = [
    ...textProblems({ note }),
    ...(await problemsAround(house, before, { ...before, [section]: content }, section, note)),
  ];
  if (problems.length > 0) return { kind: 'invalid', problems };
  const version = nextVersion(
    section,
    newest,
    { content, note, by: { key: by.key, name: by.name }, now: house.now() },
    house.digest,
  );
  const { created, item } = await house.settingsVersions.create(version);
  settings.take(item);
  if (created) return { kind: 'saved', changed: true };
  return isMine(item) ? { kind: 'saved', changed: false } : { kind: 'stale' };
}
