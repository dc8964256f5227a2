import type { ChannelView } from '../../api/settings.ts';
import { departmentName } from '../../domain/people/departments.ts';
import type { Channel } from '../../domain/people/person.ts';
import { maySet, standingOf } from '../../domain/people/standing.ts';
import type { ChannelsHouse } from '../../workflow/bind-channel.ts';
import { channelTag, setChannel } from '../../workflow/settings/set-channel.ts';
import type { ApiRefusal, Handlers } from './operation.ts';
import { invalid, notCoordinator, stale } from './refusals.ts';

const notThere: ApiRefusal = {
  kind: 'refused',
  status: 404,
  detail: 'このチャネルは見つかりません。Teamsでチームにアプリを追加すると、一覧に出ます。',
};

/** Channels and the departments that they belong to, for coordinators. */
export function createChannelHandlers({
  house,
}: {
  house: ChannelsHouse;
}): Handlers<'channels' | 'saveChannel'> {
  function shown(channel: Channel): ChannelView {
    const { key, name, department, state } = channel;
    return {
      key,
      name,
      ...(department === undefined
        ? {}
        : { department: { id: department, name: departmentName(house.ward(), department) } }),
      state,
      etag: channelTag(channel, house),
    };
  }

  return {
    async channels({ person }) {
      if (!maySet(standingOf(person, house.rules))) return notCoordinator;
      const channels = await house.channels.all();
      return { kind: 'ok', body: { channels: channels.map(shown) } };
    },

    async saveChannel({ person, params, body, ifMatch }) {
      const outcome = await setChannel(house, person, {
        channel: params['key'] ?? '',
        tag: ifMatch,
        department: body.department ?? undefined,
      });
      switch (outcome.kind) {
        case 'done':
          return { kind: 'ok', body: shown(outcome.channel), etag: channelTag(outcome.channel, house) };
        case 'stale':
          return stale(shown(outcome.channel), channelTag(outcome.channel, house));
        case 'invalid':
          return invalid(outcome.problems);
        case 'unknown':
          return notThere;
        case 'refused':
          return notCoordinator;
      }
    },
  };
}
