/** Run as a process of its own, to be killed: writes users, and says each one that it was told is kept. */
import { openPools } from '../../../local/cognito/pools.ts';

const [directory = '', poolId = ''] = process.argv.slice(2);
const pools = await openPools(directory);
const now = new Date();
await pools.put({ Id: poolId, Name: 'Users' });
for (let number = 0; ; number += 1) {
  await pools.byId(poolId).save({
    ...{ Username: `user-${number}`, Password: 'Une-phrase-de-passe-7', UserStatus: 'CONFIRMED', Enabled: true },
    ...{ Attributes: [{ Name: 'name', Value: 'x'.repeat(2000) }], RefreshTokens: [] },
    ...{ UserCreateDate: now, UserLastModifiedDate: now },
  });
  process.stdout.write(`${number}\n`);
}
