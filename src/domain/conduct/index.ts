export { conductContextSchema, conductInputSchema, sceneSchema } from './context.ts';
export type { ConductContext, ConductInput } from './context.ts';
export { type ConductJudgement, type ConductReason, createConductJudge, type JudgeConduct } from './judge.ts';
export { type ConductLabel, conductLabelSchema, conductLabels, conductNames } from './label.ts';
export { type ConductRules, conductRulesSchema } from './rules.ts';
