import {
  Body1,
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { Named } from '../../../api/named.ts';
import type { PersonRoles } from '../../../api/settings.ts';
import { SearchIcon } from '../../shell/icons.tsx';
import { type Path, pathKey, recordOf, valueAt, withValue } from '../editing/path.ts';
import { problemsIn } from '../editing/problems.ts';
import { useField, useWork } from '../work/context.ts';
import { Group } from '../work/group.tsx';
import { useSettingsStyles } from '../work/styles.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { flexGrow: 1, minWidth: '160px' },
});

/** Departments that stand on the page at first. */
const AT_FIRST = 15;

const DECIDING: Path = ['deciding'];

function Deciding({ department }: { department: Named }): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const { editing } = useWork();
  const path: Path = [...DECIDING, department.id];
  const { value, place } = useField(path);
  const put = (how: 'approver' | 'deputy' | undefined): void => editing.edit(path, how);
  return (
    <li className={styles.row}>
      <Checkbox
        {...place}
        className={`${shared.check} ${styles.name}`}
        label={department.name}
        checked={value !== undefined}
        onChange={(_, { checked }) => put(checked === true ? 'approver' : undefined)}
      />
      {value === undefined ? null : (
        <Checkbox
          className={shared.check}
          label="代理"
          aria-label={`${department.name}は代理`}
          checked={value === 'deputy'}
          onChange={(_, { checked }) => put(checked === true ? 'deputy' : 'approver')}
        />
      )}
    </li>
  );
}

function Coordinator({ fixed }: { fixed: boolean }): ReactNode {
  const shared = useSettingsStyles();
  const { value, set, message, part, place } = useField(['coordinator']);
  return (
    <Field
      hint={
        fixed
          ? 'この人は、導入時の設定で調整担当になっています。ここでは外せません。外すときは情報政策課に頼んでください。'
          : 'すべての記録を見て、設定を変えられます。'
      }
      {...(message === undefined ? {} : { validationState: 'error', validationMessage: message })}
    >
      <Switch
        {...place}
        className={shared.check}
        label={`${part.label}にする`}
        checked={value === true}
        disabled={fixed}
        onChange={(_, { checked }) => set(checked)}
      />
    </Field>
  );
}

type Props = {
  readonly person: PersonRoles;
  readonly departments: readonly Named[];
};

/** The departments in their order as the form was opened: a tick moves nothing. */
function inOrder(person: PersonRoles, departments: readonly Named[]): readonly Named[] {
  const known = new Set(departments.map(({ id }) => id));
  const gone = person.approverOf
    .filter((id) => !known.has(id))
    .map((id) => ({ id, name: `${id}(なくなった課)` }));
  const first = ({ id }: Named): boolean => person.approverOf.includes(id) || person.department?.id === id;
  return [...gone, ...departments.filter(first), ...departments.filter((one) => !first(one))];
}

/** What one person decides for, where they stand in, and whether they coordinate. */
export function RolesForm({ person, departments }: Props): ReactNode {
  const shared = useSettingsStyles();
  const { editing, editor } = useWork();
  const [order] = useState(() => inOrder(person, departments));
  const [typed, setTyped] = useState('');
  const [most, setMost] = useState(AT_FIRST);
  const wanted = typed.trim();
  const found = order.filter(({ name }) => name.includes(wanted));
  const deciding = recordOf(valueAt(editor.draft, DECIDING));
  const shown = found.filter(({ id }, place) => place < most || deciding[id] !== undefined);
  const problems = problemsIn(
    editor.problems.map((one) => ({ ...one, field: true })),
    DECIDING,
  );
  const own = person.department;
  return (
    <>
      <Group
        level="h3"
        title="判断する課"
        about="選んだ課の記録について、二次対応や警察への相談などを判断します。休みのときなどに代わる人は「代理」を選びます。代理もできることは同じで、判断に「代理」と添えます。"
        actions={
          own === undefined || deciding[own.id] !== undefined ? undefined : (
            <Button
              className={shared.button}
              onClick={() => editing.change((draft) => withValue(draft, [...DECIDING, own.id], 'approver'))}
            >
              {own.name}の承認者にする
            </Button>
          )
        }
      >
        {problems.map(({ message }) => (
          <Body1 key={message}>{message}</Body1>
        ))}
        {order.length > AT_FIRST ? (
          <Field label="課をさがす">
            <Input
              type="search"
              className={shared.control}
              contentBefore={<SearchIcon />}
              value={typed}
              onChange={(_, { value }) => setTyped(value)}
            />
          </Field>
        ) : null}
        <ul className={shared.list} data-path={pathKey(DECIDING)} tabIndex={-1} aria-label="判断する課">
          {shown.map((department) => (
            <Deciding key={department.id} department={department} />
          ))}
        </ul>
        {found.length > shown.length ? (
          <Button className={shared.button} onClick={() => setMost((now) => now + 50)}>
            さらに表示(あと{found.length - shown.length}課)
          </Button>
        ) : null}
      </Group>
      <Group level="h3" title="調整担当">
        <Coordinator fixed={person.fixed} />
      </Group>
    </>
  );
}
