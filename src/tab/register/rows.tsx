import {
  Caption1,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { RegisterRow } from '../../api/register.ts';
import { Mark, SeverityBadge, StateBadge } from '../shell/badges.tsx';
import { useRouter } from '../shell/context.ts';
import { moment } from '../shell/format.ts';
import { BellIcon } from '../shell/icons.tsx';
import { PageLink } from '../shell/link.tsx';
import type { Filters } from './filters.ts';

const useStyles = makeStyles({
  table: { tableLayout: 'auto', minWidth: '100%' },
  row: { cursor: 'pointer', verticalAlign: 'top' },
  cell: { paddingTop: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalS, whiteSpace: 'normal' },
  tight: { whiteSpace: 'nowrap' },
  marks: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, alignItems: 'center' },
  number: { fontVariantNumeric: 'tabular-nums' },
  soft: { color: tokens.colorNeutralForeground3 },
  bell: { display: 'inline-grid', color: tokens.colorNeutralForeground2, fontSize: '16px' },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  list: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    position: 'relative',
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingVerticalM,
    minHeight: '44px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    // The whole card is the link's target.
    '& a::after': { content: '""', position: 'absolute', inset: 0 },
    ':focus-within': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  end: { marginLeft: 'auto' },
});

/** Small remarks beside a number. */
function Marks({ row }: { row: RegisterRow }): ReactNode {
  const styles = useStyles();
  return (
    <>
      {row.alerted ? (
        <span className={styles.bell} title="アラートを送った記録">
          <BellIcon />
          <span className={styles.hidden}>アラートを送った記録</span>
        </span>
      ) : null}
      {row.own ? <Mark>自分の記録</Mark> : null}
      {row.extent === 'conduct' ? <Mark>ふるまいのみ</Mark> : null}
    </>
  );
}

const conductOf = (row: RegisterRow): string => row.conduct.map(({ name }) => name).join('、') || '—';

type TableProps = {
  readonly rows: readonly RegisterRow[];
  readonly filters: Filters;
  readonly now: Date;
  readonly onSort: (sort: Filters['sort']) => void;
};

/** For wide screens. The number is the link; the rest of the row takes the mouse there as well. */
export function RecordTable({ rows, filters, now, onSort }: TableProps): ReactNode {
  const styles = useStyles();
  const router = useRouter();
  const direction = (sort: Filters['sort']) =>
    filters.sort === sort
      ? { sortDirection: filters.order === 'newest' ? ('descending' as const) : ('ascending' as const) }
      : {};
  const cell = mergeClasses(styles.cell, styles.tight);
  return (
    <Table className={styles.table} sortable aria-label="記録の一覧">
      <TableHeader>
        <TableRow>
          <TableHeaderCell sortable={false}>番号</TableHeaderCell>
          <TableHeaderCell {...direction('occurred')} onClick={() => onSort('occurred')}>
            起きた日時
          </TableHeaderCell>
          <TableHeaderCell sortable={false}>課</TableHeaderCell>
          <TableHeaderCell sortable={false}>場面</TableHeaderCell>
          <TableHeaderCell sortable={false}>行為</TableHeaderCell>
          <TableHeaderCell sortable={false}>重さ</TableHeaderCell>
          <TableHeaderCell sortable={false}>状態</TableHeaderCell>
          <TableHeaderCell {...direction('filed')} onClick={() => onSort('filed')}>
            登録日時
          </TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow
            key={row.number}
            className={styles.row}
            onClick={(event) => {
              if (!event.defaultPrevented && globalThis.getSelection()?.type !== 'Range') {
                router.go(`records/${row.number}`);
              }
            }}
          >
            <TableCell className={cell}>
              <span className={styles.number}>
                <PageLink to={`records/${row.number}`}>{row.number}</PageLink>
              </span>
              <div className={styles.marks}>
                <Marks row={row} />
              </div>
            </TableCell>
            <TableCell className={cell}>{moment(row.occurredAt, now)}</TableCell>
            <TableCell className={styles.cell}>
              {row.department.name}
              {row.reporter === undefined ? null : (
                <Caption1 block className={styles.soft}>
                  {row.reporter}
                </Caption1>
              )}
            </TableCell>
            <TableCell className={cell}>{row.scene.name}</TableCell>
            <TableCell className={styles.cell}>{conductOf(row)}</TableCell>
            <TableCell className={cell}>
              <SeverityBadge severity={row.severity} />
            </TableCell>
            <TableCell className={cell}>
              <StateBadge state={row.state} />
            </TableCell>
            <TableCell className={cell}>{moment(row.filedAt, now)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** For phones: one card each, the whole of which is the link. */
export function RecordList({ rows, now }: { rows: readonly RegisterRow[]; now: Date }): ReactNode {
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label="記録の一覧">
      {rows.map((row) => (
        <li key={row.number} className={styles.item}>
          <div className={styles.line}>
            <Text weight="semibold">{moment(row.occurredAt, now)}</Text>
            <span className={mergeClasses(styles.line, styles.end)}>
              <SeverityBadge severity={row.severity} />
              <StateBadge state={row.state} />
            </span>
          </div>
          <div>
            {row.department.name}・{row.scene.name}
            {row.reporter === undefined ? '' : `・${row.reporter}`}
          </div>
          <div>{conductOf(row)}</div>
          <div className={styles.line}>
            <PageLink to={`records/${row.number}`}>{row.number}</PageLink>
            <Marks row={row} />
          </div>
        </li>
      ))}
    </ul>
  );
}
