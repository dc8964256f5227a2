import { Button, Checkbox, Field, makeStyles } from '@fluentui/react-components';
import { type ReactNode, useCallback, useState } from 'react';
import { useConfirm } from '../shell/confirm.tsx';
import { hasProblemIn } from './editing/editor.ts';
import { item, listOf, type Path, same, valueAt } from './editing/path.ts';
import { answerKinds } from './parts/answers.ts';
import type { SectionDraft } from './parts/sections.ts';
import { useField, useWork } from './work/context.ts';
import { PartField } from './work/fields.tsx';
import { Group } from './work/group.tsx';
import { newId } from './work/ids.ts';
import { type Item, MasterDetail } from './work/master-detail.tsx';
import { OriginFields } from './work/origin.tsx';
import { SectionPage } from './work/section-page.tsx';
import { useSettingsStyles } from './work/styles.ts';

const useStyles = makeStyles({ list: { display: 'grid' } });

type Book = SectionDraft<'answers'>;

const bookOf = (draft: unknown): Book => draft as Book;

function Contradicts({ id }: { id: string }): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const { editor } = useWork();
  const { value, set, message, part, place } = useField(['entries', item(id), 'contradicts']);
  const chosen = listOf(value).map(String);
  const others = bookOf(editor.draft).entries.filter((one) => one.id !== id);
  return (
    <Field
      label={part.label}
      hint={part.hint ?? ''}
      {...(message === undefined ? {} : { validationState: 'error', validationMessage: message })}
    >
      <fieldset className={`${shared.fieldset} ${styles.list}`}>
        {others.map((one, index) => (
          <Checkbox
            key={one.id}
            {...(index === 0 ? place : {})}
            className={shared.check}
            label={`${answerKinds[one.kind]}: ${one.text === '' ? '(文がまだありません)' : one.text}`}
            checked={chosen.includes(one.id)}
            onChange={(_, { checked }) =>
              set(checked === true ? [...chosen, one.id] : chosen.filter((other) => other !== one.id))
            }
          />
        ))}
      </fieldset>
    </Field>
  );
}

function Entry({ id, onGone }: { id: string; onGone: () => void }): ReactNode {
  const shared = useSettingsStyles();
  const { editing, editor } = useWork();
  const confirm = useConfirm();
  const path: Path = ['entries', item(id)];
  const entry = bookOf(editor.draft).entries.find((one) => one.id === id);
  if (entry === undefined) return null;

  const remove = async (): Promise<void> => {
    const sure = await confirm({
      title: 'この文を外しますか',
      text: 'いま出ているアラートでこの文を使っていると、文のかわりに番号が出ます。保存するまでは元に戻せます。',
      yes: '外す',
    });
    if (!sure) return;
    onGone();
    const undo = editing.change((draft) => ({
      ...bookOf(draft),
      entries: bookOf(draft)
        .entries.filter((one) => one.id !== id)
        .map((one) =>
          one.contradicts.includes(id)
            ? { ...one, contradicts: one.contradicts.filter((other) => other !== id) }
            : one,
        ),
    }));
    editing.offerBack('文を外しました', undo);
  };

  return (
    <Group
      title={entry.text === '' ? '新しい文' : entry.text}
      actions={
        <Button className={shared.button} onClick={() => void remove()}>
          この文を外す
        </Button>
      }
    >
      <PartField path={[...path, 'kind']} />
      <PartField path={[...path, 'text']} />
      {entry.kind === 'avoid' ? <PartField path={[...path, 'instead']} /> : null}
      <PartField path={[...path, 'usual']} />
      <Contradicts id={id} />
    </Group>
  );
}

type Choice = { readonly chosen: string | undefined; readonly onChoose: (id: string | undefined) => void };

function Content({ chosen, onChoose }: Choice): ReactNode {
  const shared = useSettingsStyles();
  const { editing, editor } = useWork();
  const items = bookOf(editor.draft).entries.map(({ id, kind, text, usual }): Item => {
    const path = ['entries', item(id)];
    const changed = !same(valueAt(editor.base.content, path), valueAt(editor.draft, path));
    return {
      key: id,
      title: text,
      sub: `${answerKinds[kind]}${usual ? '・はじめから選ぶ' : ''}`,
      mark: hasProblemIn(editor, path) ? 'problem' : changed ? 'changed' : undefined,
    };
  });
  const add = (): void => {
    const id = newId('bun');
    editing.change((draft) => ({
      ...bookOf(draft),
      entries: [
        ...bookOf(draft).entries,
        { id, kind: 'say', text: '', instead: '', contradicts: [], usual: false },
      ],
    }));
    onChoose(id);
  };
  return (
    <>
      <MasterDetail
        items={items}
        what="文"
        chosen={chosen}
        onChoose={onChoose}
        actions={
          <Button className={shared.button} onClick={add}>
            文を加える
          </Button>
        }
      >
        {chosen === undefined ? null : <Entry key={chosen} id={chosen} onGone={() => onChoose(undefined)} />}
      </MasterDetail>
      <Group title="もとの資料" about="これらの文を何から作り、だれがいつ確かめたか。">
        <OriginFields path={[]} />
      </Group>
    </>
  );
}

/** 統一回答の文 */
export function AnswersPage(): ReactNode {
  const [chosen, setChosen] = useState<string>();
  const reveal = useCallback(([, step]: Path) => {
    if (typeof step === 'object') setChosen(step.is);
  }, []);
  return (
    <SectionPage section="answers" reveal={reveal}>
      <Content chosen={chosen} onChoose={setChosen} />
    </SectionPage>
  );
}
