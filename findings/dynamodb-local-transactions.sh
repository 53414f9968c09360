#!/usr/bin/env bash
# DynamoDB Local 1.25.1: every action of a write transaction consumes twice the capacity that it consumes in DynamoDB, and reads do not.
#
# Guess:     as in DynamoDB, a transactional write of up to 1 KB consumes 2 write units and a transactional read of up to 4 KB 2 read units. A put and a check
#            of one item are refused because an item may occur only once, whatever the check says.
# Behaviour: a put, an update or a check consumes 4 units; a get consumes 2. A put with a check of the same item is refused for the two
#            actions only if the check holds for the item as put. Otherwise the transaction is cancelled: "does not exist" fails for an item that did not exist.
# Matters:   figures of cost that were measured here are twice too high, and a program that retries after failed checks retries a request that is never valid.
set -euo pipefail

folder=$(mktemp -d)
server=
cleanup() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap cleanup EXIT

# DynamoDB Local 1.25.1 is the jar inside this npm package. Only the package itself is fetched, and none of its scripts is run.
cd "$folder"
npm pack --silent amplify-dynamodb-simulator@2.9.30 > /dev/null
tar -xzf amplify-dynamodb-simulator-2.9.30.tgz package/emulator
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
cd package/emulator
java -Djava.library.path=DynamoDBLocal_lib -jar DynamoDBLocal.jar -inMemory -sharedDb -disableTelemetry -port "$port" > "$folder/log" 2>&1 &
server=$!

cat > "$folder/client.mjs" <<'JS'
const url = `http://127.0.0.1:${process.env.PORT}`;
const authorization = 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

export async function call(target, body) {
    const response = await fetch(url, {
        method: 'POST',
        headers: { 'X-Amz-Target': target, 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Date': '20260101T000000Z', Authorization: authorization },
        body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
}

export const dynamo = (operation, body) => call(`DynamoDB_20120810.${operation}`, body);
export const streams = (operation, body) => call(`DynamoDBStreams_20120810.${operation}`, body);

export async function table(view) {
    for (let tries = 0; ; tries++) {
        try {
            const created = await dynamo('CreateTable', {
                TableName: 'things', BillingMode: 'PAY_PER_REQUEST',
                KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
                StreamSpecification: { StreamEnabled: true, StreamViewType: view },
            });
            return created.body.TableDescription.LatestStreamArn;
        } catch (error) {
            if (tries === 120) throw error;
            await new Promise(resolve => setTimeout(resolve, 500));
        }
    }
}

export function expect(what, expected, found) {
    console.log(`${what}: ${found}`);
    if (expected !== found) {
        console.error(`expected ${expected}: the behaviour has changed`);
        process.exitCode = 1;
    }
}
JS
cat > "$folder/check.mjs" <<'JS'
import { dynamo, table, expect } from './client.mjs';
await table('KEYS_ONLY');
const key = { id: { S: 'a' } };
const put = { Put: { TableName: 'things', Item: key } };
const check = ConditionExpression => ({ ConditionCheck: { TableName: 'things', Key: key, ConditionExpression } });
const transact = async (items, more) => {
    const { status, body } = await dynamo('TransactWriteItems', { TransactItems: items, ...more });
    return status === 200 ? body.ConsumedCapacity?.[0].CapacityUnits ?? 'executed'
        : body.CancellationReasons?.map(reason => reason.Code).join(' ') ?? (/multiple operations on one item/.test(body.Message) ? 'refused' : body.Message);
};
expect('two puts of one item', 'refused', await transact([put, put]));
expect('a put, and a check that the item does not exist', 'None ConditionalCheckFailed', await transact([put, check('attribute_not_exists(id)')]));
expect('a put, and a check that the item exists', 'refused', await transact([put, check('attribute_exists(id)')]));
expect('capacity units of a put', 4, await transact([put], { ReturnConsumedCapacity: 'TOTAL' }));
expect('capacity units of an update', 4, await transact([{ Update: { TableName: 'things', Key: key } }], { ReturnConsumedCapacity: 'TOTAL' }));
expect('capacity units of a check', 4, await transact([check('attribute_exists(id)')], { ReturnConsumedCapacity: 'TOTAL' }));
const read = await dynamo('TransactGetItems', { TransactItems: [{ Get: { TableName: 'things', Key: key } }], ReturnConsumedCapacity: 'TOTAL' });
expect('capacity units of a get', 2, read.body.ConsumedCapacity[0].CapacityUnits);
JS
PORT=$port node "$folder/check.mjs"
