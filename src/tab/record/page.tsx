import {
  Body1,
  Button,
  Caption1,
  CounterBadge,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle2,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { RecordView } from '../../api/record.ts';
import { CardView } from '../adaptive/card.tsx';
import { Mark, SeverityBadge, StateBadge } from '../shell/badges.tsx';
import { usePlace, useRouter, useShell } from '../shell/context.ts';
import { Facts } from '../shell/facts.tsx';
import { fullMoment, moment } from '../shell/format.ts';
import { PageFrame } from '../shell/frame.tsx';
import { ChatIcon } from '../shell/icons.tsx';
import { PageLink } from '../shell/link.tsx';
import type { PageProps } from '../shell/page.ts';
import { EmptyState, ErrorState, Loading } from '../shell/states.tsx';
import { onWide } from '../shell/theme.ts';
import { Timeline, TimelineItem } from '../shell/timeline.tsx';
import { useLoaded } from '../shell/use-loaded.ts';
import { AlertPart } from './alert.tsx';
import { Decisions } from './decisions.tsx';
import { Versions } from './versions.tsx';

const useStyles = makeStyles({
  bar: { marginTop: tokens.spacingVerticalM },
  tabs: { margin: `${tokens.spacingVerticalM} 0`, flexWrap: 'wrap' },
  tab: { minHeight: '44px' },
  counted: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  button: { minHeight: '44px' },
  columns: {
    display: 'grid',
    gap: tokens.spacingHorizontalXXXL,
    alignItems: 'start',
    [onWide]: { gridTemplateColumns: 'minmax(0, 720px) minmax(0, 1fr)' },
  },
  // On narrower screens 経過 has a tab of its own.
  beside: { display: 'none', [onWide]: { display: 'block' } },
  heading: { marginBottom: tokens.spacingVerticalM },
  soft: { color: tokens.colorNeutralForeground3 },
});

const views = {
  card: '記録',
  timeline: '経過',
  versions: '版',
  alert: 'アラート',
  decisions: '判断',
} as const;
type View = keyof typeof views;

const isView = (text: string | null): text is View => text !== null && text in views;

/** What happened to the record, oldest first. */
function Course({ record }: { record: RecordView }): ReactNode {
  const styles = useStyles();
  return (
    <Timeline name="経過">
      {record.timeline.map(({ at, what, by }, index) => (
        <TimelineItem key={`${index} ${at}`}>
          <Body1 block>{what}</Body1>
          <Caption1 block className={styles.soft}>
            {fullMoment(at)}
            {by === undefined ? '' : ` ${by}`}
          </Caption1>
        </TimelineItem>
      ))}
    </Timeline>
  );
}

function ViewOf({ view, record }: { view: View; record: RecordView }): ReactNode {
  const styles = useStyles();
  switch (view) {
    case 'card':
      return (
        <div className={styles.columns}>
          <CardView card={record.card} name={`記録 ${record.number}`} />
          <section className={styles.beside} aria-labelledby="beside">
            <Subtitle2 as="h2" id="beside" block className={styles.heading}>
              経過
            </Subtitle2>
            <Course record={record} />
          </section>
        </div>
      );
    case 'timeline':
      return <Course record={record} />;
    case 'versions':
      return <Versions record={record} />;
    case 'alert':
      return record.alert === undefined ? (
        <EmptyState title="アラートは出ていません">
          この記録は、各課のチャネルへ送られていません。送るかどうかは、チャットの「詳しく」から選べます。
        </EmptyState>
      ) : (
        <AlertPart alert={record.alert} />
      );
    case 'decisions':
      return record.decisions.length === 0 ? (
        <EmptyState title="判断は求められていません">
          二次対応や警察への相談などを求めると、ここに出ます。求めるときは、チャットの受付のカードから進めます。
        </EmptyState>
      ) : (
        <Decisions decisions={record.decisions} />
      );
  }
}

function Content({ record }: { record: RecordView }): ReactNode {
  const styles = useStyles();
  const router = useRouter();
  const { query } = usePlace();
  const [now] = useState(() => new Date());
  const asked = new URLSearchParams(query).get('view');
  const view = isView(asked) ? asked : 'card';
  const counts: Partial<Record<View, number>> = {
    versions: record.versions.length,
    decisions: record.decisions.length,
  };
  return (
    <>
      <Facts
        facts={[
          ['起きた日時', moment(record.occurredAt, now)],
          ['課', record.department.name],
          ['場面', record.scene.name],
          ['行為', record.conduct.map(({ name }) => name).join('、')],
          ['書いた人', record.own ? `${record.reporter ?? ''}(自分)` : record.reporter],
          ['登録日時', moment(record.filedAt, now)],
          [
            '対象者',
            <PageLink key="subject" to={`subjects/${record.subject}`}>
              対象者のファイルを見る
            </PageLink>,
          ],
        ]}
      />
      {record.extent === 'conduct' && view !== 'card' ? (
        <MessageBar intent="info" layout="multiline" className={styles.bar}>
          <MessageBarBody>
            ほかの課の記録のため、ふるまいと言葉だけを表示しています。名前や用件は、担当の課に確かめてください。
          </MessageBarBody>
        </MessageBar>
      ) : null}
      <TabList
        className={styles.tabs}
        selectedValue={view}
        onTabSelect={(_, { value }) => router.rewrite(value === 'card' ? '' : `view=${String(value)}`)}
      >
        {Object.entries(views).map(([value, name]) => (
          <Tab
            key={value}
            value={value}
            id={`tab-${value}`}
            aria-controls="record-part"
            className={styles.tab}
          >
            <span className={styles.counted}>
              {name}
              {counts[value as View] === undefined ? null : (
                <CounterBadge
                  count={counts[value as View] ?? 0}
                  appearance="ghost"
                  color="informative"
                  showZero
                />
              )}
            </span>
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" id="record-part" aria-labelledby={`tab-${view}`} tabIndex={0}>
        <ViewOf view={view} record={record} />
      </div>
    </>
  );
}

/** 記録: one record, as the reader may see it. Opening it leaves a trace, and so does being refused. */
export function RecordPage({ params }: PageProps): ReactNode {
  const styles = useStyles();
  const { openChat } = useShell();
  const number = params['number'] ?? '';
  const { loaded, reload } = useLoaded('record', { params: { number } });
  const record = loaded.state === 'loaded' ? loaded.value : undefined;
  return (
    <PageFrame
      title={record === undefined ? '記録' : `記録 ${record.number}`}
      up={{ path: 'register', label: '台帳へ' }}
      aside={
        record === undefined ? null : (
          <>
            <SeverityBadge severity={record.severity} />
            <StateBadge state={record.state} />
            {record.extent === 'conduct' ? <Mark>ふるまいのみ</Mark> : null}
          </>
        )
      }
      actions={
        <Button className={styles.button} icon={<ChatIcon />} onClick={openChat}>
          チャットで開く
        </Button>
      }
    >
      {loaded.state === 'loading' ? <Loading rows={8} /> : null}
      {loaded.state === 'failed' ? <ErrorState failure={loaded.failure} onReload={reload} /> : null}
      {record === undefined ? null : <Content record={record} />}
    </PageFrame>
  );
}
