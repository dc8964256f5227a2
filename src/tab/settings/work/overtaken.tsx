import {
  Body1,
  Button,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { type JSX, type ReactNode, useEffect, useRef, useState } from 'react';
import { useConfirm } from '../../shell/confirm.tsx';
import { fullMoment } from '../../shell/format.ts';
import { broughtIn } from '../editing/changes.ts';
import { type Held, openChoices, together } from '../editing/editor.ts';
import type { Conflict, Side } from '../editing/merge.ts';
import { placeName, shown } from '../editing/part.ts';
import { pathKey } from '../editing/path.ts';
import { ChangeList } from './change-list.tsx';
import { useWork } from './context.ts';
import { focusPath } from './focus.ts';
import { useSettingsStyles } from './styles.ts';

const useStyles = makeStyles({
  title: { ...typographyStyles.subtitle2, margin: 0, ':focus': { outlineStyle: 'none' } },
  conflict: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  choice: { alignItems: 'flex-start' },
  side: { display: 'grid', gap: tokens.spacingVerticalXXS },
  value: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

const whoAndWhen = ({ by, at, version }: Held): string =>
  `${by === undefined ? 'ほかの人' : `${by}さん`}が${at === undefined ? '先に' : `${fullMoment(at)}に`}保存しました${version === undefined ? '' : `(第${version}版)`}。`;

const keyOf = ({ path }: Conflict): string => pathKey(path);

function ConflictField({ conflict, tried }: { conflict: Conflict; tried: boolean }): ReactNode {
  const styles = useStyles();
  const { editing, editor } = useWork();
  const { overtaken, parts, base, draft } = editor;
  const theirs = overtaken?.by.content;
  const choice = overtaken?.choices[keyOf(conflict)];
  const text = (value: unknown, content: unknown): string => {
    const words = shown(conflict.part, value, content);
    return value === undefined ? '(なくす)' : words === '' ? '(空)' : words;
  };
  const side = (label: string, words: string): JSX.Element => (
    <span className={styles.side}>
      <strong>{label}</strong>
      <span className={styles.value}>{words}</span>
    </span>
  );
  return (
    <li className={styles.conflict}>
      <Field
        label={placeName(parts, conflict.path, draft, theirs, base.content)}
        hint={`はじめの内容: ${text(conflict.base, base.content)}`}
        {...(tried && choice === undefined
          ? { validationState: 'error', validationMessage: 'どちらかを選んでください。' }
          : {})}
      >
        <RadioGroup
          value={choice ?? ''}
          onChange={(_, { value }) => editing.choose(conflict.path, value as Side)}
        >
          <Radio
            data-path={keyOf(conflict)}
            className={styles.choice}
            value="theirs"
            label={side('相手の内容', text(conflict.theirs, theirs))}
          />
          <Radio
            className={styles.choice}
            value="mine"
            label={side('自分の内容', text(conflict.mine, draft))}
          />
        </RadioGroup>
      </Field>
    </li>
  );
}

/** What one of the two alone has changed: goes together by itself. */
function Alone({ title, to }: { title: string; to: unknown }): ReactNode {
  const styles = useSettingsStyles();
  const [open, setOpen] = useState(false);
  const { editor } = useWork();
  const { parts, base } = editor;
  const changes = broughtIn(parts, base.content, to, together(editor).conflicts);
  if (changes.length === 0) return null;
  return (
    <div className={styles.close}>
      <div>
        <Button className={styles.button} aria-expanded={open} onClick={() => setOpen((before) => !before)}>
          {title}({changes.length}か所){open ? 'を閉じる' : ''}
        </Button>
      </div>
      {open ? (
        <ChangeList
          changes={changes.map(({ path, part, before, after }) => ({
            key: pathKey(path),
            where: placeName(parts, path, to, base.content),
            before: shown(part, before, base.content),
            after: shown(part, after, to),
          }))}
        />
      ) : null}
    </div>
  );
}

/**
 * Somebody saved in between: says who and when, lets choose where both changed the same, shows what goes together by
 * itself, and saves on top. Until then nothing of either side is lost.
 */
export function Overtaken({ onSave }: { onSave: () => void }): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const confirm = useConfirm();
  const { editing, editor } = useWork();
  const [tried, setTried] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const { overtaken, draft } = editor;
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'center' });
  }, []);
  if (overtaken === undefined) return null;
  const { conflicts } = together(editor);

  const go = (save: boolean): void => {
    const open = openChoices(editor)[0];
    if (open !== undefined) {
      setTried(true);
      focusPath(open);
      return;
    }
    editing.bringTogether();
    if (save) onSave();
  };
  const giveUp = async (): Promise<void> => {
    const sure = await confirm({
      title: '自分の変更をやめますか',
      text: '入力した内容がなくなり、相手が保存した内容になります。',
      yes: '自分の変更をやめる',
    });
    if (sure) editing.giveUp();
  };

  return (
    <section className={shared.card} aria-labelledby="overtaken">
      <h2 id="overtaken" ref={heading} tabIndex={-1} className={styles.title}>
        先にほかの人が保存しました
      </h2>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          {whoAndWhen(overtaken.by)}あなたの入力は、まだ保存していませんが、残っています。
        </MessageBarBody>
      </MessageBar>
      {conflicts.length === 0 ? (
        <Body1 as="p" className={shared.text}>
          同じところは変えていません。両方の変更を合わせて保存できます。
        </Body1>
      ) : (
        <>
          <Body1 as="p" className={shared.text}>
            同じところを、二人とも変えています。どちらの内容にするか、{conflicts.length}か所を選んでください。
          </Body1>
          <div className={shared.row}>
            <Button className={shared.button} onClick={() => editing.chooseAll('theirs')}>
              すべて相手の内容
            </Button>
            <Button className={shared.button} onClick={() => editing.chooseAll('mine')}>
              すべて自分の内容
            </Button>
          </div>
          <ul className={shared.list}>
            {conflicts.map((conflict) => (
              <ConflictField key={keyOf(conflict)} conflict={conflict} tried={tried} />
            ))}
          </ul>
        </>
      )}
      <Alone title="相手だけが変えたところ" to={overtaken.by.content} />
      <Alone title="自分だけが変えたところ" to={draft} />
      <div className={shared.row}>
        <Button className={shared.button} appearance="primary" onClick={() => go(true)}>
          合わせた内容を保存する
        </Button>
        <Button className={shared.button} onClick={() => go(false)}>
          保存しないで画面で直す
        </Button>
        <Button className={shared.button} appearance="subtle" onClick={() => void giveUp()}>
          自分の変更をやめる
        </Button>
      </div>
    </section>
  );
}
