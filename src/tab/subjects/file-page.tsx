import {
  Body1,
  Button,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { SubjectView } from '../../api/subject.ts';
import { CardView } from '../adaptive/card.tsx';
import { Mark, SeverityBadge } from '../shell/badges.tsx';
import { useShell } from '../shell/context.ts';
import { dayText, fullMoment, moment } from '../shell/format.ts';
import { PageFrame } from '../shell/frame.tsx';
import { ChatIcon } from '../shell/icons.tsx';
import { PageLink } from '../shell/link.tsx';
import type { PageProps } from '../shell/page.ts';
import { ErrorState, Loading } from '../shell/states.tsx';
import { onWide } from '../shell/theme.ts';
import { Timeline, TimelineItem } from '../shell/timeline.tsx';
import { useLoaded } from '../shell/use-loaded.ts';

const useStyles = makeStyles({
  parts: { display: 'grid', gap: tokens.spacingVerticalXXL, gridTemplateColumns: 'minmax(0, 1fr)' },
  columns: {
    display: 'grid',
    gap: tokens.spacingHorizontalXXL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    [onWide]: { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  },
  heading: { marginBottom: tokens.spacingVerticalS },
  needs: {
    padding: tokens.spacingVerticalL,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderLeft: `4px solid ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  list: { margin: 0, paddingLeft: '1.2em', lineHeight: tokens.lineHeightBase400 },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  soft: { color: tokens.colorNeutralForeground3 },
  button: { minHeight: '44px' },
  link: { display: 'inline-flex', alignItems: 'center', minHeight: '32px' },
});

type Contact = SubjectView['contacts'][number];

function ContactView({ contact }: { contact: Contact }): ReactNode {
  const styles = useStyles();
  const { number, extent, at, department, scene, conduct, severity, steps, ending } = contact;
  return (
    <TimelineItem>
      <div className={styles.line}>
        <Body1>
          <strong>{fullMoment(at)}</strong>
        </Body1>
        <SeverityBadge severity={severity} />
        {extent === 'outline' ? <Mark>概要のみ</Mark> : null}
        {extent === 'conduct' ? <Mark>ふるまいのみ</Mark> : null}
      </div>
      <Body1 block>
        {department.name}・{scene.name}
        {conduct.length === 0 ? '' : `・${conduct.map(({ name }) => name).join('、')}`}
      </Body1>
      {steps.length === 0 && ending === undefined ? null : (
        <Caption1 block className={styles.soft}>
          {[...steps, ...(ending === undefined ? [] : [ending.name])].join('、')}
        </Caption1>
      )}
      {extent === 'outline' ? (
        <Caption1 block className={styles.soft}>
          {number}
        </Caption1>
      ) : (
        <PageLink to={`records/${number}`} className={styles.link}>
          記録 {number}
        </PageLink>
      )}
    </TimelineItem>
  );
}

function Content({ file }: { file: SubjectView }): ReactNode {
  const styles = useStyles();
  const [now] = useState(() => new Date());
  return (
    <div className={styles.parts}>
      <section className={styles.needs} aria-labelledby="needs">
        <Subtitle2 as="h2" id="needs" block className={styles.heading}>
          配慮事項
        </Subtitle2>
        {file.needs.length === 0 ? (
          <Body1 className={styles.soft}>
            書かれていません。気づいたことは、チャットのカードから書けます。
          </Body1>
        ) : (
          <ul className={styles.list}>
            {file.needs.map((need) => (
              <li key={need}>{need}</li>
            ))}
          </ul>
        )}
      </section>
      {file.flag === undefined ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>注意の印がついています({dayText(file.flag.until, now)}まで)</MessageBarTitle>
            {file.flag.reason}
          </MessageBarBody>
        </MessageBar>
      )}
      {file.exempt ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            守られる立場の方(未成年など)の記録です。注意の印はつけられず、ほかの記録とも結び付けません。
          </MessageBarBody>
        </MessageBar>
      ) : null}
      {file.open.length === 0 ? null : (
        <section aria-labelledby="open">
          <Subtitle2 as="h2" id="open" block className={styles.heading}>
            待っていること
          </Subtitle2>
          <ul className={styles.list}>
            {file.open.map(({ what, number, department, at }) => (
              <li key={`${what} ${number}`}>
                {what}({department.name}、{moment(at, now)}から){' '}
                <PageLink to={`records/${number}`}>記録 {number}</PageLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className={styles.columns}>
        <section aria-labelledby="contacts">
          <Subtitle2 as="h2" id="contacts" block className={styles.heading}>
            これまでの対応({file.contacts.length}件)
          </Subtitle2>
          <Timeline name="これまでの対応">
            {file.contacts.map((contact) => (
              <ContactView key={contact.number} contact={contact} />
            ))}
          </Timeline>
        </section>
        <section aria-labelledby="card">
          <Subtitle2 as="h2" id="card" block className={styles.heading}>
            チャットのカード
          </Subtitle2>
          <CardView card={file.card} name="対象者のカード" />
        </section>
      </div>
      {file.links.length === 0 && file.merged.length === 0 ? null : (
        <section aria-labelledby="links">
          <Subtitle2 as="h2" id="links" block className={styles.heading}>
            ファイルのつながり
          </Subtitle2>
          <ul className={styles.list}>
            {file.links.map(({ number, what, at }, index) => (
              <li key={`${index} ${number}`}>
                <PageLink to={`records/${number}`}>記録 {number}</PageLink>: {what}
                {at === undefined ? '' : `(${moment(at, now)})`}
              </li>
            ))}
            {file.merged.map((other) => (
              <li key={other}>ファイル {other} を、このファイルにまとめました</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** 対象者: the file of one person. What needs consideration stands first. Opening it leaves a trace. */
export function SubjectPage({ params }: PageProps): ReactNode {
  const styles = useStyles();
  const { openChat } = useShell();
  const { loaded, reload } = useLoaded('subject', { params: { subject: params['subject'] ?? '' } });
  const file = loaded.state === 'loaded' ? loaded.value : undefined;
  return (
    <PageFrame
      title={file === undefined ? '対象者' : (file.name ?? '名前のわからない人')}
      windowTitle="対象者"
      up={{ path: 'subjects', label: 'さがす画面へ' }}
      actions={
        <Button className={styles.button} icon={<ChatIcon />} onClick={openChat}>
          チャットで開く
        </Button>
      }
    >
      {loaded.state === 'loading' ? <Loading rows={8} /> : null}
      {loaded.state === 'failed' ? <ErrorState failure={loaded.failure} onReload={reload} /> : null}
      {file === undefined ? null : <Content file={file} />}
    </PageFrame>
  );
}
