import { sectionNames, sectionSchema } from '../../api/settings.ts';
import type { Person } from '../../domain/people/person.ts';
import { maySet, standingOf } from '../../domain/people/standing.ts';
import { sectionHeads, sectionNow, sectionVersion } from '../../workflow/settings/read-sections.ts';
import { saveSection, sectionTag, type SettingsHouse } from '../../workflow/settings/save-section.ts';
import type { Settings } from '../../workflow/settings/settings.ts';
import type { ApiRefusal, Handlers } from './operation.ts';
import { invalid, notCoordinator, stale } from './refusals.ts';

const notThere: ApiRefusal = { kind: 'refused', status: 404, detail: 'その設定は見つかりません。' };

/** The sections of the settings, for coordinators. */
export function createSettingsHandlers({
  house,
  settings,
}: {
  house: SettingsHouse;
  settings: Settings;
}): Handlers<'settings' | 'section' | 'saveSection' | 'sectionVersion'> {
  const entitled = (person: Person): boolean => maySet(standingOf(person, house.rules));

  return {
    async settings({ person }) {
      if (!entitled(person)) return notCoordinator;
      await settings.look();
      const heads = sectionHeads(settings).map((head) => ({ ...head, name: sectionNames[head.section] }));
      return { kind: 'ok', body: { sections: heads } };
    },

    async section({ person, params }) {
      if (!entitled(person)) return notCoordinator;
      const section = sectionSchema.safeParse(params['section']);
      if (!section.success) return notThere;
      await settings.look();
      return {
        kind: 'ok',
        body: sectionNow(settings, section.data),
        etag: sectionTag(settings, section.data),
      };
    },

    async saveSection({ person, params, body, ifMatch }) {
      if (!entitled(person)) return notCoordinator;
      const parsed = sectionSchema.safeParse(params['section']);
      if (!parsed.success) return notThere;
      const section = parsed.data;
      const { content, note } = body;
      const outcome = await saveSection(house, settings, person, { section, tag: ifMatch, content, note });
      const etag = sectionTag(settings, section);
      switch (outcome.kind) {
        case 'saved':
          return { kind: 'ok', body: sectionNow(settings, section), etag };
        case 'stale':
          return stale(sectionNow(settings, section), etag);
        case 'invalid':
          return invalid(outcome.problems);
        case 'refused':
          return notCoordinator;
      }
    },

    async sectionVersion({ person, params }) {
      if (!entitled(person)) return notCoordinator;
      const section = sectionSchema.safeParse(params['section']);
      const version = /^\d{1,6}$/u.test(params['version'] ?? '') ? Number(params['version']) : undefined;
      if (!section.success || version === undefined) return notThere;
      const found = await sectionVersion(house, settings, section.data, version);
      return found === undefined ? notThere : { kind: 'ok', body: found };
    },
  };
}
