import { LEFT_OUT } from '../matching/refused.ts';
import { currentVersion, type Incident } from './incident.ts';
import type { GroupId } from './fields.ts';
import { observedFields } from './observed.ts';

/** A contact older than this when it was recorded asks why; hours. */
export type Lateness = { readonly lateAfterHours: number };

export type Todo = { readonly group: GroupId; readonly text: string };

export const isLate = (incident: Incident, { lateAfterHours }: Lateness): boolean => {
  const { content } = currentVersion(incident);
  return (
    new Date(incident.filedAt).getTime() - new Date(content.occurredAt).getTime() > lateAfterHours * 3_600_000
  );
};

/** What a supervisor, the police or a lawyer would miss in the record, most important first. */
export function stillToWrite(incident: Incident, lateness: Lateness): Todo[] {
  const { content } = currentVersion(incident);
  const { features } = content;
  const todo: Todo[] = [];
  const add = (missing: boolean, group: GroupId, text: string): void => {
    if (missing) todo.push({ group, text });
  };
  add(
    !content.utterances.some((utterance) => utterance.who === 'caller'),
    'words',
    '言われた言葉(覚えているうちに、そのまま)',
  );
  add(
    isLate(incident, lateness) && content.lateReason === '',
    'when',
    '記録が遅れた理由(対応から時間がたっています)',
  );
  add(content.scene === 'phone' && content.recording === 'unknown', 'scene', '録音したかどうか、どの回線か');
  add(
    content.scene === 'net' && content.url === '' && content.captured === '',
    'scene',
    '書き込みのURLか、その文',
  );
  add(
    (content.scene === 'counter' || content.scene === 'visit') &&
      [features.build, features.hair, features.clothing, features.belongings, content.look].every(
        (text) => text === '',
      ),
    'who',
    '見た目の特徴(服装・持ち物など)',
  );
  add(
    observedFields.some((field) => (field === 'look' ? content.look : features[field]).includes(LEFT_OUT)),
    'who',
    `${LEFT_OUT}のところを、見たまま・聞いたままに(国籍・病気・信条などの推測は残せないため、消してあります)`,
  );
  add(content.taken === '', 'outcome', 'こちらの対応(何を案内したか、だれに代わったか)');
  add(content.ending === undefined || content.ending === 'ongoing', 'outcome', 'どう終わったか');
  return todo;
}
