import type { Answer, Api, CallOf } from './client.ts';
import type { OperationName } from '../../api/operations.ts';

/**
 * The same calls; tells whenever the service finds the person not entitled. What they may do is another by then than
 * when the page asked for it.
 */
export const tellingOfRefusals = (api: Api, onRefused: () => void): Api => ({
  call: async <N extends OperationName>(name: N, call: CallOf<N>): Promise<Answer<N>> => {
    const answer = await api.call(name, call);
    if (!answer.ok && answer.failure.kind === 'not-entitled') onRefused();
    return answer;
  },
});
