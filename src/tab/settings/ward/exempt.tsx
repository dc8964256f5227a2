import {
  Body1,
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Select,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { CloseIcon } from '../../shell/icons.tsx';
import { namedIn } from '../editing/part.ts';
import { listOf, type Path } from '../editing/path.ts';
import { ageNames } from '../parts/names.ts';
import { useField, useWork } from '../work/context.ts';
import { Group } from '../work/group.tsx';
import { useSettingsStyles } from '../work/styles.ts';
import type { WardDraft } from './draft.ts';

const useStyles = makeStyles({
  add: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1, minWidth: '180px' },
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  ages: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
});

const AGES: Path = ['exempt', 'ages'];
const DEPARTMENTS: Path = ['exempt', 'departments'];
const LINES: Path = ['exempt', 'lines'];

const errorOf = (message: string | undefined) =>
  message === undefined ? {} : { validationState: 'error' as const, validationMessage: message };

function Removable({ names, onRemove }: { names: readonly string[]; onRemove: (place: number) => void }) {
  const shared = useSettingsStyles();
  const styles = useStyles();
  return (
    <ul className={shared.list}>
      {names.map((name, place) => (
        <li key={`${place} ${name}`} className={styles.row}>
          <Body1 className={styles.name}>{name}</Body1>
          <Button
            className={shared.iconButton}
            appearance="subtle"
            icon={<CloseIcon />}
            aria-label={`${name}を外す`}
            onClick={() => onRemove(place)}
          />
        </li>
      ))}
    </ul>
  );
}

function Ages(): ReactNode {
  const styles = useStyles();
  const shared = useSettingsStyles();
  const { value, set, message, part, place } = useField(AGES);
  const chosen = listOf(value).map(String);
  return (
    <Field label={part.label} hint={part.hint ?? ''} {...errorOf(message)}>
      <fieldset className={`${shared.fieldset} ${styles.ages}`}>
        {Object.entries(ageNames).map(([id, name], index) => (
          <Checkbox
            key={id}
            {...(index === 0 ? place : {})}
            className={shared.check}
            label={name}
            checked={chosen.includes(id)}
            onChange={(_, { checked }) =>
              set(checked === true ? [...chosen, id] : chosen.filter((one) => one !== id))
            }
          />
        ))}
      </fieldset>
    </Field>
  );
}

const nameOf = namedIn('departments', ['name']);

function Departments(): ReactNode {
  const shared = useSettingsStyles();
  const { editor } = useWork();
  const { value, set, message, part, place } = useField(DEPARTMENTS);
  const ids = listOf(value).map(String);
  const others = (editor.draft as WardDraft).departments.filter(({ id }) => !ids.includes(id));
  return (
    <div className={shared.close}>
      <Field label={part.label} hint={part.hint ?? ''} {...errorOf(message)}>
        <Select
          {...place}
          select={{ className: shared.control }}
          value=""
          onChange={(_, { value: chosen }) => {
            if (chosen !== '') set([...ids, chosen]);
          }}
        >
          <option value="">課を加える</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Removable
        names={ids.map((id) => nameOf(id, editor.draft))}
        onRemove={(gone) => set(ids.toSpliced(gone, 1))}
      />
    </div>
  );
}

function LineNames(): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const { value, set, message, part, place } = useField(LINES);
  const [typed, setTyped] = useState('');
  const names = listOf(value).map(String);
  const add = (): void => {
    const name = typed.trim();
    if (name === '') return;
    if (!names.includes(name)) set([...names, name]);
    setTyped('');
  };
  return (
    <div className={shared.close}>
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Field
          className={styles.grow}
          label={part.label}
          hint={`${part.hint ?? ''}書いたら「加える」を押します。`}
          {...errorOf(message)}
        >
          <Input
            {...place}
            className={shared.control}
            value={typed}
            // Who saves at once means what stands here as well.
            onBlur={add}
            onChange={(_, { value: next }) => setTyped(next)}
          />
        </Field>
        <Button type="submit" className={shared.button}>
          加える
        </Button>
      </form>
      <Removable names={names} onRemove={(gone) => set(names.toSpliced(gone, 1))} />
    </div>
  );
}

/** Records that are matched with nobody: minors, and places of trust. */
export function Exempt(): ReactNode {
  return (
    <Group
      title="照合しない記録"
      about="ここにあてはまる記録は、ほかの記録と同じ人かどうかを調べず、次に行きそうな課にも知らせません。子どもや、だれにも知られない約束で相談に来る人を守るためです。"
    >
      <Ages />
      <Departments />
      <LineNames />
    </Group>
  );
}
