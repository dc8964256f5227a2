import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    borderLeft: `2px solid ${tokens.colorNeutralStroke1}`,
    marginLeft: '6px',
  },
  item: {
    position: 'relative',
    paddingLeft: tokens.spacingHorizontalXL,
    paddingBottom: tokens.spacingVerticalL,
    '::before': {
      content: '""',
      position: 'absolute',
      left: '-7px',
      top: '6px',
      width: '10px',
      height: '10px',
      borderRadius: '50%',
      backgroundColor: tokens.colorNeutralBackground1,
      border: `2px solid ${tokens.colorNeutralStrokeAccessible}`,
      boxSizing: 'content-box',
      transform: 'translateX(-1px)',
    },
  },
});

/** Things one after the other, beside a line. */
export function Timeline({ name, children }: { name: string; children: ReactNode }): ReactNode {
  const styles = useStyles();
  return (
    <ol className={styles.list} aria-label={name}>
      {children}
    </ol>
  );
}

export function TimelineItem({ children }: { children: ReactNode }): ReactNode {
  const styles = useStyles();
  return <li className={styles.item}>{children}</li>;
}
