import { Body1, Button, Field, Select } from '@fluentui/react-components';
import { type ReactNode, useCallback, useState } from 'react';
import type { PersonRoles } from '../../../api/settings.ts';
import { useConfirm } from '../../shell/confirm.tsx';
import { usePlace, useShell } from '../../shell/context.ts';
import { PageFrame } from '../../shell/frame.tsx';
import { EmptyState, ErrorState, Loading } from '../../shell/states.tsx';
import { createEditing, type Editing } from '../editing/editing.ts';
import { isUnsaved } from '../editing/editor.ts';
import { rolesParts } from '../parts/roles.ts';
import { type Item, MasterDetail } from '../work/master-detail.tsx';
import { outcomeOf } from '../work/outcome.ts';
import { useSettingsStyles } from '../work/styles.ts';
import { Workbench } from '../work/workbench.tsx';
import { editOf, problemsOfRoles, rolesHeld } from './roles.ts';
import { RolesForm } from './roles-form.tsx';
import { usePeople } from './use-people.ts';

type Open = { readonly person: PersonRoles; readonly editing: Editing };

/** 承認者と代理 */
export function PeoplePage(): ReactNode {
  const styles = useSettingsStyles();
  const { api, me, reloadMe, router } = useShell();
  const { query } = usePlace();
  const confirm = useConfirm();
  const department = new URLSearchParams(query).get('department') ?? '';
  const { people, next, loading, failure, more, reload, replace } = usePeople(department);
  const [open, setOpen] = useState<Open>();
  const { departments } = me.ward;
  const nameOf = useCallback(
    (id: string): string => departments.find((one) => one.id === id)?.name ?? `${id}(なくなった課)`,
    [departments],
  );

  const mayLeave = async (): Promise<boolean> =>
    open === undefined ||
    !isUnsaved(open.editing.state()) ||
    confirm({
      title: '保存していない変更があります',
      text: `このまま移ると、${open.person.name}さんの変更は残りません。`,
      yes: '保存しないで移る',
      no: 'この画面に残る',
    });

  const openPerson = (person: PersonRoles): void => {
    const names = Object.fromEntries(
      [...departments.map(({ id }) => id), ...person.approverOf].map((id) => [id, nameOf(id)]),
    );
    const editing = createEditing(
      rolesParts(names),
      rolesHeld(person, person.etag),
      async (content, _, etag) => {
        const answer = await api.call('saveRoles', {
          params: { key: person.key },
          body: editOf(content),
          ifMatch: etag,
        });
        if (answer.ok) replace(answer.value);
        const outcome = outcomeOf(answer, rolesHeld);
        return outcome.kind === 'refused' ? { ...outcome, errors: problemsOfRoles(outcome.errors) } : outcome;
      },
    );
    setOpen({ person, editing });
  };

  const choose = async (key: string | undefined): Promise<void> => {
    if (key === open?.person.key || !(await mayLeave())) return;
    const person = people.find((one) => one.key === key);
    if (person === undefined) setOpen(undefined);
    else openPerson(person);
  };
  const filter = async (id: string): Promise<void> => {
    if (!(await mayLeave())) return;
    setOpen(undefined);
    router.rewrite(id === '' ? '' : new URLSearchParams({ department: id }).toString());
  };

  const items = people.map(({ key, name, department: own, approverOf, deputyOf, coordinator }): Item => {
    const roles = [
      ...approverOf.map((id) => `${nameOf(id)}の${deputyOf.includes(id) ? '代理' : '承認者'}`),
      ...(coordinator ? ['調整担当'] : []),
    ];
    return {
      key,
      title: name,
      sub: [own?.name ?? '課の登録なし', ...roles].join('・'),
    };
  });

  return (
    <PageFrame title="承認者と代理" up={{ path: 'settings', label: '設定へ' }}>
      <div className={styles.stack}>
        <Body1 as="p" className={`${styles.text} ${styles.soft}`}>
          Tateとのチャットを一度でも開いた職員が、ここに出ます。見つからない人には、チャットを開いてもらってください。
        </Body1>
        <Field label="課でしぼる">
          <Select
            select={{ className: styles.control }}
            value={department}
            onChange={(_, { value }) => void filter(value)}
          >
            <option value="">すべての課</option>
            {departments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        {loading && people.length === 0 ? <Loading /> : null}
        {failure === undefined ? null : <ErrorState failure={failure} onReload={reload} />}
        {!loading && failure === undefined && people.length === 0 ? (
          <EmptyState title="登録されている職員がいません">
            {department === ''
              ? 'Tateとのチャットを開いてもらうと、ここに出ます。'
              : 'この課の職員に、Tateとのチャットを開いてもらってください。ほかの課の人を承認者にするときは、「すべての課」から選べます。'}
          </EmptyState>
        ) : null}
        {people.length === 0 ? null : (
          <MasterDetail
            items={items}
            what="職員"
            chosen={open?.person.key}
            onChoose={(key) => void choose(key)}
            after={
              next === undefined ? undefined : (
                <Button className={styles.button} disabledFocusable={loading} onClick={() => void more()}>
                  {loading ? '読み込んでいます…' : 'さらに読み込む'}
                </Button>
              )
            }
          >
            {open === undefined ? null : (
              <Workbench
                key={open.person.key}
                editing={open.editing}
                memo={false}
                savedText={() => `${open.person.name}さんの役割を保存しました。`}
                onSaved={reloadMe}
              >
                <h2 className={styles.heading}>{open.person.name}</h2>
                <RolesForm person={open.person} departments={departments} />
              </Workbench>
            )}
          </MasterDetail>
        )}
      </div>
    </PageFrame>
  );
}
