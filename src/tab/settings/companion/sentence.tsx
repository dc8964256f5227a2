import { Body1, Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { item, type Path } from '../editing/path.ts';
import { companionParts, recordingNames, stepNames } from '../parts/companion.ts';
import { nameOf, sceneNames } from '../parts/names.ts';
import { useWork } from '../work/context.ts';
import { PartField } from '../work/fields.tsx';
import { Group } from '../work/group.tsx';
import { OriginFields } from '../work/origin.tsx';
import { useSettingsStyles } from '../work/styles.ts';
import type { Book, Place } from './place.ts';

const languages = Object.keys(companionParts.sentences.parts.text.parts);

/** So that a screen reader reads each language in its own voice. */
const voices: Readonly<Record<string, string>> = { ja: 'ja', easy: 'ja', en: 'en', zh: 'zh-CN', ko: 'ko' };

/** One sentence in its five languages. */
export function Sentence({ id, onPlace }: { id: string; onPlace: (place: Place) => void }): ReactNode {
  const styles = useSettingsStyles();
  const { editor } = useWork();
  const book = editor.draft as Book;
  const sentence = book.sentences.find((one) => one.id === id);
  if (sentence === undefined) return null;
  const path: Path = ['sentences', item(id)];
  const used = book.situations.filter(({ say }) => say.includes(id));
  const { scenes, recording, step } = sentence;
  const facts = [
    `言える場面: ${scenes.map((scene) => nameOf(sceneNames, scene)).join('・')}`,
    ...(recording === undefined ? [] : [`録音について: ${nameOf(recordingNames, recording)}ときだけ出ます`]),
    ...(step === undefined ? [] : [`手順: ${nameOf(stepNames, step)}`]),
  ];
  return (
    <Group title="言い方" about={facts.join('\n')}>
      {languages.map((language) => (
        <PartField
          key={language}
          path={[...path, 'text', language]}
          lang={voices[language] ?? 'ja'}
          {...(language === 'ja' ? { hint: '相手に言う言葉。丁寧で、本当のことだけにします。' } : {})}
        />
      ))}
      {used.length === 0 ? null : (
        <Body1 as="p" className={styles.text}>
          使っている場面:{' '}
          {used.map((situation, index) => (
            <span key={situation.id}>
              {index === 0 ? '' : '、'}
              <Link as="button" onClick={() => onPlace({ list: 'situations', id: situation.id })}>
                {situation.title}
              </Link>
            </span>
          ))}
        </Body1>
      )}
      <OriginFields path={path} />
    </Group>
  );
}
