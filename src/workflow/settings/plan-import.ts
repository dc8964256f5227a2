import type { Channel, Person } from '../../domain/people/person.ts';
import { departmentName, type Ward } from '../../domain/people/departments.ts';
import { personKey } from '../../domain/ids.ts';
import { type Roles, rolesOf } from '../../domain/people/roles.ts';
import { sameContent } from '../../domain/settings/canonical.ts';
import { type Difference, differences } from '../../domain/settings/difference.ts';
import type { Problem } from '../../domain/settings/problems.ts';
import { type Section, sectionNames, sections, type SettingsContent } from '../../domain/settings/section.ts';
import { placeName } from '../../domain/settings/shape.ts';
import { shapes } from '../../domain/settings/shapes.ts';
import type { House } from '../ports.ts';
import { type Planned, problemsAround, readSection, type SettingsHouse, settled } from './save-section.ts';
import { problemsOfChannel } from './set-channel.ts';
import { isFixed, LAST_COORDINATOR, problemsOfRoles, type RolesHouse } from './set-roles.ts';
import { officials, type SettingsFile } from './settings-file.ts';
import type { Settings } from './settings.ts';

export type ImportHouse = SettingsHouse & RolesHouse & Pick<House, 'alerts'>;

export type PartName = Section | 'roles' | 'channels';

/** One part of a file against what holds. Without changes nothing of it is to be done. */
export type Part = {
  readonly part: PartName;
  readonly name: string;
  readonly changes: readonly Difference[];
  readonly problems: readonly Problem[];
  /** What of it is left out, and why, in words. */
  readonly notes: readonly string[];
};

/** What a file would do, worked out from what is stored at this moment. Nothing is written. */
export type Plan = {
  readonly parts: readonly Part[];
  readonly contents: { readonly section: Section; readonly content: unknown; readonly changed: boolean }[];
  readonly roles: { readonly person: Person; readonly wanted: Roles; readonly changed: boolean }[];
  readonly channels: { readonly channel: Channel; readonly department: string; readonly changed: boolean }[];
};

/** A problem says where it is by itself: there is no field beside which it could stand. */
const placed = (where: string, { path, message }: Problem): Problem => ({
  path,
  message: where === '' ? message : `${where}: ${message}`,
});

const inSection = (section: Section, content: unknown, problem: Problem): Problem => {
  const path = problem.path === '' ? [] : problem.path.split('.');
  return placed(placeName(shapes[section], path, content), problem);
};

type Planning = {
  readonly house: ImportHouse;
  readonly settings: Settings;
  readonly by: Person;
  readonly file: SettingsFile;
  readonly next: SettingsContent;
};

/** Registered people of the file, and the lines of those who are not. */
async function peopleOf({ house, file }: Planning) {
  const known = new Map((await officials(house)).map((person) => [person.objectId, person]));
  const found: { entry: SettingsFile['roles'][number]; place: number; person: Person | undefined }[] = [];
  for (const [place, entry] of file.roles.entries()) {
    let person = known.get(entry.objectId);
    for (const tenant of house.rules.tenants) {
      person ??= await house.people.read(personKey(tenant, entry.objectId, house.digest));
    }
    found.push({ entry, place, person });
  }
  return found;
}

const officeNames = ({ approverOf, deputyOf }: Roles, ward: Ward): string =>
  approverOf.map((id) => `${departmentName(ward, id)}${deputyOf.includes(id) ? '(代理)' : ''}`).join('、');

const yes = (coordinator: boolean): string => (coordinator ? 'はい' : 'いいえ');

const sameRoles = (a: Roles, b: Roles): boolean => {
  const plain = ({ approverOf, deputyOf, coordinator }: Roles): unknown => [
    approverOf.toSorted(),
    deputyOf.toSorted(),
    coordinator,
  ];
  return sameContent(plain(a), plain(b));
};

async function planRoles(planning: Planning): Promise<{ part: Part; roles: Plan['roles'] }> {
  const { house, by, file, next } = planning;
  const departments = new Set(next.ward.departments.map(({ id }) => id));
  const changes: Difference[] = [];
  const problems: Problem[] = [];
  const notes: string[] = [];
  const roles: Plan['roles'] = [];
  for (const { entry, place, person } of await peopleOf(planning)) {
    const path = `roles.${place}`;
    if (person === undefined) {
      notes.push(
        `${entry.name}さんは、まだ登録されていません。この人の役割は取り込みません。Tateとのチャットを一度開いてもらってから、もう一度取り込んでください。`,
      );
      continue;
    }
    const where = `${person.name}さん`;
    if (file.roles.findIndex(({ objectId }) => objectId === entry.objectId) !== place) {
      problems.push({ path, message: `${where}: 同じ人が二度出てきます。一つにしてください。` });
      continue;
    }
    const before = rolesOf(person, house.rules);
    const coordinator = isFixed(person, house) ? before.coordinator : entry.coordinator;
    const wanted: Roles = { approverOf: entry.approverOf, deputyOf: entry.deputyOf, coordinator };
    const checked = isFixed(person, house) ? { ...wanted, coordinator: true } : wanted;
    problems.push(
      ...problemsOfRoles(house, departments, by, person, checked).map((problem) =>
        placed(where, { ...problem, path: `${path}.${problem.path}` }),
      ),
    );
    const changed = !sameRoles(before, wanted);
    roles.push({ person, wanted, changed });
    if (!changed) continue;
    const [was, is] = [officeNames(before, next.ward), officeNames(wanted, next.ward)];
    if (was !== is) changes.push({ where: `${where} › 承認者`, before: was, after: is });
    if (before.coordinator !== coordinator) {
      changes.push({
        where: `${where} › 調整担当`,
        before: yes(before.coordinator),
        after: yes(coordinator),
      });
    }
  }
  if (await leavesNobody(house, roles)) problems.push({ ...LAST_COORDINATOR, path: 'roles' });
  return { part: { part: 'roles', name: '承認者と代理', changes, problems, notes }, roles };
}

/** Whether nobody would coordinate any more. */
async function leavesNobody(house: ImportHouse, roles: Plan['roles']): Promise<boolean> {
  if (house.rules.coordinators.size > 0) return false;
  const after = new Map(roles.map(({ person, wanted }) => [person.key, wanted.coordinator]));
  const now = (await house.people.coordinators()).filter(
    (person) => rolesOf(person, house.rules).coordinator,
  );
  return !roles.some(({ wanted }) => wanted.coordinator) && !now.some(({ key }) => after.get(key) !== false);
}

async function planChannels({
  house,
  file,
  next,
}: Planning): Promise<{ part: Part; channels: Plan['channels'] }> {
  const departments = new Set(next.ward.departments.map(({ id }) => id));
  const changes: Difference[] = [];
  const problems: Problem[] = [];
  const notes: string[] = [];
  const channels: Plan['channels'] = [];
  const known = new Map((await house.channels.all()).map((channel) => [channel.key, channel]));
  for (const [place, entry] of file.channels.entries()) {
    const channel = known.get(entry.key);
    const path = `channels.${place}`;
    if (channel === undefined) {
      notes.push(
        `チャネル「${entry.name}」には、ここではTateが入っていません。このチャネルは取り込みません。`,
      );
      continue;
    }
    const where = `チャネル「${channel.name}」`;
    if (file.channels.findIndex(({ key }) => key === entry.key) !== place) {
      problems.push({ path, message: `${where}: 同じチャネルが二度出てきます。一つにしてください。` });
      continue;
    }
    const { department } = entry;
    problems.push(
      ...problemsOfChannel(departments, channel, department).map((problem) =>
        placed(where, { ...problem, path: `${path}.${problem.path}` }),
      ),
    );
    const changed = channel.department !== department;
    channels.push({ channel, department, changed });
    if (changed) {
      const name = (id: string | undefined): string =>
        id === undefined ? '' : departmentName(next.ward, id);
      changes.push({ where, before: name(channel.department), after: name(department) });
    }
  }
  return { part: { part: 'channels', name: 'チャネル', changes, problems, notes }, channels };
}

/** What a change is explained with in the history of each section. */
const IMPORTED = '取り込み';

/**
 * What a file would change, each part against what holds now, and everything that is wrong with it. Parts, people
 * and channels that the file does not name stay as they are.
 */
export async function planImport(
  house: ImportHouse,
  settings: Settings,
  by: Person,
  file: SettingsFile,
): Promise<Plan> {
  await settings.refresh();
  const before = settings.content();
  const given = sections.filter((section) => file.sections[section] !== undefined);
  const read = given.map((section) => ({ section, ...readSection(section, file.sections[section]) }));
  const good = read.flatMap((one) =>
    one.ok ? [[one.section, settled(one.section, before[one.section], one.content)] as const] : [],
  );
  const next: SettingsContent = { ...before, ...Object.fromEntries(good) };
  const planning = { house, settings, by, file, next };
  const [{ part: rolesPart, roles }, { part: channelsPart, channels }] = await Promise.all([
    planRoles(planning),
    planChannels(planning),
  ]);
  const planned: Planned = {
    channels: new Map(channels.map(({ channel, department }) => [channel.key, department])),
    approvers: new Map(roles.map(({ person, wanted }) => [person.key, wanted.approverOf])),
  };
  const parts: Part[] = [];
  const contents: Plan['contents'] = [];
  for (const one of read) {
    const { section } = one;
    const problems = one.ok
      ? await problemsAround(house, before, next, section, IMPORTED, planned)
      : one.problems;
    const content = one.ok ? next[section] : file.sections[section];
    const changes = one.ok ? differences(shapes[section], before[section], content) : [];
    parts.push({
      part: section,
      name: sectionNames[section],
      changes,
      problems: problems.map((problem) => inSection(section, content, problem)),
      notes: [],
    });
    if (one.ok) contents.push({ section, content, changed: changes.length > 0 });
  }
  return { parts: [...parts, rolesPart, channelsPart], contents, roles, channels };
}
