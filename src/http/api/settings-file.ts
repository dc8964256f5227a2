import type { Person } from '../../domain/people/person.ts';
import { maySet, standingOf } from '../../domain/people/standing.ts';
import { settingsChanges } from '../../workflow/settings/changes.ts';
import { importSettings, previewImport } from '../../workflow/settings/import-settings.ts';
import { noteExport } from '../../workflow/settings/note-export.ts';
import type { ImportHouse } from '../../workflow/settings/plan-import.ts';
import { exportSettings } from '../../workflow/settings/settings-file.ts';
import type { Settings } from '../../workflow/settings/settings.ts';
import type { ApiRefusal, Handlers } from './operation.ts';
import { notCoordinator } from './refusals.ts';

const changedMeanwhile: ApiRefusal = {
  kind: 'refused',
  status: 412,
  detail: '変更点を確かめたあとで、設定が変わりました。もう一度、変更点を確かめてから取り込んでください。',
};

/** All settings at once: who changed what, the file, and taking a file over. For coordinators. */
export function createSettingsFileHandlers({
  house,
  settings,
}: {
  house: ImportHouse;
  settings: Settings;
}): Handlers<'settingsChanges' | 'exportSettings' | 'previewImport' | 'importSettings'> {
  const entitled = (person: Person): boolean => maySet(standingOf(person, house.rules));

  return {
    async settingsChanges({ person }) {
      if (!entitled(person)) return notCoordinator;
      return { kind: 'ok', body: { changes: await settingsChanges(house, settings) } };
    },

    async exportSettings({ person }) {
      if (!entitled(person)) return notCoordinator;
      const file = await exportSettings(house, settings);
      await noteExport(house, person);
      return { kind: 'ok', body: file };
    },

    async previewImport({ person, body }) {
      const outcome = await previewImport(house, settings, person, body);
      if (outcome.kind === 'refused') return notCoordinator;
      const parts = outcome.parts.map(({ changes, problems, notes, ...part }) => ({
        ...part,
        changes: [...changes],
        problems: [...problems],
        notes: [...notes],
      }));
      return { kind: 'ok', body: { parts, basis: outcome.basis } };
    },

    async importSettings({ person, body }) {
      const outcome = await importSettings(house, settings, person, body);
      switch (outcome.kind) {
        case 'imported':
          return { kind: 'ok', body: { changed: [...outcome.changed] } };
        case 'stale':
          return changedMeanwhile;
        case 'invalid':
          return {
            kind: 'refused',
            status: 422,
            detail: 'ファイルに直すところがあります。何も取り込んでいません。',
            errors: outcome.problems,
          };
        case 'refused':
          return notCoordinator;
      }
    },
  };
}
