import { Button, makeStyles, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useShell } from './context.ts';
import { ChatIcon, GearIcon, ListIcon, PersonIcon, ShieldIcon } from './icons.tsx';
import type { PartOfTab } from './page.ts';
import { onPhone } from './theme.ts';

/** Room for the bar at the bottom of a phone. */
export const BAR_HEIGHT = '60px';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    top: 0,
    zIndex: 10,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    minHeight: '52px',
    padding: `0 ${tokens.spacingHorizontalXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [onPhone]: { padding: `0 ${tokens.spacingHorizontalM}`, minHeight: '48px' },
  },
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  shield: { display: 'grid', color: tokens.colorBrandForeground1, fontSize: '18px' },
  ward: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  nav: {
    [onPhone]: {
      position: 'fixed',
      zIndex: 10,
      left: 0,
      right: 0,
      bottom: 0,
      backgroundColor: tokens.colorNeutralBackground1,
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
      paddingBottom: 'env(safe-area-inset-bottom)',
    },
  },
  tabs: { [onPhone]: { justifyContent: 'space-around' } },
  tab: { minHeight: '52px', [onPhone]: { flexGrow: 1, minHeight: BAR_HEIGHT } },
  end: {
    marginLeft: 'auto',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minWidth: 0,
  },
  who: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground2,
    [onPhone]: { display: 'none' },
  },
  chat: { minHeight: '44px', whiteSpace: 'nowrap' },
});

const icons: Readonly<Record<PartOfTab, ReactNode>> = {
  register: <ListIcon />,
  subjects: <PersonIcon />,
  settings: <GearIcon />,
};

type Props = {
  readonly parts: readonly { readonly part: PartOfTab; readonly name: string; readonly path: string }[];
  readonly selected: PartOfTab | undefined;
};

/** Above every page; on a phone the parts stand at the bottom, where the thumb is. */
export function Navigation({ parts, selected }: Props): ReactNode {
  const styles = useStyles();
  const { me, router, openChat } = useShell();
  return (
    <header className={styles.bar}>
      <span className={styles.name}>
        <span className={styles.shield}>
          <ShieldIcon />
        </span>
        <Text weight="semibold" className={styles.ward}>
          {me.ward.name}
        </Text>
      </span>
      <nav className={styles.nav} aria-label="台帳の中の移動">
        <TabList
          className={styles.tabs}
          selectedValue={selected ?? null}
          onTabSelect={(_, { value }) => {
            const part = parts.find((one) => one.part === value);
            if (part !== undefined) router.go(part.path);
          }}
        >
          {parts.map(({ part, name }) => (
            <Tab key={part} value={part} icon={<>{icons[part]}</>} className={styles.tab}>
              {name}
            </Tab>
          ))}
        </TabList>
      </nav>
      <div className={styles.end}>
        <Text className={styles.who}>
          {me.department === undefined ? me.name : `${me.department.name} ${me.name}`}
        </Text>
        <Button className={styles.chat} icon={<ChatIcon />} appearance="subtle" onClick={openChat}>
          チャットへ
        </Button>
      </div>
    </header>
  );
}
