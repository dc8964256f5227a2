import { type FormErrors, textProblem } from '../domain/incident/read-form.ts';
import { CLAIM_LIMIT } from '../domain/incident/follow-ups.ts';
import type { Person } from '../domain/people/person.ts';
import { mostExtent, rootOfFile } from '../domain/subject/file.ts';
import { type Mark, newestMarks, withMark } from '../domain/subject/look-up.ts';
import { type Comparison, compareIn } from '../domain/subject/statements.ts';
import { readPersonFile } from './views/person-file.ts';
import type { House } from './ports.ts';

export type Comparing =
  | { kind: 'compared'; comparison: Comparison }
  | { kind: 'invalid'; errors: FormErrors }
  | { kind: 'no-such-file' };

type Ask = { subject: string; nonce: string; claim: string; person: Person };

const idOf = (house: Pick<House, 'digest'>, ask: Ask): string =>
  `l${house.digest(`statements|${ask.person.key}|${ask.subject}|${ask.nonce}`).slice(0, 16)}`;

/** What is wrong with a claim, or undefined. */
export function claimProblem(claim: string): string | undefined {
  if (claim.trim() === '') return '相手が「言われた」と話していることを、1行で書いてください。';
  return textProblem(claim.trim(), CLAIM_LIMIT);
}

/**
 * 「前の担当者は…」: what the person says was said, beside what the records that this reader may read say.
 * One comparison is one look, written down first and without the claim.
 */
export async function compareStatements(house: House, ask: Ask): Promise<Comparing> {
  const problem = claimProblem(ask.claim);
  if (problem !== undefined) return { kind: 'invalid', errors: { claim: problem } };
  const file = await readPersonFile(house, ask.subject, ask.person);
  if (file === undefined) return { kind: 'no-such-file' };
  const { item: look } = await house.lookUps.create({
    id: idOf(house, ask),
    byKey: ask.person.key,
    at: house.now().toISOString(),
    kind: 'statements',
    fields: [],
    shown: [{ subject: rootOfFile(file), extent: mostExtent(file) }],
    marks: [],
  });
  return { kind: 'compared', comparison: compareIn(file, ask, newestMarks(look.marks)) };
}

/** 一致・相違 as a person judged it, kept on the look; the newest press about a statement counts. */
export async function markStatement(house: House, ask: Ask & { mark: Omit<Mark, 'at'> }): Promise<Comparing> {
  const compared = await compareStatements(house, ask);
  if (compared.kind !== 'compared') return compared;
  const at = house.now().toISOString();
  const changed = await house.lookUps.change(ask.person.key, idOf(house, ask), (look) => ({
    next: withMark(look, { ...ask.mark, at }),
    result: undefined,
  }));
  if (!changed.found) throw new Error('the look was just written and is not there');
  const marks = newestMarks(changed.item.marks);
  const { comparison } = compared;
  return {
    kind: 'compared',
    comparison: {
      ...comparison,
      rows: comparison.rows.map((row) => ({
        ...row,
        mark: marks.get(`${row.statement.number}/${row.statement.id}`),
      })),
    },
  };
}
