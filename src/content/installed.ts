import type { Ward } from '../domain/people/departments.ts';
import { createAssessing } from '../domain/settings/assess.ts';
import { installedRules } from '../domain/settings/rules.ts';
import { createWordingJudge } from '../domain/wording/index.ts';
import { loadAnswers } from './answers/load.ts';
import { loadCompanion } from './companion/load.ts';
import { loadConductRules } from './conduct/load.ts';
import { loadLaw } from './law/load.ts';
import { loadSeverity } from './risk/load.ts';
import { loadWordingLexicon } from './wording/load.ts';

type Times = Parameters<typeof installedRules>;

/**
 * What holds until somebody saves settings: the operator's ward file and times, and the files of this room; and the
 * judgements on language, made of them. Throws with every problem when a file is not of its schema.
 */
export function loadInstalled(ward: Ward, records: Times[0], alerts: Times[1]) {
  const lists = loadConductRules();
  return {
    installed: {
      ward,
      rules: installedRules(records, alerts, lists),
      conduct: { entries: [] },
      companion: loadCompanion(),
      answers: loadAnswers(),
      law: loadLaw(),
    },
    assess: createAssessing({
      wording: createWordingJudge(loadWordingLexicon()),
      lists,
      severity: loadSeverity(),
    }),
  };
}
