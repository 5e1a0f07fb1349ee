/** CreateTable, DeleteTable, DescribeTable, ListTables, UpdateTimeToLive, DescribeTimeToLive. */
import type { AuthorisationRequest } from '../aws.ts';
import type { Operation } from './call.ts';
import { validated } from './engine.ts';
import { isRecord, validationError } from './errors.ts';
import { describeTable, tableArn } from './table.ts';
import type { TableRegister } from './tables.ts';
import type { StreamViewType } from './types.ts';
import type { Writer } from './writer.ts';

const LIST_AT_ONCE = 100;

export function tableOperations(tables: TableRegister, writer: Writer, region: string): Record<string, Operation> {
  const onTable = (action: string, name: string): AuthorisationRequest[] => [
    { action: `dynamodb:${action}`, resource: tableArn(region, name) },
  ];

  return {
    CreateTable: (body) => {
      const shape = validated('CreateTable', body);
      const viewType = streamViewType(body.StreamSpecification);
      return {
        permissions: () => onTable('CreateTable', shape.TableName),
        answer: async () => {
          const table = await writer.exclusively(() => tables.create(shape, viewType));
          return { TableDescription: describeTable(table, region) };
        },
      };
    },

    DeleteTable: (body) => {
      const name = tableName(body);
      return {
        permissions: () => onTable('DeleteTable', name),
        answer: async () => {
          const table = await writer.exclusively(() => tables.remove(name));
          return { TableDescription: { ...describeTable(table, region), TableStatus: 'DELETING' } };
        },
      };
    },

    DescribeTable: (body) => {
      const name = tableName(body);
      return {
        permissions: () => onTable('DescribeTable', name),
        answer: async () => ({ Table: describeTable(tables.get(name), region) }),
      };
    },

    ListTables: ({ ExclusiveStartTableName: start, Limit: limit }) => ({
      permissions: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
      answer: async () => {
        const names = tables.all().map((table) => table.TableName);
        const rest = typeof start === 'string' ? names.filter((name) => name > start) : names;
        const page = rest.slice(0, typeof limit === 'number' ? limit : LIST_AT_ONCE);
        return { TableNames: page, LastEvaluatedTableName: page.length < rest.length ? page.at(-1) : undefined };
      },
    }),

    UpdateTimeToLive: (body) => {
      const name = tableName(body);
      const specification = body.TimeToLiveSpecification;
      if (!isRecord(specification) || typeof specification.AttributeName !== 'string') {
        throw validationError('TimeToLiveSpecification needs an AttributeName');
      }
      const attribute = specification.Enabled === true ? specification.AttributeName : undefined;
      return {
        permissions: () => onTable('UpdateTimeToLive', name),
        answer: async () => {
          await writer.exclusively(() => tables.setTimeToLive(name, attribute));
          return { TimeToLiveSpecification: specification };
        },
      };
    },

    DescribeTimeToLive: (body) => {
      const name = tableName(body);
      return {
        permissions: () => onTable('DescribeTimeToLive', name),
        answer: async () => {
          const AttributeName = tables.get(name).timeToLive;
          const TimeToLiveStatus = AttributeName === undefined ? 'DISABLED' : 'ENABLED';
          return { TimeToLiveDescription: { TimeToLiveStatus, AttributeName } };
        },
      };
    },
  };
}

function tableName({ TableName }: Record<string, unknown>): string {
  if (typeof TableName === 'string') return TableName;
  throw validationError("The parameter 'TableName' is required but was not present in the request");
}

/** Undefined for no stream. @throws {AwsError} ValidationException on an unknown view. */
export function streamViewType(specification: unknown): StreamViewType | undefined {
  if (!isRecord(specification) || specification.StreamEnabled === false) return undefined;
  const view = specification.StreamViewType;
  if (view === 'KEYS_ONLY' || view === 'NEW_IMAGE' || view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES')
    return view;
  throw validationError(`One or more parameter values were invalid: Unknown StreamViewType: ${String(view)}`);
}
