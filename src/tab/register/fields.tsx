import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useMe } from '../shell/context.ts';
import { SearchIcon } from '../shell/icons.tsx';
import { type Choosable, choicesOf, choosable, type Filters, isDay, withFilter } from './filters.ts';

const useStyles = makeStyles({
  words: { display: 'flex', alignItems: 'flex-end', gap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1 },
  button: { minHeight: '40px' },
  input: { minHeight: '40px', width: '100%', minWidth: 0 },
});

type Props = { readonly filters: Filters; readonly onChange: (filters: Filters) => void };

/** One day; what is only half typed changes nothing yet. */
function Day({ label, day, onDay }: { label: string; day: string; onDay: (day: string) => void }): ReactNode {
  const styles = useStyles();
  const [typed, setTyped] = useState(day);
  const [shown, setShown] = useState(day);
  if (shown !== day) {
    setShown(day);
    setTyped(day);
  }
  return (
    <Field label={label}>
      <Input
        type="date"
        className={styles.input}
        value={typed}
        onChange={(_, { value }) => {
          setTyped(value);
          if (value === '' || isDay(value)) onDay(value);
        }}
      />
    </Field>
  );
}

/** Everything that narrows the register down, besides words. A change counts at once. */
export function FilterFields({ filters, onChange }: Props): ReactNode {
  const styles = useStyles();
  const choices = choicesOf(useMe());
  return (
    <>
      <Day
        label="いつから"
        day={filters.from ?? ''}
        onDay={(day) => onChange(withFilter(filters, 'from', day))}
      />
      <Day
        label="いつまで"
        day={filters.until ?? ''}
        onDay={(day) => onChange(withFilter(filters, 'until', day))}
      />
      {Object.entries(choosable).map(([key, name]) => (
        <Field key={key} label={name}>
          <Select
            select={{ className: styles.input }}
            value={filters[key as Choosable] ?? ''}
            onChange={(_, { value }) => onChange(withFilter(filters, key as Choosable, value))}
          >
            <option value="">すべて</option>
            {choices[key as Choosable].map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ))}
    </>
  );
}

const orders = {
  'occurred newest': '起きた日時の新しい順',
  'occurred oldest': '起きた日時の古い順',
  'filed newest': '登録の新しい順',
  'filed oldest': '登録の古い順',
} as const;

/** For narrow screens, which have no heads of columns to press. */
export function OrderField({ filters, onChange }: Props): ReactNode {
  const styles = useStyles();
  return (
    <Field label="並び順">
      <Select
        select={{ className: styles.input }}
        value={`${filters.sort} ${filters.order}`}
        onChange={(_, { value }) => {
          const [sort, order] = value.split(' ');
          onChange({
            ...filters,
            sort: sort === 'filed' ? 'filed' : 'occurred',
            order: order === 'oldest' ? 'oldest' : 'newest',
          });
        }}
      >
        {Object.entries(orders).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Words are looked for when the person says so: such a search is written down. */
export function WordsField({
  words,
  onSearch,
}: {
  words: string;
  onSearch: (words: string) => void;
}): ReactNode {
  const styles = useStyles();
  const [typed, setTyped] = useState(words);
  const [shown, setShown] = useState(words);
  if (shown !== words) {
    setShown(words);
    setTyped(words);
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSearch(typed.trim());
  };
  return (
    <search>
      <form className={styles.words} onSubmit={submit}>
        <Field className={styles.grow} label="ことば・記録番号">
          <Input
            type="search"
            className={styles.input}
            value={typed}
            maxLength={100}
            placeholder="例: 責任者を出せ"
            onChange={(_, { value }) => setTyped(value)}
          />
        </Field>
        <Button type="submit" className={styles.button} icon={<SearchIcon />}>
          さがす
        </Button>
      </form>
    </search>
  );
}
