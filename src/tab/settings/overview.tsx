import {
  Badge,
  Body1,
  Button,
  Caption1,
  Card,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { SettingsOverview } from '../../api/settings.ts';
import { useMe } from '../shell/context.ts';
import { fullMoment } from '../shell/format.ts';
import { PageFrame } from '../shell/frame.tsx';
import { PageLink } from '../shell/link.tsx';
import { ErrorState, Loading } from '../shell/states.tsx';
import { useLoaded } from '../shell/use-loaded.ts';
import { sectionAbout } from './parts/sections.ts';
import { useSettingsStyles } from './work/styles.ts';

const useStyles = makeStyles({
  cards: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(300px, 100%), 1fr))',
    margin: `${tokens.spacingVerticalM} 0 0`,
    padding: 0,
    listStyleType: 'none',
  },
  card: { position: 'relative', height: '100%', boxSizing: 'border-box', alignContent: 'start' },
  title: {
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    // The whole card can be pressed.
    '::after': { content: '""', position: 'absolute', inset: 0 },
  },
  foot: { marginTop: 'auto', display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  heading: { margin: `${tokens.spacingVerticalXXL} 0 0` },
  // The colour of links is too weak on the bar's own ground in the dark theme.
  link: { color: tokens.colorNeutralForeground1, textDecorationLine: 'underline' },
  gaps: { margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalS}`, paddingLeft: '1.2em' },
  gap: { lineHeight: 1.8 },
});

/** A ward that has only begun lacks most of them. */
const AT_FIRST = 5;

/** Departments that no alert reaches, or in which nobody can decide, each with the way to put it right. */
function Gaps(): ReactNode {
  const styles = useStyles();
  const shared = useSettingsStyles();
  const { gaps } = useMe();
  const [all, setAll] = useState(false);
  if (gaps.length === 0) return null;
  const shown = all ? gaps : gaps.slice(0, AT_FIRST);
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>まだ足りないところがあります({gaps.length}課)</MessageBarTitle>
        <ul className={styles.gaps}>
          {shown.map(({ department: { id, name }, missing }) => (
            <li key={id} className={styles.gap}>
              {missing.includes('channel') ? (
                <>
                  {name}には、アラートの届くチャネルがありません。{' '}
                  <PageLink className={styles.link} to={`settings/channels?department=${id}`}>
                    {name}のチャネルを決める
                  </PageLink>{' '}
                </>
              ) : null}
              {missing.includes('approver') ? (
                <>
                  {missing.includes('channel') ? '判断する' : `${name}には、判断する`}承認者がいません。{' '}
                  <PageLink className={styles.link} to={`settings/people?department=${id}`}>
                    {name}の承認者を決める
                  </PageLink>
                </>
              ) : null}
            </li>
          ))}
        </ul>
        {gaps.length > AT_FIRST ? (
          <Button className={shared.button} aria-expanded={all} onClick={() => setAll((before) => !before)}>
            {all ? 'はじめの5課だけにする' : `ほかの${gaps.length - AT_FIRST}課も出す`}
          </Button>
        ) : null}
      </MessageBarBody>
    </MessageBar>
  );
}

function Entry({
  to,
  title,
  about,
  children,
}: {
  to: string;
  title: string;
  about: string;
  children?: ReactNode;
}): ReactNode {
  const styles = useStyles();
  const shared = useSettingsStyles();
  return (
    <li>
      <Card className={styles.card}>
        <h3 className={shared.heading}>
          <PageLink to={to} className={styles.title}>
            {title}
          </PageLink>
        </h3>
        <Body1 className={shared.soft}>{about}</Body1>
        {children === undefined ? null : <div className={styles.foot}>{children}</div>}
      </Card>
    </li>
  );
}

type Head = SettingsOverview['sections'][number];

function SectionState({ version, at, by, note }: Head): ReactNode {
  const shared = useSettingsStyles();
  if (version === 0) return <Badge appearance="outline">はじめの設定のまま</Badge>;
  return (
    <>
      <Badge appearance="tint">第{version}版</Badge>
      <Caption1 className={shared.soft}>
        {at === undefined ? '' : fullMoment(at)} {by}
        {note === undefined ? '' : `「${note}」`}
      </Caption1>
    </>
  );
}

/** 設定: everything that a ward sets, and what is still missing. */
export function Overview(): ReactNode {
  const styles = useStyles();
  const { loaded, reload } = useLoaded('settings', {});
  return (
    <PageFrame title="設定">
      {loaded.state === 'loading' ? <Loading /> : null}
      {loaded.state === 'failed' ? <ErrorState failure={loaded.failure} onReload={reload} /> : null}
      {loaded.state === 'loaded' ? (
        <>
          <Gaps />
          <Subtitle2 as="h2" block className={styles.heading}>
            人とチャネル
          </Subtitle2>
          <ul className={styles.cards}>
            <Entry to="settings/people" title="承認者と代理" about="だれがどの課の判断をするか。調整担当。" />
            <Entry to="settings/channels" title="チャネル" about="どの課のアラートがどこに届くか。" />
          </ul>
          <Subtitle2 as="h2" block className={styles.heading}>
            決まりと文
          </Subtitle2>
          <ul className={styles.cards}>
            {loaded.value.sections.map((head) => (
              <Entry
                key={head.section}
                to={`settings/${head.section}`}
                title={head.name}
                about={sectionAbout[head.section]}
              >
                <SectionState {...head} />
              </Entry>
            ))}
          </ul>
          <Subtitle2 as="h2" block className={styles.heading}>
            記録とファイル
          </Subtitle2>
          <ul className={styles.cards}>
            <Entry to="settings/changes" title="変更の記録" about="だれが、いつ、何を変えたか。" />
            <Entry
              to="settings/transfer"
              title="書き出しと取り込み"
              about="すべての設定を一つのファイルにする。ファイルの内容を確かめて取り込む。"
            />
          </ul>
        </>
      ) : null}
    </PageFrame>
  );
}
