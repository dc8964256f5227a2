import { Body1, Body1Strong, Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { CloseIcon, DownIcon, UpIcon } from '../../shell/icons.tsx';
import { namedIn } from '../editing/part.ts';
import { item, listOf } from '../editing/path.ts';
import { useField, useWork } from '../work/context.ts';
import { useSettingsStyles } from '../work/styles.ts';
import type { WardDraft } from './draft.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
});

const MOST = 5;
const nameOf = namedIn('departments', ['name']);

const swapped = (ids: readonly string[], at: number): string[] => {
  const [one, other] = [ids[at], ids[at + 1]];
  return one === undefined || other === undefined ? [...ids] : ids.with(at, other).with(at + 1, one);
};

/** Where people often go from a department, likeliest first. */
export function NextDepartments({ id }: { id: string }): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const { editor } = useWork();
  const { value, set, message, part, place } = useField(['departments', item(id), 'next']);
  const ids = listOf(value).map(String);
  const put = (next: readonly string[]): void => set(next.length === 0 ? undefined : next);
  const name = (one: string): string => nameOf(one, editor.draft);
  const others = (editor.draft as WardDraft).departments.filter(
    (one) => one.id !== id && !ids.includes(one.id),
  );
  return (
    <fieldset className={`${shared.close} ${shared.fieldset}`} aria-label={part.label}>
      <Body1Strong>{part.label}</Body1Strong>
      <ol className={shared.list}>
        {ids.map((one, at) => (
          <li key={one} className={styles.row}>
            <Body1 className={styles.name}>
              {at + 1}. {name(one)}
            </Body1>
            <Button
              className={shared.iconButton}
              appearance="subtle"
              icon={<UpIcon />}
              aria-label={`${name(one)}を上へ`}
              disabledFocusable={at === 0}
              onClick={() => put(swapped(ids, at - 1))}
            />
            <Button
              className={shared.iconButton}
              appearance="subtle"
              icon={<DownIcon />}
              aria-label={`${name(one)}を下へ`}
              disabledFocusable={at === ids.length - 1}
              onClick={() => put(swapped(ids, at))}
            />
            <Button
              className={shared.iconButton}
              appearance="subtle"
              icon={<CloseIcon />}
              aria-label={`${name(one)}を外す`}
              onClick={() => put(ids.filter((other) => other !== one))}
            />
          </li>
        ))}
      </ol>
      <Field
        label="課を加える"
        hint={part.hint ?? ''}
        {...(message === undefined ? {} : { validationState: 'error', validationMessage: message })}
      >
        <Select
          {...place}
          select={{ className: shared.control }}
          value=""
          disabled={ids.length >= MOST}
          onChange={(_, { value: chosen }) => {
            if (chosen !== '') put([...ids, chosen]);
          }}
        >
          <option value="">{ids.length >= MOST ? '5つまでです' : '選んでください'}</option>
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Select>
      </Field>
    </fieldset>
  );
}
