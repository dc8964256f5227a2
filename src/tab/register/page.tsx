import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useMe, usePlace, useRouter, useShell } from '../shell/context.ts';
import { count } from '../shell/format.ts';
import { PageFrame } from '../shell/frame.tsx';
import { ChatIcon, CloseIcon, ReloadIcon } from '../shell/icons.tsx';
import { hashOf } from '../shell/router.ts';
import { EmptyState, Loading } from '../shell/states.tsx';
import { onPhone } from '../shell/theme.ts';
import { usePhone } from '../shell/use-phone.ts';
import { FilterBar } from './filter-bar.tsx';
import { type Chip, chipsOf, choicesOf, type Filters, filtersFrom, noFilters, queryOf } from './filters.ts';
import { Gaps } from './gaps.tsx';
import { lookedText, WalkFoot } from './progress.tsx';
import { RecordList, RecordTable } from './rows.tsx';
import { newSearch, type Search, useWalk } from './use-walk.ts';
import { isSearching, type Walk } from './walk.ts';

const useStyles = makeStyles({
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    margin: `${tokens.spacingVerticalM} 0`,
  },
  chip: { [onPhone]: { minHeight: '44px' } },
  button: { minHeight: '44px' },
  count: { color: tokens.colorNeutralForeground2 },
  rows: { overflowX: 'auto' },
});

/** What a screen reader hears when rows have come, and what stands above them. */
function countText(walk: Walk, now: Date): string {
  const { length } = walk.rows;
  if (walk.phase === 'failed') return '';
  if (isSearching(walk)) return 'さがしています…';
  if (length === 0) return walk.phase === 'through' ? '見つかりませんでした' : lookedText(walk, now);
  return walk.phase === 'through' ? `全部で${count(length)}件` : `${count(length)}件を表示しています`;
}

/** 台帳: the records that the reader may see. Filters stand in the address, words do not. */
export function RegisterPage(): ReactNode {
  const styles = useStyles();
  const { openChat } = useShell();
  const me = useMe();
  const router = useRouter();
  const { query, key, by } = usePlace();
  const phone = usePhone();
  const choices = choicesOf(me);
  const [now] = useState(() => new Date());

  const keep = useCallback((search: Search) => router.remember(key, search), [router, key]);
  const { search, start, more, stop } = useWalk(() => {
    const filters = filtersFrom(query, choices);
    const kept = router.memory(key) as Search | undefined;
    // Only when nobody has changed the address by hand since.
    return kept !== undefined && queryOf(kept.filters) === queryOf(filters) ? kept : newSearch(filters, '');
  }, keep);
  const { filters, words, walk } = search;

  // Whoever comes back stands where they left: at the record that they had opened.
  const openedKey = `${key} opened`;
  const opened = by === 'back' ? router.memory(openedKey) : undefined;
  useEffect(() => {
    if (typeof opened !== 'string') return;
    const link = document.querySelector<HTMLElement>(`a[href="${hashOf(`records/${opened}`)}"]`);
    link?.focus({ preventScroll: true });
    link?.scrollIntoView({ block: 'center' });
  }, [opened]);
  useEffect(
    () => () => router.remember(openedKey, /^records\/([\w-]+)$/u.exec(router.place().path)?.[1]),
    [router, openedKey],
  );

  const change = (next: Filters, nextWords = words): void => {
    router.rewrite(queryOf(next));
    start(next, nextWords);
  };
  const clear = (): void => change({ ...noFilters, sort: filters.sort, order: filters.order }, '');
  const chips: (Chip | { key: 'words'; label: string })[] = [
    ...chipsOf(filters, choices, now),
    ...(words === '' ? [] : [{ key: 'words' as const, label: `ことば: ${words}` }]),
  ];
  const empty = walk.phase === 'through' && walk.rows.length === 0;

  return (
    <PageFrame
      title="記録台帳"
      focusTitle={opened === undefined}
      actions={
        <Button
          className={styles.button}
          appearance="subtle"
          icon={<ReloadIcon />}
          onClick={() => start(filters, words)}
        >
          最新にする
        </Button>
      }
    >
      <Gaps />
      <FilterBar
        filters={filters}
        words={words}
        active={chips.length}
        onChange={(next) => change(next)}
        onWords={(next) => change(filters, next)}
        onClear={clear}
      />
      <div className={styles.chips}>
        {chips.map((chip) => (
          <Button
            key={chip.key}
            className={styles.chip}
            shape="circular"
            size="small"
            icon={<CloseIcon />}
            iconPosition="after"
            aria-label={`${chip.label} を外す`}
            onClick={() => ('without' in chip ? change(chip.without) : change(filters, ''))}
          >
            {chip.label}
          </Button>
        ))}
        {chips.length > 1 ? (
          <Button className={styles.chip} size="small" appearance="transparent" onClick={clear}>
            すべて外す
          </Button>
        ) : null}
        <output className={styles.count}>
          {walk.phase === 'asking' && walk.rows.length === 0 && walk.byItself === 0
            ? ''
            : countText(walk, now)}
        </output>
      </div>
      {walk.phase === 'asking' && walk.rows.length === 0 && walk.byItself === 0 ? (
        <Loading rows={10} />
      ) : null}
      {walk.rows.length === 0 ? null : (
        <div className={styles.rows}>
          {phone ? (
            <RecordList rows={walk.rows} now={now} />
          ) : (
            <RecordTable
              rows={walk.rows}
              filters={filters}
              now={now}
              onSort={(sort) =>
                change({
                  ...filters,
                  sort,
                  order: filters.sort === sort && filters.order === 'newest' ? 'oldest' : 'newest',
                })
              }
            />
          )}
        </div>
      )}
      {empty && chips.length > 0 ? (
        <EmptyState
          title="この条件に合う記録はありません"
          actions={
            <Button className={styles.button} appearance="primary" onClick={clear}>
              条件をすべて外す
            </Button>
          }
        >
          期間を広げるか、条件を減らしてみてください。ことばは、短くすると見つかりやすくなります。
        </EmptyState>
      ) : null}
      {empty && chips.length === 0 ? (
        <EmptyState
          title="見られる記録は、まだありません"
          actions={
            <Button className={styles.button} appearance="primary" icon={<ChatIcon />} onClick={openChat}>
              チャットで記録する
            </Button>
          }
        >
          {me.roles.coordinator || me.roles.approverOf.length > 0
            ? 'チャットで記録が登録されると、ここに並びます。'
            : 'あなたがチャットで登録した記録が、ここに並びます。'}
        </EmptyState>
      ) : null}
      <WalkFoot walk={walk} now={now} onMore={more} onStop={stop} />
    </PageFrame>
  );
}
