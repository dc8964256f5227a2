import { bandNames, type Candidate } from '../domain/matching/report.ts';
import type { Line } from './read.ts';

/** What a replay is judged by; shares are 0..1, times in milliseconds. */
export const createScore = () => {
  const firstOf = new Map<string, string>();
  const today = new Map<string, { day: string; departments: Set<string> }>();
  const times: number[] = [];
  let reports = 0;
  let seen = 0;
  let at1 = 0;
  let at3 = 0;
  let onward = 0;
  let onwardAt3 = 0;
  let high = 0;
  let highRight = 0;
  let newcomers = 0;
  let newcomersQuiet = 0;

  /** Id of the first report of this person, or undefined while the person is new. */
  const subjectOf = (truth: string): string | undefined => firstOf.get(truth);

  const count = ({ report, truth, department }: Line, candidates: readonly Candidate[], ms: number): void => {
    reports += 1;
    times.push(ms);
    const subject = firstOf.get(truth);
    const highest = candidates.filter(({ band }) => band === 'high');
    if (subject === undefined) {
      newcomers += 1;
      if (highest.length === 0) newcomersQuiet += 1;
      firstOf.set(truth, report.id);
    } else {
      const place = candidates.findIndex((candidate) => candidate.subject === subject);
      const found3 = place >= 0 && place < 3;
      seen += 1;
      if (place === 0) at1 += 1;
      if (found3) at3 += 1;
      const before = today.get(truth);
      const other = before?.day === report.day && [...before.departments].some((name) => name !== department);
      if (other) {
        onward += 1;
        if (found3) onwardAt3 += 1;
      }
    }
    for (const candidate of highest) {
      high += 1;
      if (candidate.subject === subject) highRight += 1;
    }
    const before = today.get(truth);
    if (before?.day === report.day) before.departments.add(department);
    else today.set(truth, { day: report.day, departments: new Set([department]) });
  };

  const share = (part: number, whole: number): number =>
    whole === 0 ? 1 : Math.round((part / whole) * 10_000) / 10_000;

  const summary = () => {
    const sorted = [...times].sort((a, b) => a - b);
    const quantile = (part: number): number =>
      Math.round((sorted[Math.floor(part * (sorted.length - 1))] ?? 0) * 1000) / 1000;
    return {
      reports,
      seenBefore: seen,
      recall1: share(at1, seen),
      recall3: share(at3, seen),
      sameDayOtherDepartment: onward,
      sameDayOtherDepartmentRecall3: share(onwardAt3, onward),
      high,
      highPrecision: share(highRight, high),
      highCoverage: share(highRight, seen),
      newcomers,
      newcomersWithoutHigh: share(newcomersQuiet, newcomers),
      p50ms: quantile(0.5),
      p99ms: quantile(0.99),
    };
  };

  return { subjectOf, count, summary };
};

/** One output line of the replay. */
export const outputLine = (id: string, candidates: readonly Candidate[], ms: number): string =>
  JSON.stringify({
    id,
    candidates: candidates.map(({ subject, score, band, reasons }) => ({
      subject,
      score,
      band: bandNames[band],
      reasons: reasons.map(({ text }) => text),
    })),
    ms: Math.round(ms * 1000) / 1000,
  });
