import type { ReactNode } from 'react';
import type { Section } from '../../api/settings.ts';
import { PageFrame } from '../shell/frame.tsx';
import type { PageProps } from '../shell/page.ts';
import { ErrorState } from '../shell/states.tsx';
import { AnswersPage } from './answers-page.tsx';
import { ChangesPage } from './changes-page.tsx';
import { ChannelsPage } from './channels/page.tsx';
import { CompanionPage } from './companion/page.tsx';
import { ConductPage } from './conduct-page.tsx';
import { HistoryPage } from './history/page.tsx';
import { VersionPage } from './history/version-page.tsx';
import { LawPage } from './law-page.tsx';
import { Overview } from './overview.tsx';
import { PeoplePage } from './people/page.tsx';
import { RulesPage } from './rules-page.tsx';
import { TransferPage } from './transfer/page.tsx';
import { WardPage } from './ward/page.tsx';

const sectionPages: Readonly<Record<Section, () => ReactNode>> = {
  ward: WardPage,
  rules: RulesPage,
  conduct: ConductPage,
  companion: CompanionPage,
  answers: AnswersPage,
  law: LawPage,
};

const otherPages: Readonly<Record<string, () => ReactNode>> = {
  '': Overview,
  people: PeoplePage,
  channels: ChannelsPage,
  changes: ChangesPage,
  transfer: TransferPage,
};

const isSection = (name: string): name is Section => Object.hasOwn(sectionPages, name);

/** 設定: what stands behind `settings/`, such as `ward`, `ward/history` and `ward/versions/3`. */
export function SettingsPages({ params }: PageProps): ReactNode {
  const [first = '', second, third, ...rest] = (params['*'] ?? '').split('/');
  if (isSection(first) && rest.length === 0) {
    if (second === undefined) {
      const Page = sectionPages[first];
      return <Page />;
    }
    if (second === 'history' && third === undefined) return <HistoryPage section={first} />;
    if (second === 'versions' && /^\d{1,6}$/u.test(third ?? '')) {
      return <VersionPage section={first} version={third ?? ''} />;
    }
  }
  if (second === undefined && Object.hasOwn(otherPages, first)) {
    const Page = otherPages[first];
    if (Page !== undefined) return <Page />;
  }
  return (
    <PageFrame title="見つかりません" up={{ path: 'settings', label: '設定へ' }}>
      <ErrorState failure={{ kind: 'not-found', errors: [] }} />
    </PageFrame>
  );
}
