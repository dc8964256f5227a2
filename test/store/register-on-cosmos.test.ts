import { describeRegister } from '../contracts/register.ts';
import { openHouse } from '../builders/house.ts';
import { startCosmos } from '../builders/store-cosmos.ts';

describeRegister(
  'the Cosmos driver, over TLS,',
  async () => {
    const cosmos = await startCosmos();
    const open = openHouse({ over: () => cosmos.store() });
    return {
      open,
      stop: async () => {
        await open.close();
        await cosmos.stop();
      },
    };
  },
  { records: 120, runs: 25 },
);
