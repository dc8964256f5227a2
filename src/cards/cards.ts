import type { Ward } from '../domain/people/departments.ts';
import type { AnswerBook } from '../domain/answer/answer.ts';
import { alertCard } from './alert.ts';
import { approvers } from './approvers.ts';
import { board } from './board.ts';
import { bind, bound } from './channel.ts';
import type { LawBook } from '../domain/law/law.ts';
import { details } from './details.ts';
import { contactCard } from './companion.ts';
import { contactAsk, contactSupport } from './companion-asks.ts';
import { contactStart } from './companion-start.ts';
import { editChoose, editFields, editSaved, type EditView, history } from './editing.ts';
import { decisionCard, escalationForm, escalationSent } from './escalation.ts';
import { incidentForm } from './incident-form.ts';
import { lookUp } from './look-up.ts';
import { match } from './match.ts';
import { flagCard, flagForm, flagTold } from './flag.ts';
import { followUpCard, followUpTold } from './follow-up.ts';
import { help, register, welcome } from './menu.ts';
import { needs } from './needs.ts';
import { notice } from './notice.ts';
import { answerForm, toldForm } from './one-answer.ts';
import { personLink, persons } from './persons.ts';
import { practiceCard, practiceList } from './practice.ts';
import { quick, reminder } from './quick.ts';
import { receipt } from './receipt.ts';
import { accountForm, reviewForm } from './review.ts';
import { statements } from './statements.ts';
import { subjectCard } from './subject.ts';
import { type TabLink, withTabLinks } from './tab-link.ts';
import type { CardMessage, Expand } from './template.ts';

type View<F> = F extends (expand: Expand, ward: Ward, view: infer V) => CardMessage ? V : never;

/**
 * Every card of the bot as a verb; `ward` is asked at each drawing because settings change.
 * @param tabLink where pages of the tab are opened; without it no card links to one
 */
export function createCards(
  templates: Expand,
  ward: () => Ward,
  law: LawBook,
  answers: AnswerBook,
  tabLink?: TabLink,
) {
  const expand = withTabLinks(templates, tabLink);
  return {
    welcome: (view: View<typeof welcome>) => welcome(expand, ward(), view),
    register: (view: View<typeof register>) => register(expand, ward(), view),
    help: () => help(expand),
    board: (view: View<typeof board>) => board(expand, ward(), view),
    bind: (view: View<typeof bind>) => bind(expand, ward(), view),
    bound: (view: View<typeof bound>) => bound(expand, ward(), view),
    incidentForm: (view: View<typeof incidentForm>) => incidentForm(expand, ward(), view),
    receipt: (view: View<typeof receipt>) => receipt(expand, ward(), view),
    alert: (view: Parameters<typeof alertCard>[3]) => alertCard(expand, ward(), answers, view),
    match: (view: View<typeof match>) => match(expand, ward(), view),
    answerForm: (view: Parameters<typeof answerForm>[3]) => answerForm(expand, ward(), answers, view),
    toldForm: (view: Parameters<typeof toldForm>[2]) => toldForm(expand, answers, view),
    details: (view: Parameters<typeof details>[3]) => details(expand, ward(), law, view),
    quick: (view: Parameters<typeof quick>[1]) => quick(expand, view),
    reminder: (view: Parameters<typeof reminder>[1]) => reminder(expand, view),
    editChoose: (view: Parameters<typeof editChoose>[1]) => editChoose(expand, view),
    editFields: (view: EditView) => editFields(expand, view),
    editSaved: (view: Parameters<typeof editSaved>[1]) => editSaved(expand, view),
    history: (view: Parameters<typeof history>[1]) => history(expand, view),
    reviewForm: (view: Parameters<typeof reviewForm>[1]) => reviewForm(expand, view),
    accountForm: (view: Parameters<typeof accountForm>[1]) => accountForm(expand, view),
    escalationForm: (view: Parameters<typeof escalationForm>[1]) => escalationForm(expand, view),
    escalationSent: (view: Parameters<typeof escalationSent>[1]) => escalationSent(expand, view),
    decision: (view: View<typeof decisionCard>) => decisionCard(expand, ward(), view),
    lookUp: (view: Parameters<typeof lookUp>[1]) => lookUp(expand, view),
    persons: (view: View<typeof persons>) => persons(expand, ward(), view),
    personLink: (view: Parameters<typeof personLink>[1]) => personLink(expand, view),
    subject: (view: Parameters<typeof subjectCard>[3]) => subjectCard(expand, ward(), answers, view),
    needs: (view: Parameters<typeof needs>[1]) => needs(expand, view),
    flagForm: (view: Parameters<typeof flagForm>[1]) => flagForm(expand, view),
    flag: (view: View<typeof flagCard>) => flagCard(expand, ward(), view),
    flagTold: (view: Parameters<typeof flagTold>[1]) => flagTold(expand, view),
    statements: (view: Parameters<typeof statements>[3]) => statements(expand, ward(), answers, view),
    followUp: (view: View<typeof followUpCard>) => followUpCard(expand, ward(), view),
    followUpTold: (view: Parameters<typeof followUpTold>[1]) => followUpTold(expand, view),
    contact: (view: Parameters<typeof contactCard>[3]) => contactCard(expand, ward(), law, view),
    contactStart: (view: View<typeof contactStart>) => contactStart(expand, ward(), view),
    contactAsk: (view: View<typeof contactAsk>) => contactAsk(expand, ward(), view),
    contactSupport: (view: View<typeof contactSupport>) => contactSupport(expand, ward(), view),
    practiceList: (view: Parameters<typeof practiceList>[1]) => practiceList(expand, view),
    practice: (view: Parameters<typeof practiceCard>[1]) => practiceCard(expand, view),
    approvers: (view: View<typeof approvers>) => approvers(expand, ward(), view),
    notice: (view: Parameters<typeof notice>[1]) => notice(expand, view),
  };
}

export type Cards = ReturnType<typeof createCards>;
