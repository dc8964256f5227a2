import {
  Body1,
  Caption1,
  makeStyles,
  mergeClasses,
  Subtitle2,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { AlertView } from '../../api/record.ts';
import { CardView } from '../adaptive/card.tsx';
import { fullMoment, moment } from '../shell/format.ts';
import { CheckIcon, ClockIcon, WarningIcon } from '../shell/icons.tsx';
import { onWide } from '../shell/theme.ts';
import { usePhone } from '../shell/use-phone.ts';
import { type Delivery, deliveryTexts } from './delivery-texts.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gap: tokens.spacingHorizontalXXL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    [onWide]: { gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 4fr)' },
    alignItems: 'start',
  },
  soft: { color: tokens.colorNeutralForeground3 },
  cell: {
    verticalAlign: 'top',
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    height: 'auto',
  },
  departments: { margin: `${tokens.spacingVerticalS} 0 0`, padding: 0, listStyleType: 'none' },
  department: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  channels: { display: 'grid', gap: tokens.spacingVerticalXS, margin: 0, padding: 0, listStyleType: 'none' },
  state: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  failed: { color: tokens.colorStatusDangerForeground3 },
  table: { marginTop: tokens.spacingVerticalS },
});

const deliveryIcons: Readonly<Record<Delivery['state'], ReactNode>> = {
  shown: <CheckIcon />,
  waiting: <ClockIcon />,
  uncertain: <ClockIcon />,
  failed: <WarningIcon />,
};

function DeliveryView({ delivery, now }: { delivery: Delivery; now: Date }): ReactNode {
  const styles = useStyles();
  return (
    <li>
      <span className={mergeClasses(styles.state, delivery.state === 'failed' && styles.failed)}>
        {deliveryIcons[delivery.state]}
        {deliveryTexts[delivery.state]}
      </span>
      <Caption1 block className={styles.soft}>
        {delivery.name}
        {delivery.at === undefined ? '' : ` ${moment(delivery.at, now)}`}
      </Caption1>
      {delivery.note === undefined ? null : <Caption1 block>{delivery.note}</Caption1>}
    </li>
  );
}

type DepartmentOf = AlertView['departments'][number];

function Channels({ channels, now }: { channels: DepartmentOf['channels']; now: Date }): ReactNode {
  const styles = useStyles();
  if (channels.length === 0) {
    return (
      <span className={mergeClasses(styles.state, styles.failed)}>
        <WarningIcon />
        チャネルがありません
      </span>
    );
  }
  return (
    <ul className={styles.channels}>
      {channels.map((delivery, index) => (
        <DeliveryView key={`${index} ${delivery.name}`} delivery={delivery} now={now} />
      ))}
    </ul>
  );
}

function Confirmed({ at, now }: { at: string | undefined; now: Date }): ReactNode {
  const styles = useStyles();
  return at === undefined ? (
    <span className={styles.soft}>まだです</span>
  ) : (
    <span className={styles.state}>
      <CheckIcon />
      {moment(at, now)}
    </span>
  );
}

type Props = { readonly alert: AlertView; readonly now: Date };

function DepartmentTable({ alert, now }: Props): ReactNode {
  const styles = useStyles();
  return (
    <Table className={styles.table} aria-labelledby="alert-departments">
      <TableHeader>
        <TableRow>
          <TableHeaderCell>課</TableHeaderCell>
          <TableHeaderCell>チャネル</TableHeaderCell>
          <TableHeaderCell>確認しました</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {alert.departments.map(({ department, confirmedAt, channels }) => (
          <TableRow key={department.id}>
            <TableCell className={styles.cell}>{department.name}</TableCell>
            <TableCell className={styles.cell}>
              <Channels channels={channels} now={now} />
            </TableCell>
            <TableCell className={styles.cell}>
              <Confirmed at={confirmedAt} now={now} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** For phones: the departments below each other. */
function DepartmentList({ alert, now }: Props): ReactNode {
  const styles = useStyles();
  return (
    <ul className={styles.departments} aria-labelledby="alert-departments">
      {alert.departments.map(({ department, confirmedAt, channels }) => (
        <li key={department.id} className={styles.department}>
          <strong>{department.name}</strong>
          <div className={styles.state}>
            <span className={styles.soft}>確認しました:</span>
            <Confirmed at={confirmedAt} now={now} />
          </div>
          <Channels channels={channels} now={now} />
        </li>
      ))}
    </ul>
  );
}

/** Where the alert about a record went, who has confirmed it, and how it looks in the channels now. */
export function AlertPart({ alert }: { alert: AlertView }): ReactNode {
  const styles = useStyles();
  const phone = usePhone();
  const [now] = useState(() => new Date());
  return (
    <div className={styles.columns}>
      <section aria-labelledby="alert-departments">
        <Subtitle2 as="h2" id="alert-departments" block>
          各課への届き方
        </Subtitle2>
        <Body1 block>{alert.standing}</Body1>
        <Caption1 block className={styles.soft}>
          {fullMoment(alert.raisedAt)}に出されました
        </Caption1>
        {phone ? <DepartmentList alert={alert} now={now} /> : <DepartmentTable alert={alert} now={now} />}
      </section>
      <section aria-labelledby="alert-card">
        <Subtitle2 as="h2" id="alert-card" block>
          チャネルのカード
        </Subtitle2>
        <CardView card={alert.card} name="チャネルに出ているアラート" />
      </section>
    </div>
  );
}
