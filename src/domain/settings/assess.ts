import { createConductJudge, type ConductRules } from '../conduct/index.ts';
import { type Assessor, createAssessor } from '../incident/assessment.ts';
import type { SeverityTable } from '../risk/severity.ts';
import type { JudgeWording } from '../wording/index.ts';
import type { SettingsContent } from './section.ts';
import { conductWith } from './ward-judge.ts';

/** Two ordinary sentences: word lists compile at their first two uses, which takes a tenth of a second. */
const SENTENCES = ['大声で怒鳴られた。', '責任者を出せと言った。'];

/**
 * Builds the judgements on language for what the ward has set, ready to be used: nobody who submits shall wait for
 * the lists to compile.
 */
export function createAssessing(parts: {
  wording: JudgeWording;
  lists: ConductRules;
  severity: SeverityTable;
}): (content: Pick<SettingsContent, 'rules' | 'conduct'>, day: string) => Assessor {
  for (const words of SENTENCES) parts.wording(words);
  return ({ rules, conduct }, day) => {
    const judge = createConductJudge(conductWith(parts.lists, conduct, rules, day));
    for (const words of SENTENCES) judge({ words, context: { note: words } });
    return createAssessor({ wording: parts.wording, conduct: judge, severity: parts.severity });
  };
}
