import { Badge, Body1, Caption1, Card, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { FoundSubjects } from '../../api/subject.ts';
import { moment } from '../shell/format.ts';
import { PageLink } from '../shell/link.tsx';
import { EmptyState } from '../shell/states.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  reasons: { margin: 0, paddingLeft: '1.2em' },
  soft: { color: tokens.colorNeutralForeground3 },
  link: { display: 'inline-flex', alignItems: 'center', minHeight: '44px' },
});

/** Likely persons with the reasons, so that somebody can judge for themselves. */
export function Results({ found }: { found: FoundSubjects['found'] }): ReactNode {
  const styles = useStyles();
  const [now] = useState(() => new Date());
  if (found.length === 0) {
    return (
      <EmptyState title="同じと思われる人は見つかりませんでした">
        書く欄を変えるか、言葉を短くしてためしてください。記録がまだない人のこともあります。
      </EmptyState>
    );
  }
  return (
    <ul className={styles.list}>
      {found.map(({ subject, band, reasons, contacts }, index) => (
        <li key={subject}>
          <Card>
            <div className={styles.head}>
              <Subtitle2 as="h3">{index + 1}人目の候補</Subtitle2>
              <Badge
                appearance="tint"
                color={band.id === 'high' ? 'brand' : 'informative'}
                size="large"
                shape="rounded"
              >
                {band.name}
              </Badge>
            </div>
            <ul className={styles.reasons}>
              {reasons.map((reason) => (
                <li key={reason}>
                  <Body1>{reason}</Body1>
                </li>
              ))}
            </ul>
            <Caption1 className={styles.soft}>
              {contacts
                .map(
                  ({ department, count, newest }) =>
                    `${department.name} ${count}件(最新 ${moment(newest, now)})`,
                )
                .join('、')}
            </Caption1>
            <PageLink to={`subjects/${subject}`} className={styles.link}>
              {index + 1}人目のファイルを見る
            </PageLink>
          </Card>
        </li>
      ))}
    </ul>
  );
}
