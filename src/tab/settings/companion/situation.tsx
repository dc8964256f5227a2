import { Body1, Body1Strong, Button, Field, Input, Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { CloseIcon } from '../../shell/icons.tsx';
import { item, listOf, type Path } from '../editing/path.ts';
import { RECORDING } from '../parts/companion.ts';
import { useField, useWork } from '../work/context.ts';
import { PartField } from '../work/fields.tsx';
import { Group } from '../work/group.tsx';
import { lengthOf } from '../work/numbers.ts';
import { OriginFields } from '../work/origin.tsx';
import { useSettingsStyles } from '../work/styles.ts';
import type { Book, Place } from './place.ts';

const RECORDS = 3;
const RECORD_LENGTH = 80;

function RecordLine({ path, place }: { path: Path; place: number }): ReactNode {
  const styles = useSettingsStyles();
  const { editing } = useWork();
  const field = useField([...path, place]);
  const length = lengthOf(field.value);
  const message =
    field.message ?? (length > RECORD_LENGTH ? `${RECORD_LENGTH}字までです(いま${length}字)。` : undefined);
  const only = listOf(useField(path).value).length === 1;
  return (
    <div className={styles.row}>
      <Field
        className={styles.grow}
        label={`書き残すこと ${place + 1}`}
        hint={`${length}/${RECORD_LENGTH}字`}
        {...(message === undefined ? {} : { validationState: 'error', validationMessage: message })}
      >
        <Input
          {...field.place}
          className={styles.control}
          value={typeof field.value === 'string' ? field.value : ''}
          onChange={(_, { value }) => field.set(value)}
        />
      </Field>
      {only ? null : (
        <Button
          className={styles.iconButton}
          appearance="subtle"
          icon={<CloseIcon />}
          aria-label={`書き残すこと ${place + 1}を外す`}
          onClick={() => editing.removeAt(path, place)}
        />
      )}
    </div>
  );
}

function Records({ path }: { path: Path }): ReactNode {
  const styles = useSettingsStyles();
  const { value, set, part, message } = useField(path);
  const records = listOf(value);
  return (
    <fieldset className={`${styles.close} ${styles.fieldset}`} aria-label={part.label}>
      {records.map((_, place) => (
        <RecordLine key={place} path={path} place={place} />
      ))}
      {message !== undefined && records.length === 0 ? <Body1>{message}</Body1> : null}
      {records.length < RECORDS ? (
        <div>
          <Button className={styles.button} onClick={() => set([...records, ''])}>
            書き残すことを加える
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}

/** One situation: what is said in it, what to write down and what comes next. */
export function Situation({ id, onPlace }: { id: string; onPlace: (place: Place) => void }): ReactNode {
  const styles = useSettingsStyles();
  const { editor } = useWork();
  const book = editor.draft as Book;
  const situation = book.situations.find((one) => one.id === id);
  if (situation === undefined) return null;
  const path: Path = ['situations', item(id)];
  return (
    <Group title={situation.title === '' ? '場面' : situation.title}>
      <PartField path={[...path, 'title']} />
      <div>
        <Body1Strong as="h3" className={styles.heading}>
          言うこと
        </Body1Strong>
        <ol>
          {situation.say.map((one) => {
            const sentence = book.sentences.find((known) => known.id === one);
            return (
              <li key={one}>
                {one === RECORDING || sentence === undefined ? (
                  '(録音について、そのときに正しい一文)'
                ) : (
                  <Link as="button" onClick={() => onPlace({ list: 'sentences', id: one })}>
                    {sentence.text.ja}
                  </Link>
                )}
              </li>
            );
          })}
        </ol>
        <Body1 className={styles.soft}>文を押すと、その言い方を直せます。</Body1>
      </div>
      <Body1Strong as="h3" className={styles.heading}>
        言わないこと
      </Body1Strong>
      {situation.avoid.map((_, place) => (
        <div key={place} className={styles.twoColumns}>
          <PartField path={[...path, 'avoid', place, 'words']} label={`言わない言葉 ${place + 1}`} />
          <PartField path={[...path, 'avoid', place, 'instead']} label={`かわりに言うこと ${place + 1}`} />
        </div>
      ))}
      <Body1Strong as="h3" className={styles.heading}>
        書き残すこと・次にすること
      </Body1Strong>
      <Records path={[...path, 'record']} />
      <PartField path={[...path, 'next']} />
      <PartField path={[...path, 'fact']} />
      <OriginFields path={path} />
    </Group>
  );
}
