import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { CloseIcon, FilterIcon } from '../shell/icons.tsx';
import { usePhone } from '../shell/use-phone.ts';
import { FilterFields, OrderField, WordsField } from './fields.tsx';
import type { Filters } from './filters.ts';

const useStyles = makeStyles({
  bar: { display: 'grid', gap: tokens.spacingVerticalM },
  words: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  search: { flexGrow: 1, maxWidth: '520px' },
  note: { color: tokens.colorNeutralForeground3, paddingBottom: tokens.spacingVerticalS },
  filters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(148px, 1fr))',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
  drawer: { height: '88%' },
  fields: { display: 'grid', gap: tokens.spacingVerticalM, paddingBottom: tokens.spacingVerticalXXL },
  button: { minHeight: '44px' },
  foot: { display: 'flex', gap: tokens.spacingHorizontalS },
});

type Props = {
  readonly filters: Filters;
  readonly words: string;
  /** How many filters are set, words included. */
  readonly active: number;
  readonly onChange: (filters: Filters) => void;
  readonly onWords: (words: string) => void;
  readonly onClear: () => void;
};

const traced = 'ことばで調べたことは、監査のために残ります。';

/** Above the rows; on a phone folded into one button. */
export function FilterBar({ filters, words, active, onChange, onWords, onClear }: Props): ReactNode {
  const styles = useStyles();
  const phone = usePhone();
  const [open, setOpen] = useState(false);

  if (!phone) {
    return (
      <section className={styles.bar} aria-label="しぼりこみ">
        <div className={styles.words}>
          <div className={styles.search}>
            <WordsField words={words} onSearch={onWords} />
          </div>
          <Text size={200} className={styles.note}>
            {traced}
          </Text>
        </div>
        <div className={styles.filters}>
          <FilterFields filters={filters} onChange={onChange} />
        </div>
      </section>
    );
  }
  return (
    <>
      <Button className={styles.button} icon={<FilterIcon />} onClick={() => setOpen(true)}>
        {active === 0 ? 'しぼりこみ' : `しぼりこみ(${active})`}
      </Button>
      <OverlayDrawer
        position="bottom"
        className={styles.drawer}
        open={open}
        onOpenChange={(_, data) => setOpen(data.open)}
      >
        <DrawerHeader>
          <DrawerHeaderTitle
            action={
              <Button
                className={styles.button}
                appearance="subtle"
                aria-label="閉じる"
                icon={<CloseIcon />}
                onClick={() => setOpen(false)}
              />
            }
          >
            しぼりこみ
          </DrawerHeaderTitle>
        </DrawerHeader>
        <DrawerBody>
          <div className={styles.fields}>
            <WordsField
              words={words}
              onSearch={(next) => {
                onWords(next);
                setOpen(false);
              }}
            />
            <Text size={200}>{traced}</Text>
            <FilterFields filters={filters} onChange={onChange} />
            <OrderField filters={filters} onChange={onChange} />
            <div className={styles.foot}>
              <Button className={styles.button} appearance="primary" onClick={() => setOpen(false)}>
                一覧を見る
              </Button>
              <Button className={styles.button} onClick={onClear}>
                すべて外す
              </Button>
            </div>
          </div>
        </DrawerBody>
      </OverlayDrawer>
    </>
  );
}
