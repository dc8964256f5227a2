import { lazy } from 'react';
import type { Me } from '../api/me.ts';
import { RecordPage } from './record/page.tsx';
import { RegisterPage } from './register/page.tsx';
import type { PageEntry, PartOfTab } from './shell/page.ts';
import { SubjectsPage } from './subjects/search-page.tsx';
import { SubjectPage } from './subjects/file-page.tsx';

// Only few people ever open the settings: they are loaded when somebody does.
const SettingsPages = lazy(async () => {
  const { SettingsPages: Page } = await import('./settings/pages.tsx');
  return { default: Page };
});

const everybody = (): boolean => true;
const coordinators = (me: Me): boolean => me.roles.coordinator;

/** Every page of the tab. The pages of 設定 are in src/tab/settings/pages.tsx. */
export const pages: readonly PageEntry[] = [
  { path: 'register', part: 'register', Page: RegisterPage, opensFor: everybody },
  { path: 'records/:number', part: 'register', Page: RecordPage, opensFor: everybody },
  { path: 'subjects', part: 'subjects', Page: SubjectsPage, opensFor: everybody },
  { path: 'subjects/:subject', part: 'subjects', Page: SubjectPage, opensFor: everybody },
  { path: 'settings/*', part: 'settings', Page: SettingsPages, opensFor: coordinators },
];

/** Where the tab opens. */
export const FIRST_PATH = 'register';

export const parts: readonly { readonly part: PartOfTab; readonly name: string; readonly path: string }[] = [
  { part: 'register', name: '台帳', path: 'register' },
  { part: 'subjects', name: '対象者', path: 'subjects' },
  { part: 'settings', name: '設定', path: 'settings' },
];
