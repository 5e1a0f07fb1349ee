/**
 * Writes transactions without end until it is killed: six items, one of them a single write, all
 * carrying the number of the transaction, each moving in the index. Run by `kill.test.ts`.
 */
import { createDynamoDb } from '../../../local/dynamodb/index.ts';
import { awsRequest, onlyService, provisionTable, REGION, TABLE } from './local-table.ts';

const [directory = '', from = '0'] = process.argv.slice(2);
const dynamoDb = await createDynamoDb({ directory, region: REGION });
await provisionTable(dynamoDb);
const service = onlyService(dynamoDb);

const send = async (operation: string, body: object): Promise<void> => {
  const { status, body: answer } = await service.handle(awsRequest(operation, body));
  if (status !== 200) throw new Error(String(answer));
};
const item = (sk: string, number: number): object => ({
  pk: { S: 'org#1' },
  sk: { S: sk },
  number: { N: String(number) },
  gsi1pk: { S: 'sub#1' },
  gsi1sk: { S: `${number}#${sk}` },
  text: { S: 'x'.repeat(2000) },
});

for (let number = Number(from) + 1; ; number += 1) {
  const puts = ['a', 'b', 'c', 'd', 'e'].map((sk) => ({ Put: { TableName: TABLE, Item: item(sk, number) } }));
  await send('TransactWriteItems', { TransactItems: puts });
  await send('PutItem', { TableName: TABLE, Item: item('single', number) });
  process.stdout.write(`${number}\n`);
}
