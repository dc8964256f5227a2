import { Body1, Caption1, Card, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { RecordView } from '../../api/record.ts';
import { StateBadge } from '../shell/badges.tsx';
import { fullMoment } from '../shell/format.ts';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    maxWidth: '720px',
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  soft: { color: tokens.colorNeutralForeground3 },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

/** What was asked of the approvers, and what they decided. It is decided on the card in the chat. */
export function Decisions({ decisions }: { decisions: RecordView['decisions'] }): ReactNode {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {decisions.map(({ id, askedAt, asked, state, reason, decided }) => (
        <li key={id}>
          <Card>
            <div className={styles.head}>
              <Subtitle2 as="h2">{asked.map(({ name }) => name).join('、')}</Subtitle2>
              <StateBadge state={state} />
            </div>
            <Caption1 className={styles.soft}>{fullMoment(askedAt)}に求められました</Caption1>
            {reason === undefined ? null : <Body1 className={styles.text}>求めた理由: {reason}</Body1>}
            {decided === undefined ? null : (
              <div>
                <Caption1 block className={styles.soft}>
                  {fullMoment(decided.at)}
                  {decided.by === undefined ? '' : ` ${decided.by}`}
                </Caption1>
                {decided.reason === undefined ? null : (
                  <Body1 block className={styles.text}>
                    {decided.reason}
                  </Body1>
                )}
              </div>
            )}
          </Card>
        </li>
      ))}
    </ul>
  );
}
