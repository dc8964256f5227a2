import {
  Body1,
  Button,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  ProgressBar,
  Textarea,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useConfirm } from '../../shell/confirm.tsx';
import { Group } from '../work/group.tsx';
import { isRefusedToAll, ROLE_GONE_ABOUT } from '../work/role-gone.ts';
import { useSettingsStyles } from '../work/styles.ts';
import { Preview } from './preview.tsx';
import { useImport } from './use-import.ts';

const useStyles = makeStyles({
  heading: { ...typographyStyles.subtitle2, margin: 0, ':focus': { outlineStyle: 'none' } },
  list: { margin: `${tokens.spacingVerticalXS} 0`, paddingLeft: '1.2em' },
});

/** A file of settings: chosen, looked at, and taken over only then. */
export function Import(): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const confirm = useConfirm();
  const { step, choose, paste, take, again, drop } = useImport();
  const [pasting, setPasting] = useState(false);
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  const kind = step.kind;
  useEffect(() => {
    if (kind === 'previewed' || kind === 'done' || kind === 'failed') heading.current?.focus();
  }, [kind]);

  const sure = async (): Promise<void> => {
    const yes = await confirm({
      title: 'この内容を取り込みますか',
      text: '取り込むと、すぐに区の全員に効きます。前の内容は、それぞれの変更の履歴から戻せます。',
      yes: '取り込む',
    });
    if (yes) void take();
  };

  const gone = kind === 'failed' && isRefusedToAll(step.failure);
  const busy = kind === 'reading' || kind === 'previewing' || kind === 'importing';
  return (
    <Group
      title="取り込み"
      about="書き出したファイルを選ぶと、変わるところをすべて示します。確かめて「取り込む」を押すまで、何も変わりません。"
    >
      {kind === 'choosing' || kind === 'refused' ? (
        <>
          <div className={shared.row}>
            <input
              ref={input}
              type="file"
              hidden
              accept=".json,application/json"
              aria-label="設定のファイル"
              onChange={(event) => {
                const file = event.target.files?.[0];
                if (file !== undefined) void choose(file);
                // The same file can be chosen again after it was put right.
                event.target.value = '';
              }}
            />
            <Button className={shared.button} appearance="primary" onClick={() => input.current?.click()}>
              ファイルを選ぶ
            </Button>
            <Button
              className={shared.button}
              aria-expanded={pasting}
              onClick={() => setPasting((before) => !before)}
            >
              {pasting ? '貼り付けをやめる' : 'コピーした内容を貼り付ける'}
            </Button>
          </div>
          {pasting ? (
            <>
              <Field label="コピーした設定の内容">
                <Textarea rows={6} value={typed} onChange={(_, { value }) => setTyped(value)} />
              </Field>
              <div>
                <Button
                  className={shared.button}
                  disabledFocusable={typed.trim() === ''}
                  onClick={() => paste(typed)}
                >
                  この内容を確かめる
                </Button>
              </div>
            </>
          ) : null}
        </>
      ) : null}
      {kind === 'refused' ? (
        <MessageBar intent="error" layout="multiline" politeness="assertive">
          <MessageBarBody>{step.message}</MessageBarBody>
        </MessageBar>
      ) : null}
      {busy ? (
        <Field
          validationState="none"
          validationMessage={
            kind === 'importing'
              ? '取り込んでいます。この画面のままお待ちください…'
              : '変わるところを調べています…'
          }
        >
          <ProgressBar aria-label={kind === 'importing' ? '取り込み' : '調べています'} />
        </Field>
      ) : null}
      {kind === 'previewed' ? (
        <>
          <h3 ref={heading} tabIndex={-1} className={styles.heading}>
            {step.name}の変更点
          </h3>
          {step.news === undefined ? null : (
            <MessageBar intent="warning" layout="multiline" politeness="assertive">
              <MessageBarBody>{step.news}</MessageBarBody>
            </MessageBar>
          )}
          <Preview preview={step.preview} />
          <div className={shared.row}>
            {step.mayTake ? (
              <Button className={shared.button} appearance="primary" onClick={() => void sure()}>
                取り込む
              </Button>
            ) : null}
            <Button className={shared.button} onClick={drop}>
              {step.mayTake ? '取り込まない' : 'ほかのファイルを選ぶ'}
            </Button>
          </div>
        </>
      ) : null}
      {kind === 'failed' ? (
        <>
          <h3 ref={heading} tabIndex={-1} className={styles.heading}>
            {step.during === 'importing' ? '取り込みを終えられませんでした' : '調べられませんでした'}
          </h3>
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>
              {step.failure.detail ?? 'つながりを確かめて、もう一度押してください。'}
              {gone
                ? ROLE_GONE_ABOUT
                : step.during === 'importing'
                  ? '途中まで取り込まれたかもしれません。もう一度押すと、残りを確かめて取り込めます。'
                  : 'まだ何も変えていません。'}
              {step.failure.reference === undefined ? '' : `(問い合わせ番号: ${step.failure.reference})`}
            </MessageBarBody>
          </MessageBar>
          {gone ? null : (
            <div className={shared.row}>
              <Button className={shared.button} appearance="primary" onClick={() => void again()}>
                もう一度確かめる
              </Button>
              <Button className={shared.button} onClick={drop}>
                ほかのファイルを選ぶ
              </Button>
            </div>
          )}
        </>
      ) : null}
      {kind === 'done' ? (
        <>
          <h3 ref={heading} tabIndex={-1} className={styles.heading}>
            取り込みました
          </h3>
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>
                {step.changed.length === 0 ? '変わったところはありません。' : '次のところを変えました。'}
              </MessageBarTitle>
              <ul className={styles.list}>
                {step.changed.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </MessageBarBody>
          </MessageBar>
          <div>
            <Button className={shared.button} onClick={drop}>
              ほかのファイルを取り込む
            </Button>
          </div>
        </>
      ) : null}
      <Body1 as="p" className={`${shared.text} ${shared.soft}`}>
        登録されていない職員や、Tateが入っていないチャネルは、とばして取り込みます。
      </Body1>
    </Group>
  );
}
