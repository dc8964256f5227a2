import {
  Badge,
  Body1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { ImportPreview } from '../../../api/settings.ts';
import { ChangeList } from '../work/change-list.tsx';
import { useSettingsStyles } from '../work/styles.ts';

const useStyles = makeStyles({
  part: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  list: { margin: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalS}`, paddingLeft: '1.2em' },
});

type Part = ImportPreview['parts'][number];

function PartPreview({ part }: { part: Part }): ReactNode {
  const shared = useSettingsStyles();
  const styles = useStyles();
  const { name, changes, problems, notes } = part;
  return (
    <section className={styles.part} aria-label={name}>
      <div className={shared.row}>
        <Subtitle2 as="h3" className={shared.heading}>
          {name}
        </Subtitle2>
        {problems.length > 0 ? (
          <Badge appearance="tint" color="danger">
            直すところ {problems.length}か所
          </Badge>
        ) : changes.length > 0 ? (
          <Badge appearance="tint">変わるところ {changes.length}か所</Badge>
        ) : (
          <Badge appearance="outline">変わりません</Badge>
        )}
      </div>
      {problems.length === 0 ? null : (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>このままでは取り込めません</MessageBarTitle>
            <ul className={styles.list}>
              {problems.map(({ path, message }) => (
                <li key={`${path} ${message}`}>{message}</li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
      {notes.length === 0 ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <ul className={styles.list}>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
      {changes.length === 0 ? null : (
        <ChangeList changes={changes.map((change, index) => ({ key: String(index), ...change }))} />
      )}
    </section>
  );
}

/** Everything that a file would change, part by part. */
export function Preview({ preview }: { preview: ImportPreview }): ReactNode {
  const shared = useSettingsStyles();
  const changed = preview.parts.filter(({ changes }) => changes.length > 0);
  // What is wrong is not compared, so nothing may be said of it being the same.
  const wrong = preview.parts.filter(({ problems }) => problems.length > 0);
  return (
    <div className={shared.close}>
      <Body1 as="p" className={shared.text}>
        {wrong.length > 0
          ? `${wrong.map(({ name }) => `「${name}」`).join('')}に直すところがあり、取り込めません。まだ何も変えていません。`
          : changed.length === 0
            ? 'このファイルの内容は、いまの設定と同じです。'
            : `${changed.map(({ name }) => `「${name}」`).join('')}が変わります。まだ何も変えていません。`}
      </Body1>
      {preview.parts.map((part) => (
        <PartPreview key={part.part} part={part} />
      ))}
    </div>
  );
}
