export { conductContextSchema } from './context.ts';
export { createConductJudge, type JudgeConduct } from './judge.ts';
export { conductLabelSchema, conductLabels } from './label.ts';
export { type ConductRule, type ConductRules, conductRulesSchema } from './rules.ts';
export { spelt } from './spelling.ts';
