import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useShell } from '../shell/context.ts';
import { Loading } from '../shell/states.tsx';
import { themes } from '../shell/theme.ts';

const useStyles = makeStyles({
  card: {
    maxWidth: '720px',
    padding: 0,
    overflow: 'hidden',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  problem: { padding: tokens.spacingVerticalL },
});

type Drawing = 'loading' | 'drawn' | 'impossible';

/** The same card as in the chat, without its buttons. The library is loaded with the first card. */
export function CardView({
  card,
  name,
}: {
  card: Readonly<Record<string, unknown>>;
  /** What a screen reader calls it. */
  name: string;
}): ReactNode {
  const styles = useStyles();
  const { theme } = useShell();
  const place = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing>('loading');

  useEffect(() => {
    let gone = false;
    const draw = async (): Promise<void> => {
      let element: HTMLElement | undefined;
      try {
        const { renderCard } = await import('./render.ts');
        element = renderCard(card, themes[theme]);
      } catch {
        // The chunk did not come: said below like a card that cannot be drawn.
        element = undefined;
      }
      if (gone) return;
      place.current?.replaceChildren(...(element === undefined ? [] : [element]));
      setDrawing(element === undefined ? 'impossible' : 'drawn');
    };
    void draw();
    return () => {
      gone = true;
    };
  }, [card, theme]);

  return (
    <article className={styles.card} aria-label={name}>
      {drawing === 'loading' ? (
        <div className={styles.problem}>
          <Loading rows={4} />
        </div>
      ) : null}
      {drawing === 'impossible' ? (
        <Body1 as="p" className={styles.problem}>
          カードを表示できませんでした。ページを開き直してください。
        </Body1>
      ) : null}
      <div ref={place} />
    </article>
  );
}
