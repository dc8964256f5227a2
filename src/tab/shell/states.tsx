import {
  Body1,
  Button,
  Caption1,
  Card,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import type { Failure, FailureKind } from '../api/failure.ts';
import { LockIcon, ReloadIcon, SearchIcon, ShieldIcon, WarningIcon } from './icons.tsx';
import { onPhone } from './theme.ts';

const useStyles = makeStyles({
  box: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXL}`,
    maxWidth: '560px',
    margin: '0 auto',
    boxShadow: 'none',
    backgroundColor: 'transparent',
  },
  text: { margin: 0 },
  icon: {
    display: 'grid',
    placeItems: 'center',
    width: '56px',
    height: '56px',
    borderRadius: '50%',
    fontSize: '24px',
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, justifyContent: 'center' },
  button: { minHeight: '44px' },
  reference: { color: tokens.colorNeutralForeground3, userSelect: 'text' },
  loading: { display: 'grid', gap: tokens.spacingVerticalL, paddingTop: tokens.spacingVerticalS },
  row: {
    display: 'grid',
    gridTemplateColumns: '120px 90px 1fr 90px',
    gap: tokens.spacingHorizontalL,
    [onPhone]: { gridTemplateColumns: '1fr 1fr' },
  },
  quiet: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

type NoticeProps = {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly reference?: string | undefined;
  /** Something went wrong: read out at once. */
  readonly urgent?: boolean;
};

/** One thing to say in place of what a page would show, and what to do about it. */
export function Notice({
  icon,
  title,
  children,
  actions,
  reference,
  urgent = false,
}: NoticeProps): ReactNode {
  const styles = useStyles();
  return (
    <Card className={styles.box} appearance="subtle" role={urgent ? 'alert' : 'status'}>
      <span className={styles.icon}>{icon}</span>
      <Subtitle2 as="h2" block>
        {title}
      </Subtitle2>
      <Body1 as="p" block align="center" className={styles.text}>
        {children}
      </Body1>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      {reference === undefined ? null : (
        <Caption1 className={styles.reference}>問い合わせ番号: {reference}</Caption1>
      )}
    </Card>
  );
}

/** Grey lines in the place of what is coming; after a while it says that it takes longer. */
export function Loading({
  rows = 6,
  what = '読み込んでいます',
}: {
  rows?: number;
  what?: string;
}): ReactNode {
  const styles = useStyles();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 4000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.loading}>
      <output className={slow ? '' : styles.quiet}>
        {slow ? `${what}。いつもより時間がかかっています…` : `${what}…`}
      </output>
      <Skeleton aria-hidden="true" className={styles.loading}>
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className={styles.row}>
            <SkeletonItem size={20} />
            <SkeletonItem size={20} />
            <SkeletonItem size={20} />
            <SkeletonItem size={20} />
          </div>
        ))}
      </Skeleton>
    </div>
  );
}

type Words = { readonly title: string; readonly text: string; readonly icon: ReactNode };

const words: Readonly<Record<FailureKind, Words>> = {
  'sign-in': {
    title: 'サインインを確かめられませんでした',
    text: '「再読み込み」を押してください。それでも出るときは、Teamsを開き直してください。',
    icon: <LockIcon />,
  },
  'not-entitled': {
    title: 'この画面を見る権限がありません',
    text: '必要なときは、調整担当にお知らせください。',
    icon: <LockIcon />,
  },
  'not-found': {
    title: '見つからないか、見る権限がありません',
    text: '番号が正しいか確かめてください。ほかの課の記録は、見られないことがあります。',
    icon: <SearchIcon />,
  },
  conflict: {
    title: 'ほかの人が先に変えました',
    text: '「再読み込み」を押すと、今の内容が出ます。',
    icon: <WarningIcon />,
  },
  refused: {
    title: 'この内容では調べられませんでした',
    text: '条件を変えて、もう一度ためしてください。',
    icon: <WarningIcon />,
  },
  'too-many': {
    title: '少し間をおいてください',
    text: '短い間に何度も読み込まれました。30秒ほど待って「再読み込み」を押してください。',
    icon: <WarningIcon />,
  },
  unreachable: {
    title: 'Tateにつながりませんでした',
    text: 'ネットワークを確かめて「再読み込み」を押してください。チャットでの記録は、このあいだも送り直せます。',
    icon: <WarningIcon />,
  },
  trouble: {
    title: '読み込めませんでした',
    text: '「再読み込み」を押してください。続くときは、問い合わせ番号を情報政策課へお知らせください。',
    icon: <WarningIcon />,
  },
  stopped: {
    title: '止めました',
    text: '「再読み込み」を押すと、もう一度読み込みます。',
    icon: <ReloadIcon />,
  },
};

/** Why nothing came, in words, and 再読み込み. The words of the service come first, where it sent some. */
export function ErrorState({
  failure,
  onReload,
  title: ownTitle,
}: {
  failure: Failure;
  onReload?: () => void;
  /** In place of the usual one for this kind of failure; then 再読み込み is offered whatever it is. */
  title?: string;
}): ReactNode {
  const styles = useStyles();
  const { title, text, icon } = words[failure.kind];
  const own = failure.kind === 'not-found' ? undefined : failure.detail;
  const useless = ownTitle === undefined && (failure.kind === 'not-entitled' || failure.kind === 'not-found');
  return (
    <Notice
      icon={icon}
      title={ownTitle ?? title}
      reference={failure.reference}
      urgent
      actions={
        onReload === undefined || useless ? undefined : (
          <Button className={styles.button} appearance="primary" icon={<ReloadIcon />} onClick={onReload}>
            再読み込み
          </Button>
        )
      }
    >
      {own ?? text}
    </Notice>
  );
}

/** For pages that the person may not open at all. */
export function NoPermission({ children }: { children?: ReactNode }): ReactNode {
  const { title, text, icon } = words['not-entitled'];
  return (
    <Notice icon={icon} title={title}>
      {children ?? text}
    </Notice>
  );
}

/** Nothing there, and what to do. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}): ReactNode {
  return (
    <Notice icon={<ShieldIcon />} title={title} actions={actions}>
      {children}
    </Notice>
  );
}
