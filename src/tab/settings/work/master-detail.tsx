import { Badge, Body1, Button, Caption1, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { memo, type ReactNode, useEffect, useRef, useState } from 'react';
import { count } from '../../shell/format.ts';
import { BackIcon, SearchIcon } from '../../shell/icons.tsx';
import { onPhone } from '../../shell/theme.ts';
import { useSettingsStyles } from './styles.ts';
import { usePhone } from './use-phone.ts';

const useStyles = makeStyles({
  both: {
    display: 'grid',
    gridTemplateColumns: 'minmax(220px, 300px) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXL,
    alignItems: 'start',
    [onPhone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  master: { display: 'grid', gap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)' },
  list: {
    margin: 0,
    padding: '3px',
    listStyleType: 'none',
    maxHeight: '70vh',
    overflowY: 'auto',
    [onPhone]: { maxHeight: 'none', overflowY: 'visible', padding: 0 },
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    width: '100%',
    minHeight: '44px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    border: 'none',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: 0,
    textAlign: 'left',
    font: 'inherit',
    color: tokens.colorNeutralForeground1,
    backgroundColor: 'transparent',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground3,
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
    fontWeight: tokens.fontWeightSemibold,
  },
  words: { display: 'grid', minWidth: 0, overflowWrap: 'anywhere' },
  sub: { color: tokens.colorNeutralForeground2 },
  count: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  detail: { minWidth: 0, scrollMarginTop: '60px', ':focus': { outlineStyle: 'none' } },
});

export type Item = {
  readonly key: string;
  readonly title: string;
  readonly sub?: string;
  /** Something of it is to be put right, or not saved yet. */
  readonly mark?: 'problem' | 'changed' | undefined;
  /** What the search looks at beside the title. */
  readonly words?: string;
};

const marks = {
  problem: { text: '直すところ', color: 'danger' },
  changed: { text: '未保存', color: 'warning' },
} as const;

type RowProps = {
  readonly item: Item;
  readonly chosen: boolean;
  readonly onChoose: (key: string) => void;
};

const Row = memo(
  ({ item, chosen, onChoose }: RowProps): ReactNode => {
    const styles = useStyles();
    return (
      <li>
        <button
          type="button"
          data-item={item.key}
          className={chosen ? `${styles.row} ${styles.chosen}` : styles.row}
          {...(chosen ? { 'aria-current': true } : {})}
          onClick={() => onChoose(item.key)}
        >
          <span className={styles.words}>
            <span>{item.title === '' ? '(名前がまだありません)' : item.title}</span>
            {item.sub === undefined ? null : <Caption1 className={styles.sub}>{item.sub}</Caption1>}
          </span>
          {item.mark === undefined ? null : (
            <Badge appearance="tint" color={marks[item.mark].color}>
              {marks[item.mark].text}
            </Badge>
          )}
        </button>
      </li>
    );
  },
  (before, after) =>
    before.chosen === after.chosen &&
    before.onChoose === after.onChoose &&
    before.item.key === after.item.key &&
    before.item.title === after.item.title &&
    before.item.sub === after.item.sub &&
    before.item.mark === after.item.mark,
);

type Props = {
  readonly items: readonly Item[];
  /** What the items are called, as in 「課をさがす」. */
  readonly what: string;
  readonly chosen: string | undefined;
  readonly onChoose: (key: string | undefined) => void;
  /** Above the list, such as a button to add one. */
  readonly actions?: ReactNode;
  /** Below the list, such as a button for more of it. */
  readonly after?: ReactNode;
  /** For the chosen item. */
  readonly children: ReactNode;
};

/** How many rows stand on the page at first. */
const ROWS = 250;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** A list to search in, and beside it what is chosen; on a phone one after the other. */
export function MasterDetail({ items, what, chosen, onChoose, actions, after, children }: Props): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const phone = usePhone();
  const [typed, setTyped] = useState('');
  const detail = useRef<HTMLElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const wanted = plain(typed.trim());
  const found =
    wanted === ''
      ? items
      : items.filter(({ title, sub = '', words = '' }) => plain(`${title} ${sub} ${words}`).includes(wanted));
  const isOpen = items.some(({ key }) => key === chosen);
  const before = useRef(chosen);

  useEffect(() => {
    const left = before.current;
    before.current = chosen;
    if (!phone || left === chosen) return;
    // On a phone the one takes the place of the other, and the focus goes along.
    const row =
      left === undefined
        ? null
        : list.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(left)}"]`);
    const next = chosen === undefined ? row : detail.current;
    if (next === null || next?.contains(document.activeElement) === true) return;
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: chosen === undefined ? 'center' : 'start' });
  }, [chosen, phone]);

  return (
    <div className={styles.both}>
      {phone && isOpen ? null : (
        <div className={styles.master}>
          {actions}
          <Field label={`${what}をさがす`}>
            <Input
              type="search"
              className={shared.control}
              contentBefore={<SearchIcon />}
              value={typed}
              onChange={(_, { value }) => setTyped(value)}
            />
          </Field>
          <output className={styles.count}>
            {wanted === '' ? `${count(items.length)}件` : `${count(found.length)}件見つかりました`}
          </output>
          <ul ref={list} className={styles.list} aria-label={what}>
            {found.slice(0, ROWS).map((item) => (
              <Row key={item.key} item={item} chosen={item.key === chosen} onChoose={onChoose} />
            ))}
          </ul>
          {found.length > ROWS ? (
            <Body1>多いため、はじめの{ROWS}件だけを出しています。ことばでさがしてください。</Body1>
          ) : null}
          {after}
        </div>
      )}
      {phone && !isOpen ? null : (
        <section ref={detail} tabIndex={-1} className={styles.detail} aria-label={`選んだ${what}`}>
          {phone ? (
            <Button
              className={shared.button}
              appearance="transparent"
              icon={<BackIcon />}
              onClick={() => onChoose(undefined)}
            >
              {what}の一覧へ
            </Button>
          ) : null}
          {isOpen ? children : <Body1 className={shared.soft}>左の一覧から選んでください。</Body1>}
        </section>
      )}
    </div>
  );
}
