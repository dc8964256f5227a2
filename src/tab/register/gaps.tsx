import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useMe } from '../shell/context.ts';
import { PageLink } from '../shell/link.tsx';
import { onPhone } from '../shell/theme.ts';
import { usePhone } from '../shell/use-phone.ts';

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalL },
  // The colour of links is too weak on the bar's own ground in the dark theme.
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    minHeight: '32px',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'underline',
    [onPhone]: { minHeight: '44px' },
  },
  list: { margin: `${tokens.spacingVerticalXS} 0`, paddingLeft: '1.2em' },
});

const missingText = { channel: 'アラートの届くチャネル', approver: '判断する承認者' } as const;

/** A ward that has only begun lacks most of them: the register is still to be seen below. */
const SHOWN = 3;

/** For coordinators: departments that no alert reaches, or in which nobody can decide. */
export function Gaps(): ReactNode {
  const styles = useStyles();
  const { gaps } = useMe();
  const phone = usePhone();
  if (gaps.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar}>
      <MessageBarBody>
        <MessageBarTitle>アラートや判断が止まる課が、{gaps.length}課あります</MessageBarTitle>
        {phone ? null : (
          <ul className={styles.list}>
            {gaps.slice(0, SHOWN).map(({ department, missing }) => (
              <li key={department.id}>
                {department.name}には、{missing.map((one) => missingText[one]).join('と')}がありません。
              </li>
            ))}
            {gaps.length > SHOWN ? <li>ほか{gaps.length - SHOWN}課</li> : null}
          </ul>
        )}
        <PageLink to="settings" className={styles.link}>
          設定で直す
        </PageLink>
      </MessageBarBody>
    </MessageBar>
  );
}
