import { readConfig } from '../../platform/config.ts';
import { objectReader } from '../../platform/objects.ts';
import { segmentedIndex } from '../../platform/search/search-index.ts';
import { credentialsOfOrganisations } from '../organisation-credentials.ts';
import { pagesDependencies, pagesHandler } from '../pages.ts';
import { routesOfSearch } from './routes.ts';

const { DOCUMENTS_BUCKET, FILES_ORIGIN, AWS_REGION } = readConfig(['DOCUMENTS_BUCKET', 'FILES_ORIGIN', 'AWS_REGION']);
const credentials = credentialsOfOrganisations();
const common = pagesDependencies(credentials);
const readObject = objectReader({ bucket: DOCUMENTS_BUCKET, origin: FILES_ORIGIN, region: AWS_REGION, credentials });
const deps = { ...common, readObject, index: segmentedIndex({ table: common.table, readObject }) };

/** `/recherche/*` */
export const handler = pagesHandler(deps, routesOfSearch(deps), { confined: true });
