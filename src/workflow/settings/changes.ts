import type { AuditEntry } from '../../domain/audit.ts';
import { departmentName, type Ward } from '../../domain/people/departments.ts';
import type { Channel, Person } from '../../domain/people/person.ts';
import { type RoleAction, roleActions } from '../../domain/people/roles.ts';
import { type Section, sectionNames, sections } from '../../domain/settings/section.ts';
import type { House } from '../ports.ts';
import { EXPORTED } from './note-export.ts';
import type { Settings } from './settings.ts';

/** One change of sections, roles or channels, or one export of them all, in words. */
export type SettingsChange = {
  at: string;
  by: string;
  what: string;
  note?: string;
  /** Only of a section: the version that the change made. */
  section?: Section;
  version?: number;
};

/** Changes that are listed; all of them stay stored. */
const LISTED = 100;

type Entry = Readonly<Omit<SettingsChange, 'by'>> & { readonly byKey: string };

const roleWords: Readonly<Record<RoleAction, (department: string) => string>> = {
  'approver-appointed': (department) => `${department}の承認者にしました`,
  'approver-removed': (department) => `${department}の承認者から外しました`,
  'deputy-appointed': (department) => `${department}の承認者の代理にしました`,
  'deputy-removed': (department) => `${department}の承認者の代理から外しました`,
  'coordinator-appointed': () => '調整担当にしました',
  'coordinator-removed': () => '調整担当から外しました',
};

const isRoleAction = (action: string): action is RoleAction => roleActions.some((known) => known === action);

const ofRoles = (person: Person, ward: Ward): Entry[] =>
  person.roleHistory.flatMap(({ at, by, action, about }: AuditEntry) => {
    if (action === EXPORTED) {
      return [{ at, byKey: by, what: 'すべての設定を、役割とチャネルも含めて、ファイルに書き出しました' }];
    }
    return isRoleAction(action)
      ? [{ at, byKey: by, what: `${person.name}さんを${roleWords[action](departmentName(ward, about))}` }]
      : [];
  });

const ofChannel = (channel: Channel, ward: Ward): Entry[] =>
  channel.history.map(({ at, by, action, about }) => {
    const department = departmentName(ward, about);
    const done = action === 'bound' ? `${department}に結び付けました` : `${department}から外しました`;
    return { at, byKey: by, what: `チャネル「${channel.name}」を${done}` };
  });

const ofSections = (settings: Settings): Entry[] =>
  sections.flatMap((section) => {
    const { newest } = settings.held(section);
    const heads = newest === undefined ? [] : [newest, ...newest.earlier];
    return heads.map(({ at, by, note, version }) => ({
      at,
      byKey: by.key,
      what: `「${sectionNames[section]}」を変えました`,
      section,
      version,
      ...(note === '' ? {} : { note }),
    }));
  });

/** Every change of the settings, of roles and of channels, and every export, newest first. */
export async function settingsChanges(
  house: Pick<House, 'people' | 'channels' | 'ward'>,
  settings: Settings,
): Promise<SettingsChange[]> {
  const [people, channels] = await Promise.all([
    house.people.changedLast(LISTED),
    house.channels.changedLast(LISTED),
    settings.look(),
  ]);
  const ward = house.ward();
  const newest = [
    ...ofSections(settings),
    ...people.flatMap((person) => ofRoles(person, ward)),
    ...channels.flatMap((channel) => ofChannel(channel, ward)),
  ]
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, LISTED);
  const keys = [...new Set(newest.map(({ byKey }) => byKey))];
  const found = await Promise.all(keys.map((key) => house.people.read(key)));
  const names = new Map(keys.map((key, index) => [key, found[index]?.name ?? '']));
  return newest.map(({ byKey, ...change }) => ({ ...change, by: names.get(byKey) || '(登録のない人)' }));
}
