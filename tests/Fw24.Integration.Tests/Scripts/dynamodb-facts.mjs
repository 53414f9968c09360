// Finds out what a DynamoDB endpoint can do, as far as Fw24 needs it. Prints the facts as JSON: true, false, or null for what cannot be asked.
import {
  CreateTableCommand, DynamoDBClient, ExecuteStatementCommand, GetItemCommand, PutItemCommand, TransactWriteItemsCommand, UpdateItemCommand,
  UpdateTimeToLiveCommand, waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';

const options = { endpoint: process.argv[2], region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 };
const [client, streams] = [new DynamoDBClient(options), new DynamoDBStreamsClient(options)];
const TableName = `facts-${Date.now()}`;
const put = (id, more = {}) => ({ TableName, Item: { p: { S: id }, ...more } });
const succeeds = (command) => client.send(command).then(() => true, () => false);

async function createTable() {
  const created = await client.send(new CreateTableCommand({
    TableName, KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST', StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  }));
  await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName });
  return created.TableDescription.LatestStreamArn;
}

async function readStream(StreamArn) {
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand({ StreamArn, ShardId: StreamDescription.Shards[0].ShardId, ShardIteratorType: 'TRIM_HORIZON' }));
  return (await streams.send(new GetRecordsCommand({ ShardIterator }))).Records;
}

function equals(attribute, value) {
  return succeeds(new UpdateItemCommand({
    TableName, Key: { p: { S: 'a' } }, UpdateExpression: 'SET q = :q', ConditionExpression: `${attribute} = :v`, ExpressionAttributeValues: { ':q': { S: 'q' }, ':v': value },
  }));
}

async function createsByRemoving() {
  const Key = { p: { S: 'ghost' } };
  await client.send(new UpdateItemCommand({ TableName, Key, UpdateExpression: 'REMOVE nothing' }));
  return JSON.stringify((await client.send(new GetItemCommand({ TableName, Key }))).Item) === JSON.stringify(Key);
}

// Only the first of 60 times to the second would be a whole minute.
async function hasSeconds(StreamArn) {
  const times = (await readStream(StreamArn)).map((record) => record.dynamodb.ApproximateCreationDateTime.getTime() / 1000);
  return times.some((time) => time % 60 !== 0);
}

async function expires(StreamArn) {
  if (!await succeeds(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: 't', Enabled: true } }))) {
    return false;
  }

  await client.send(new PutItemCommand(put('old', { t: { N: `${Math.floor(Date.now() / 1000) - 60}` } })));
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 250))) {
    const removal = (await readStream(StreamArn)).find((record) => record.eventName === 'REMOVE' && record.dynamodb.Keys.p.S === 'old');
    if (removal) {
      return removal.userIdentity?.PrincipalId === 'dynamodb.amazonaws.com';
    }
  }

  return false;
}

const StreamArn = await createTable();
await client.send(new PutItemCommand(put('a', { l: { L: [{ N: '1' }] }, m: { M: { x: { S: 'y' } } } })));
const refused = await client.send(new PutItemCommand({ ...put('a'), ConditionExpression: 'attribute_not_exists(p)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })).catch((error) => error);
const facts = {
  'streams': StreamArn !== undefined,
  'the item that a failed condition met (`ALL_OLD`)': refused.Item !== undefined,
  'conditions on equal lists and maps': await equals('l', { L: [{ N: '1' }] }) && await equals('m', { M: { x: { S: 'y' } } }),
  'transactions': await succeeds(new TransactWriteItemsCommand({ TransactItems: [{ Put: put('t') }] })),
  'PartiQL': await succeeds(new ExecuteStatementCommand({ Statement: `INSERT INTO "${TableName}" VALUE {'p': 'q'}` })),
  'an item of its key alone, by an update that only removes': await createsByRemoving(),
  'change times to the second': null,
  'an event id that stays the same when a record is read again': null,
  'expired items deleted, with `userIdentity` in the stream': null,
};
if (StreamArn) {
  while (new Date().getUTCSeconds() === 0) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  await client.send(new PutItemCommand(put('b')));
  const ids = async () => JSON.stringify((await readStream(StreamArn)).map((record) => record.eventID));
  facts['change times to the second'] = await hasSeconds(StreamArn);
  facts['an event id that stays the same when a record is read again'] = await ids() === await ids();
  facts['expired items deleted, with `userIdentity` in the stream'] = await expires(StreamArn);
} else {
  facts['expired items deleted, with `userIdentity` in the stream'] = false;
}

console.log(JSON.stringify(facts));
