import type { Named } from '../../api/named.ts';
import { type Conduct, conductNames, type Scene, sceneNames } from '../../domain/incident/choices.ts';
import { type RecordState, stateNames } from '../../domain/incident/state.ts';
import { departmentName, type Ward } from '../../domain/people/departments.ts';
import { type Severity, severityNames } from '../../domain/risk/severity.ts';

/** Stored values with the words that a screen shows for them. */
export const named = {
  /** Empty for what belongs to no department. */
  department: (ward: Ward, id: string): Named => ({
    id,
    name: id === '' ? '課が決まっていないチャネル' : departmentName(ward, id),
  }),
  scene: (id: Scene): Named => ({ id, name: sceneNames[id] }),
  conduct: (ids: readonly Conduct[]): Named[] => ids.map((id) => ({ id, name: conductNames[id] })),
  severity: (id: Severity | undefined): { severity?: Named } =>
    id === undefined ? {} : { severity: { id, name: severityNames[id] } },
  state: (id: RecordState): Named => ({ id, name: stateNames[id] }),
};
