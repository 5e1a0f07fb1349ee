/** `/territoire/usage`: the operator's alone. */
import { get, operatorOnly, type Row } from '../row.ts';

export const usageRows: readonly Row[] = [
  get('/territoire/usage', '/territoire/usage', operatorOnly(200)),
  get('/territoire/usage/carte', '/territoire/usage/carte', operatorOnly(200)),
  get('/territoire/usage.csv', '/territoire/usage.csv', operatorOnly(200)),
];
