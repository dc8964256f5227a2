export { conductContextSchema } from './context.ts';
export { createConductJudge, type JudgeConduct } from './judge.ts';
export { conductLabelSchema, conductLabels } from './label.ts';
export { type ConductRules, conductRulesSchema } from './rules.ts';
