import { rolesOf } from '../../domain/people/roles.ts';
import type { Section } from '../../domain/settings/section.ts';
import type { House } from '../ports.ts';
import type { Settings } from './settings.ts';

/** All settings as one file: the sections as they hold, roles by Entra object id, and whose each channel is. */
export type SettingsFile = {
  format: 'tate-settings';
  formatVersion: 1;
  madeAt: string;
  ward: string;
  sections: Partial<Record<Section, unknown>>;
  roles: {
    objectId: string;
    name: string;
    approverOf: string[];
    deputyOf: string[];
    coordinator: boolean;
  }[];
  channels: { key: string; name: string; department: string }[];
};

const byText =
  <T>(text: (item: T) => string) =>
  (a: T, b: T): number =>
    text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;

/** Everybody with a role, each once. */
export async function officials({ people }: Pick<House, 'people'>) {
  const [approvers, coordinators] = await Promise.all([people.approvers(), people.coordinators()]);
  return [...new Map([...approvers, ...coordinators].map((person) => [person.key, person])).values()];
}

/** Two exports of the same settings are the same file but for the moment. */
export async function exportSettings(
  house: Pick<House, 'people' | 'channels' | 'rules' | 'now'>,
  settings: Settings,
): Promise<SettingsFile> {
  const [people, channels] = await Promise.all([officials(house), house.channels.all(), settings.look()]);
  const content = settings.content();
  return {
    format: 'tate-settings',
    formatVersion: 1,
    madeAt: house.now().toISOString(),
    ward: content.ward.name,
    sections: { ...content },
    roles: people
      .map((person) => ({ objectId: person.objectId, name: person.name, ...rolesOf(person, house.rules) }))
      .filter(({ approverOf, coordinator }) => approverOf.length > 0 || coordinator)
      .map(({ approverOf, deputyOf, ...rest }) => ({
        ...rest,
        approverOf: [...approverOf],
        deputyOf: [...deputyOf],
      }))
      .toSorted(byText(({ objectId }) => objectId)),
    channels: channels
      .flatMap(({ key, name, department }) => (department === undefined ? [] : [{ key, name, department }]))
      .toSorted(byText(({ key }) => key)),
  };
}
