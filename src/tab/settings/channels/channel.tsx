import {
  Body1Strong,
  Button,
  Caption1,
  Field,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  mergeClasses,
  Select,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import type { ChannelView } from '../../../api/settings.ts';
import { useConfirm } from '../../shell/confirm.tsx';
import { useShell } from '../../shell/context.ts';
import { onPhone } from '../../shell/theme.ts';
import { useToast } from '../../shell/toasts.tsx';
import { createEditing } from '../editing/editing.ts';
import { hasChanges, isUnsaved } from '../editing/editor.ts';
import type { Parts } from '../editing/part.ts';
import { useEditor } from '../work/context.ts';
import { outcomeOf } from '../work/outcome.ts';
import { isRefusedToAll, ROLE_GONE, ROLE_GONE_ABOUT } from '../work/role-gone.ts';
import { useSettingsStyles } from '../work/styles.ts';

const useStyles = makeStyles({
  channel: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(200px, 300px) auto',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [onPhone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  name: { display: 'grid', alignSelf: 'center', overflowWrap: 'anywhere' },
  gone: { color: tokens.colorNeutralForeground3 },
  whole: { gridColumn: '1 / -1' },
});

/** None: '' is what the list sends for it. */
type Content = { readonly department: string };

const parts: Parts = { department: { kind: 'choice', label: '課', names: {} } };

const contentOf = (department: string | undefined): Content => ({ department: department ?? '' });
const heldOf = (channel: ChannelView, etag: string) => ({
  content: contentOf(channel.department?.id),
  etag,
});

type Props = {
  readonly channel: ChannelView;
  readonly onUnsaved: (key: string, unsaved: boolean) => void;
  readonly onSaved: () => void;
};

/** One channel and its department, saved by itself. */
export function Channel({ channel, onUnsaved, onSaved }: Props): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const { api, me } = useShell();
  const toast = useToast();
  const confirm = useConfirm();
  const { key, name, state } = channel;
  const [editing] = useState(() =>
    createEditing(parts, heldOf(channel, channel.etag), async (content, _, etag) => {
      const { department } = content as Content;
      const body = { department: department === '' ? null : department };
      return outcomeOf(await api.call('saveChannel', { params: { key }, body, ifMatch: etag }), heldOf);
    }),
  );
  const editor = useEditor(editing);
  const unsaved = isUnsaved(editor);
  useEffect(() => {
    onUnsaved(key, unsaved);
    return () => onUnsaved(key, false);
  }, [key, unsaved, onUnsaved]);

  const { departments } = me.ward;
  const nameOf = (id: string): string =>
    id === '' ? '結び付けない' : (departments.find((one) => one.id === id)?.name ?? `${id}(なくなった課)`);
  const mine = (editor.draft as Content).department;
  const now = (editor.base.content as Content).department;
  const theirs =
    editor.overtaken === undefined ? undefined : (editor.overtaken.by.content as Content).department;
  const removed = state === 'removed';
  const known = departments.some(({ id }) => id === mine) || mine === '';

  const save = async (): Promise<void> => {
    const sure =
      now === '' ||
      (await confirm({
        title: `「${name}」を${nameOf(now)}から外しますか`,
        text: `${nameOf(now)}のアラートは、このチャネルに届かなくなります。`,
        yes: mine === '' ? '外す' : `${nameOf(mine)}に結び付ける`,
      }));
    if (!sure) return;
    const outcome = await editing.save();
    if (outcome?.kind !== 'saved') return;
    toast({
      title: mine === '' ? `「${name}」を課から外しました` : `「${name}」を${nameOf(mine)}に結び付けました`,
    });
    onSaved();
  };
  const saveMine = async (): Promise<void> => {
    editing.chooseAll('mine');
    editing.bringTogether();
    const outcome = await editing.save();
    if (outcome?.kind === 'saved') onSaved();
  };
  const gone = isRefusedToAll(editor.failure);
  const message = editor.problems.map((one) => one.message).join(' ');

  return (
    <li className={styles.channel}>
      <span className={mergeClasses(styles.name, removed && styles.gone)}>
        <Body1Strong>{name}</Body1Strong>
        <Caption1>
          {removed ? 'Tateが外されています' : now === '' ? 'まだ結び付いていません' : nameOf(now)}
        </Caption1>
      </span>
      <Field
        label={{ children: '課', 'aria-hidden': true }}
        {...(message === '' ? {} : { validationState: 'error', validationMessage: message })}
      >
        <Select
          select={{ className: shared.control }}
          aria-label={`${name}の課`}
          value={mine}
          disabled={removed && now === ''}
          onChange={(_, { value }) => editing.edit(['department'], value)}
        >
          <option value="">結び付けない</option>
          {known ? null : <option value={mine}>{nameOf(mine)}</option>}
          {departments.map((one) => (
            <option key={one.id} value={one.id} disabled={removed && one.id !== now}>
              {one.name}
            </option>
          ))}
        </Select>
      </Field>
      {gone ? (
        <span />
      ) : (
        <Button
          className={shared.button}
          appearance="primary"
          aria-label={`${name}の課を保存する`}
          disabledFocusable={!hasChanges(editor) || editor.saving || theirs !== undefined}
          {...(editor.saving ? { icon: <Spinner size="tiny" aria-hidden /> } : {})}
          onClick={() => void save()}
        >
          {editor.saving ? '保存しています' : editor.failure === undefined ? '保存する' : 'もう一度保存'}
        </Button>
      )}
      {editor.failure === undefined ? null : (
        <MessageBar className={styles.whole} intent="error" layout="multiline">
          <MessageBarBody>
            {gone
              ? `${ROLE_GONE}。${ROLE_GONE_ABOUT}`
              : `保存できませんでした。${editor.failure.detail ?? 'つながりを確かめて、もう一度保存してください。'}`}
            選んだ課は残っています。
          </MessageBarBody>
        </MessageBar>
      )}
      {theirs === undefined ? null : (
        <MessageBar className={styles.whole} intent="warning" layout="multiline" politeness="assertive">
          <MessageBarBody>
            先にほかの人が変えました。いまは「{nameOf(theirs)}」です。あなたが選んだのは「{nameOf(mine)}
            」です。
          </MessageBarBody>
          <MessageBarActions>
            <Button className={shared.button} onClick={() => editing.giveUp()}>
              「{nameOf(theirs)}」のままにする
            </Button>
            <Button className={shared.button} onClick={() => void saveMine()}>
              「{nameOf(mine)}」にする
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
    </li>
  );
}
