import {
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode, Ref } from 'react';
import type { Placed } from '../editing/problems.ts';

const useStyles = makeStyles({
  whole: { ':focus': { outlineStyle: 'none' } },
  bar: { marginBottom: tokens.spacingVerticalL },
  // The colour of links is too weak on the bar's own ground in the dark theme.
  link: { color: tokens.colorNeutralForeground1, textDecorationLine: 'underline', textAlign: 'left' },
  list: { margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalS}`, paddingLeft: '1.2em' },
  item: { marginBottom: tokens.spacingVerticalXS },
});

type Props = {
  readonly problems: readonly Placed[];
  readonly onGo: (problem: Placed) => void;
  readonly ref: Ref<HTMLDivElement>;
};

/** Everything that is to be put right, above all fields; each leads to its field where there is one. */
export function ProblemSummary({ problems, onGo, ref }: Props): ReactNode {
  const styles = useStyles();
  return (
    <div ref={ref} tabIndex={-1} className={styles.whole}>
      {problems.length === 0 ? null : (
        <MessageBar className={styles.bar} intent="error" layout="multiline" politeness="assertive">
          <MessageBarBody>
            <MessageBarTitle>
              直すところが{problems.length}か所あります。まだ保存していません。
            </MessageBarTitle>
            <ul className={styles.list}>
              {problems.map((problem, index) => (
                <li key={`${index} ${problem.where}`} className={styles.item}>
                  {problem.field ? (
                    <Link as="button" className={styles.link} onClick={() => onGo(problem)}>
                      {problem.where}
                    </Link>
                  ) : (
                    problem.where
                  )}
                  {problem.where === '' ? '' : ': '}
                  {problem.message}
                </li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}
