#!/usr/bin/env bash
# DynamoDB Local 1.25.1: the size of a number depends on where its decimal point is.
#
# Guess:  the documented rule, "about 1 byte per two significant digits, plus 1": 1.5 and 15 have two digits each and take 2 bytes.
# Seen:   15 takes 2 bytes and 1.5 takes 3. Digits are paired from the decimal point, so 1.5 is the pairs "01" and "50", 0.012 is "01" and "20".
#         A negative number takes one byte more, but none more than 21.
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
import { dynamo, streams, table, expect } from './client.mjs';
const sizes = { '15': 2, '1.5': 3, '0.12': 2, '0.012': 3, '123': 3, '12.34': 3, '1.23': 3, '-1.5': 4, '1234567890123456789012345678901234567.8': 21, '-1234567890123456789012345678901234567.8': 21 };
const arn = await table('NEW_IMAGE');
const numbers = Object.keys(sizes);
for (const [index, number] of numbers.entries()) {
    await dynamo('PutItem', { TableName: 'things', Item: { id: { S: `${index}` }, n: { N: number } } });
}

const { body } = await streams('DescribeStream', { StreamArn: arn });
for (const shard of body.StreamDescription.Shards) {
    const start = await streams('GetShardIterator', { StreamArn: arn, ShardId: shard.ShardId, ShardIteratorType: 'TRIM_HORIZON' });
    const read = await streams('GetRecords', { ShardIterator: start.body.ShardIterator });
    expect('records', numbers.length, read.body.Records.length);
    for (const { dynamodb } of read.body.Records) {
        const number = numbers[dynamodb.Keys.id.S];

        // Twice the key (name and value), and the number's name.
        expect(number, sizes[number], dynamodb.SizeBytes - 2 * 3 - 1);
    }
}
JS
PORT=$port node "$folder/check.mjs"
