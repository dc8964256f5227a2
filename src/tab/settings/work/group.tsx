import { Body1, Subtitle2 } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { useSettingsStyles } from './styles.ts';

type Props = {
  readonly title: string;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  readonly level?: 'h2' | 'h3';
  readonly children: ReactNode;
};

/** A part of a page with its title. */
export function Group({ title, about, actions, level = 'h2', children }: Props): ReactNode {
  const styles = useSettingsStyles();
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.row}>
        <Subtitle2 as={level} id={id} className={styles.heading}>
          {title}
        </Subtitle2>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </div>
      {about === undefined ? null : (
        <Body1 as="p" className={`${styles.text} ${styles.soft}`}>
          {about}
        </Body1>
      )}
      {children}
    </section>
  );
}
