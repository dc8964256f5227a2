import { createLexicon, type Lexicon } from './lexicon.ts';
import { squeeze } from './normalise.ts';

/** What was asked for: the matter, and what the person adds about himself (「長女の」「先月の」). */
export type DemandForm = { matter: string; keys: readonly string[]; details: readonly string[] };

const NUMBERED =
  /^(?:(?:令和|平成|昭和)?\d+年(?:度|前|間)?(?:分)?|\d+(?:月|日|か月|ヶ月|カ月|週間|歳|人|件|回|階|号|万|千|円|世帯|台|枚)+[^の]{0,4})の/;

/** Reads a demand. `endings` are nouns that only say what shall be done with the matter (減額, 撤去 …). */
export const createDemandReader = (content: {
  topics: Lexicon;
  details: readonly string[];
  endings: readonly string[];
  unknown: readonly string[];
}) => {
  const unknown = new Set(content.unknown.map(squeeze));
  const openings = createLexicon([{ key: 'detail', words: content.details }]);
  const endings = [...content.endings].sort((a, b) => b.length - a.length);

  const cutEnding = (text: string): string => {
    let rest = text.replace(/(?:の件|について|に関して|に対して)(?:で|の|は)?.*$/, '');
    for (const particle of ['を', 'が', 'への', 'へ', 'に']) {
      const at = rest.lastIndexOf(particle);
      if (at >= 2 && rest.length - at > particle.length) {
        rest = rest.slice(0, at);
        break;
      }
    }
    for (let step = 0; step < 2; step += 1) {
      const ending = endings.find((word) => rest.endsWith(word) && rest.length > word.length + 2);
      if (ending === undefined) break;
      rest = rest.slice(0, -ending.length).replace(/(?:への|へ|の|を)$/, '');
    }
    return rest;
  };

  return (text: string): DemandForm | undefined => {
    const plain = squeeze(text).replaceAll(/[。、！？!?「」『』（）()]/g, '');
    if (plain === '' || unknown.has(plain)) return undefined;
    const details: string[] = [];
    let rest = plain;
    for (let step = 0; step < 3; step += 1) {
      const numbered = NUMBERED.exec(rest)?.[0];
      const opening = openings.find(rest).find((found) => found.at === 0)?.word;
      const cut = numbered ?? opening;
      if (cut === undefined || rest.length - cut.length < 2) break;
      details.push(cut.replace(/の$/, ''));
      rest = rest.slice(cut.length);
    }
    const matter = cutEnding(rest);
    const found = content.topics.find(matter);
    const first = found[0];
    // An unknown opening before a known matter is what the person adds about himself.
    if (details.length === 0) {
      const segments = matter.split('の');
      const opening = segments[0] ?? '';
      const startsKnown = first !== undefined && first.at < opening.length;
      if (
        segments.length > 1 &&
        opening.length >= 2 &&
        !startsKnown &&
        (first !== undefined || segments.length > 2)
      ) {
        details.push(opening);
        const shorter = matter.slice(opening.length + 1);
        return { matter: shorter, keys: content.topics.find(shorter).map((entry) => entry.key), details };
      }
    }
    return { matter, keys: found.map((entry) => entry.key), details };
  };
};
