/** Every route of the product, as the functions list them. */
import { intranetRoutes } from '../../functions/intranet/routes.ts';
import { territoryRoutes } from '../../functions/operator/routes.ts';
import { publicRoutes } from '../../functions/public/routes.ts';
import { linkRoutes } from '../../functions/links/routes.ts';
import { repositoryRoutes } from '../../functions/repository/routes.ts';
import { routesOfSearch } from '../../functions/search/routes.ts';
import {
  cognitoProvisioning,
  poolDomainOf,
  secretsLeftWith,
  secretsTakenWith,
} from '../../modules/federation/index.ts';
import { accountFinder, cognitoLogin } from '../../modules/identity/index.ts';
import { cognitoClient } from '../../platform/cognito.ts';
import { depositFilesIn } from '../../platform/deposits.ts';
import { partedFilesIn } from '../../platform/parts.ts';
import type { Route } from '../../platform/http/route.ts';
import { segmentedIndex } from '../../platform/search/search-index.ts';
import { secretsManager, signerWith } from '../../platform/secrets.ts';
import { createTable, type Table } from '../../platform/table.ts';

const region = 'eu-west-3';
const cognito = cognitoClient({ region });
const secrets = secretsManager({ region });
const nowhere = createTable('none', { region });
const dependenciesOver = (table: Table) => ({
  table,
  clock: () => new Date(),
  signer: signerWith({ values: async () => ['none'] }),
  origin: 'https://parvis.example.org',
  territory: { code: '47', name: 'Territoires du Lot-et-Garonne' },
  operatorEmail: 'operateur@parvis.example.org',
  quota: 1024 ** 3,
  files: depositFilesIn({ bucket: 'none', origin: 'https://none.s3.eu-west-3.amazonaws.com', region }),
  parts: partedFilesIn({ bucket: 'none', origin: 'https://none.s3.eu-west-3.amazonaws.com', region }),
  accountWith: accountFinder(cognito, 'none'),
  login: cognitoLogin(cognito, 'none', 'none'),
  poolDomain: poolDomainOf(cognito, { origin: '', poolId: 'none', issuer: '', keys: '', callback: '' }),
  provisioning: cognitoProvisioning(cognito, 'none', ''),
  secretsLeft: secretsLeftWith(secrets, 'none/'),
  secretsTaken: secretsTakenWith(secrets, 'none/'),
  signInOrigin: '',
  reach: { loopback: false },
  leftKeptFor: 62,
  readObject: async () => undefined,
  index: segmentedIndex({ table, readObject: async () => undefined }),
});

type Functions = Readonly<
  Record<'public' | 'intranet' | 'repository' | 'links' | 'search' | 'operator', readonly Route[]>
>;

export function functionsRoutesOver(table: Table): Functions {
  const dependencies = dependenciesOver(table);
  return {
    public: publicRoutes(dependencies),
    intranet: intranetRoutes(dependencies),
    repository: repositoryRoutes(dependencies),
    links: linkRoutes(dependencies),
    search: routesOfSearch(dependencies),
    operator: territoryRoutes(dependencies),
  };
}

export const functionsRoutes = functionsRoutesOver(nowhere);

export const everyRoute: readonly Route[] = Object.values(functionsRoutes).flat();
