import type { Step } from './steps.ts';
import type { Ask, Contact, Deed, Language, SkipReason, Tap } from './contact.ts';

type Did<W extends Deed['what']> = Extract<Deed, { what: W }>;

export type Asked = {
  readonly seq: number;
  readonly ask: Ask;
  readonly at: string;
  readonly decision?: { readonly at: string } & Omit<Did<'decided'>, 'what' | 'of'>;
};

/** What the taps of a contact come to. */
export type ContactState = {
  /** Taps that count, in the order in which they came. */
  readonly taps: readonly Tap[];
  readonly situation: string | undefined;
  /** Sentences said or passed over since the situation was chosen. */
  readonly spoken: ReadonlySet<string>;
  readonly language: Language;
  readonly line: string;
  /** The person was told in this contact that the line records. */
  readonly announced: boolean;
  readonly steps: Readonly<Record<Step, number>>;
  readonly emergency: { readonly at: string; readonly reason: SkipReason | undefined } | undefined;
  readonly asked: readonly Asked[];
  readonly ended: string | undefined;
  /** The tap that 「直前を取り消す」 would take back now. */
  readonly undoable: Tap | undefined;
  /** `seq` of every tap that may be taken back. */
  readonly revocable: ReadonlySet<number>;
};

/** What others have read or decided stays; a mistaken 応援要請 is taken back before their eyes. */
const FINAL: ReadonlySet<Deed['what']> = new Set(['decided', 'undone', 'chose']);

/** Each tap once, in the order of the server, whatever order and however often they are given. */
function inOrder(taps: readonly Tap[]): Tap[] {
  const known = new Map<string, Tap>();
  for (const tap of taps) {
    const before = known.get(tap.id);
    if (before === undefined || tap.seq < before.seq) known.set(tap.id, tap);
  }
  return [...known.values()].toSorted((a, b) => a.seq - b.seq);
}

/** The taps that were not taken back. */
function standing(taps: readonly Tap[]): Tap[] {
  const gone = new Set(taps.flatMap(({ did }) => (did.what === 'undone' ? [did.of] : [])));
  return taps.filter(({ seq, did }) => did.what !== 'undone' && !gone.has(seq));
}

const ofKind = <W extends Deed['what']>(
  taps: readonly Tap[],
  what: W,
): { seq: number; at: string; did: Did<W> }[] =>
  taps.flatMap(({ seq, at, did }) => (did.what === what ? [{ seq, at, did: did as Did<W> }] : []));

function askedOf(taps: readonly Tap[]): Asked[] {
  const decided = ofKind(taps, 'decided');
  return ofKind(taps, 'ask').map(({ seq, at, did: { ask } }) => {
    const first = decided.find(({ did }) => did.of === seq);
    if (first === undefined) return { seq, ask, at };
    const { outcome, byKey, byName, note } = first.did;
    return { seq, ask, at, decision: { at: first.at, outcome, byKey, byName, note } };
  });
}

/** The state of the card, worked out from the taps each time it is drawn. */
export function foldContact(contact: Pick<Contact, 'taps' | 'line'>): ContactState {
  const taps = standing(inOrder(contact.taps));
  const asked = askedOf(taps);
  const chosen = ofKind(taps, 'situation').at(-1);
  const since = taps.filter(({ seq }) => seq > (chosen?.seq ?? 0));
  const steps = ofKind(taps, 'step');
  const count = (step: Step): number => steps.filter(({ did }) => did.step === step).length;
  const emergency = ofKind(taps, 'emergency').at(0);
  const decidedAbout = new Set(asked.flatMap(({ seq, decision }) => (decision === undefined ? [] : [seq])));
  const revocable = taps.filter(({ seq, did }) => !FINAL.has(did.what) && !decidedAbout.has(seq));
  return {
    taps,
    situation: chosen?.did.situation,
    spoken: new Set(
      [...ofKind(since, 'said'), ...ofKind(since, 'skipped'), ...ofKind(since, 'announced')].map(
        ({ did }) => did.sentence,
      ),
    ),
    language: ofKind(taps, 'language').at(-1)?.did.language ?? 'ja',
    line: ofKind(taps, 'line').at(-1)?.did.line ?? contact.line,
    announced: taps.some(({ did }) => did.what === 'announced'),
    steps: {
      warning: count('warning'),
      stop: count('stop'),
      leave: count('leave'),
      final: count('final'),
      handover: count('handover'),
      police: count('police'),
    },
    emergency:
      emergency === undefined
        ? undefined
        : { at: emergency.at, reason: ofKind(taps, 'reason').at(-1)?.did.reason },
    asked,
    ended: ofKind(taps, 'ended').at(0)?.at,
    undoable: revocable.at(-1),
    revocable: new Set(revocable.map(({ seq }) => seq)),
  };
}

/** Whether this tap is among those that count. */
export const counts = (state: ContactState, seq: number): boolean =>
  state.taps.some((tap) => tap.seq === seq);
