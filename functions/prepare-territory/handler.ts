import communes from '@etalab/decoupage-administratif/data/communes.json' with { type: 'json' };
import epci from '@etalab/decoupage-administratif/data/epci.json' with { type: 'json' };
import decoupage from '@etalab/decoupage-administratif/package.json' with { type: 'json' };
import middy from '@middy/core';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import * as z from 'zod';
import { meetBodies } from '../../modules/groups/index.ts';
import { prepareTerritory, registerOf } from '../../modules/organisations/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { log, logger } from '../../platform/log.ts';
import { createTable } from '../../platform/table.ts';

const config = readConfig(['TABLE_NAME', 'TERRITORY_CODE', 'TERRITORY_NAME', 'OPERATOR_EMAIL']);
const deps = {
  table: createTable(config.TABLE_NAME),
  clock: systemClock,
  territory: { code: config.TERRITORY_CODE, name: config.TERRITORY_NAME },
  operatorEmail: config.OPERATOR_EMAIL,
};

/** How entries are kept: another one has them written anew. */
const LAYOUT = 'bodies together';

const request = z.object({ inviteOperator: z.boolean().optional() });

/** Invoked after deployment (`{"inviteOperator":true}` for another link) and by a monthly schedule. */
export const handler = middy(async (event: unknown) => {
  const register = {
    edition: `${decoupage.version}, ${LAYOUT}`,
    entries: async () => registerOf(config.TERRITORY_CODE, { communes, epci }),
  };
  const prepared = await prepareTerritory(deps, register, request.parse(event ?? {}));
  const bodies = await meetBodies({ ...deps, departement: config.TERRITORY_CODE });
  log('territory.prepared', { ...prepared, bodies });
  return { ...prepared, bodies };
}).use(injectLambdaContext(logger));
