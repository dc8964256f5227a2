import { Button, Field, makeStyles, Spinner, Textarea, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { SettingsFile } from '../../../api/settings.ts';
import type { Failure } from '../../api/failure.ts';
import { useApi } from '../../shell/context.ts';
import { dayOf } from '../../shell/format.ts';
import { ErrorState } from '../../shell/states.tsx';
import { useToast } from '../../shell/toasts.tsx';
import { Group } from '../work/group.tsx';
import { useSettingsStyles } from '../work/styles.ts';

const useStyles = makeStyles({
  download: {
    display: 'inline-flex',
    alignItems: 'center',
    padding: `0 ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorBrandBackground,
    textDecorationLine: 'none',
    fontWeight: tokens.fontWeightSemibold,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  text: { fontFamily: tokens.fontFamilyMonospace },
});

type File = { readonly text: string; readonly name: string; readonly address: string };

function fileOf(file: SettingsFile): File {
  const text = `${JSON.stringify(file, null, 2)}\n`;
  return {
    text,
    name: `tate-settings-${dayOf(new Date(file.madeAt))}.json`,
    address: URL.createObjectURL(new Blob([text], { type: 'application/json' })),
  };
}

/** A link that downloads the text; some hosts of the page block that, so there is another way beside it. */
function Download({ file }: { file: File }): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus(), []);
  useEffect(() => () => URL.revokeObjectURL(file.address), [file]);
  return (
    <a ref={link} className={`${shared.button} ${styles.download}`} href={file.address} download={file.name}>
      ファイルを保存する
    </a>
  );
}

/** All settings as one file. */
export function Export(): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const api = useApi();
  const toast = useToast();
  const [file, setFile] = useState<File>();
  const [failure, setFailure] = useState<Failure>();
  const [making, setMaking] = useState(false);
  const [shown, setShown] = useState(false);
  const text = useRef<HTMLTextAreaElement>(null);

  const make = async (): Promise<void> => {
    if (making) return;
    setMaking(true);
    setFailure(undefined);
    const answer = await api.call('exportSettings', {});
    setMaking(false);
    if (answer.ok) setFile(fileOf(answer.value));
    else setFailure(answer.failure);
  };
  const copy = async ({ text: wanted }: File): Promise<void> => {
    try {
      await navigator.clipboard.writeText(wanted);
      toast({ title: '設定をコピーしました', text: 'メモ帳などに貼り付けて保存できます。' });
    } catch {
      // Not every host lets a page write there: the person copies it by hand.
      setShown(true);
      toast({
        title: '自動ではコピーできませんでした',
        text: '下の枠の文字をすべて選んで、コピーしてください。',
        intent: 'warning',
      });
    }
  };
  useEffect(() => {
    if (!shown) return;
    text.current?.focus();
    text.current?.select();
  }, [shown]);

  return (
    <Group
      title="書き出し"
      about="すべての設定(課・期限・文・承認者・チャネル)を、一つのファイルにします。職員の名前が入るため、区の決まった場所に保存してください。記録は入りません。"
    >
      <div className={shared.row}>
        {file === undefined ? (
          <Button
            className={shared.button}
            appearance="primary"
            disabledFocusable={making}
            {...(making ? { icon: <Spinner size="tiny" aria-hidden /> } : {})}
            onClick={() => void make()}
          >
            {making ? '用意しています…' : '設定を書き出す'}
          </Button>
        ) : (
          <>
            <Download file={file} />
            <Button className={shared.button} onClick={() => void copy(file)}>
              コピー
            </Button>
          </>
        )}
      </div>
      {file === undefined ? null : (
        <output className={`${shared.text} ${shared.soft}`}>
          {file.name}を用意しました。保存のボタンが動かないときは、「コピー」を使ってください。
        </output>
      )}
      {failure === undefined ? null : <ErrorState failure={failure} onReload={() => void make()} />}
      {shown && file !== undefined ? (
        <Field label="設定の内容">
          <Textarea textarea={{ ref: text, className: styles.text }} readOnly rows={8} value={file.text} />
        </Field>
      ) : null}
    </Group>
  );
}
