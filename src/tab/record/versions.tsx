import { Body1, Caption1, makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Change } from '../../api/named.ts';
import type { RecordView } from '../../api/record.ts';
import { fullMoment } from '../shell/format.ts';
import { onPhone } from '../shell/theme.ts';
import { Timeline, TimelineItem } from '../shell/timeline.tsx';

const useStyles = makeStyles({
  soft: { color: tokens.colorNeutralForeground3 },
  change: {
    margin: `${tokens.spacingVerticalS} 0 0`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
  },
  where: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    fontWeight: tokens.fontWeightSemibold,
  },
  sides: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    [onPhone]: { gridTemplateColumns: '1fr' },
  },
  side: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, minWidth: 0 },
  after: {
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    [onPhone]: { borderLeft: 'none', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  label: { display: 'block', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', textDecorationLine: 'none' },
  empty: { color: tokens.colorNeutralForeground3 },
});

/** Before and after beside each other, each with its word: the difference needs no colour. */
function ChangeView({ change }: { change: Change }): ReactNode {
  const styles = useStyles();
  const side = (text: string, nothing: string): ReactNode =>
    text === '' ? (
      <span className={styles.empty}>{nothing}</span>
    ) : (
      <span className={styles.text}>{text}</span>
    );
  return (
    <div className={styles.change}>
      <div className={styles.where}>{change.where}</div>
      <div className={styles.sides}>
        <div className={styles.side}>
          <span className={styles.label}>まえ</span>
          <del className={styles.text}>{side(change.before, '書かれていませんでした')}</del>
        </div>
        <div className={mergeClasses(styles.side, styles.after)}>
          <span className={styles.label}>あと</span>
          <ins className={styles.text}>{side(change.after, '消されました')}</ins>
        </div>
      </div>
    </div>
  );
}

/** Every version of a record, newest first, and what it changed. */
export function Versions({ record }: { record: RecordView }): ReactNode {
  const styles = useStyles();
  return (
    <Timeline name="版">
      {record.versions.map(({ version, at, by, reason, changes }) => (
        <TimelineItem key={version}>
          <Subtitle2 as="h2" block>
            第{version}版{version === 1 ? '(はじめの記録)' : ''}
          </Subtitle2>
          <Caption1 block className={styles.soft}>
            {fullMoment(at)}
            {by === undefined ? '' : ` ${by}`}
          </Caption1>
          {reason === undefined ? null : <Body1 block>理由: {reason}</Body1>}
          {changes.map((change, index) => (
            <ChangeView key={`${index} ${change.where}`} change={change} />
          ))}
          {version > 1 && changes.length === 0 ? (
            <Body1 block className={styles.soft}>
              {record.extent === 'conduct'
                ? '変わったところは、担当の課だけが見られます。'
                : '文の変わったところはありません。'}
            </Body1>
          ) : null}
        </TimelineItem>
      ))}
    </Timeline>
  );
}
