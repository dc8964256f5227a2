import { createChannelSafe } from '../alert/channel-safe.ts';
import type { IncidentContent } from '../incident/content.ts';

/**
 * What other departments may read: features and words without whatever names the person or touches the
 * matter, and no sentence about either (個人情報保護法69条・地方税法22条). The rest of the content is still there:
 * whoever shows it leaves identity, place and matter out.
 */
export function withoutTelling(content: IncidentContent): IncidentContent {
  const { name, kana, phone } = content.identity;
  const safe = createChannelSafe([name, kana, phone]);
  const { build, hair, clothing, belongings, voice } = content.features;
  return {
    ...content,
    look: safe(content.look),
    lateReason: '',
    features: {
      ...content.features,
      build: safe(build),
      hair: safe(hair),
      clothing: safe(clothing),
      belongings: safe(belongings),
      voice: safe(voice),
    },
    utterances: content.utterances.map((utterance) => ({ ...utterance, words: safe(utterance.words) })),
    steps: content.steps.map((step) => ({ ...step, words: safe(step.words) })),
  };
}
