#!/usr/bin/env bash
# DynamoDB Local 1.25.1: with -dbPath, a shard iterator outlives a server that was killed.
#
# Guess:     tables and the records of their streams are on the disk; iterators are state of the process, so one of before is refused after a restart
#            (ExpiredIteratorException), and only a sequence number tells where a reader was.
# Behaviour: both the iterator at the beginning and the one after the last record work after kill -9 and a restart: the latter returns exactly the record that was
#            written since. Stream ARN and shard stay, and sequence numbers go on.
# Matters:   a reader that keeps an iterator instead of a sequence number works here for as long as one likes; in DynamoDB an iterator expires after 15 minutes.
set -euo pipefail

folder=$(mktemp -d)
server=
end() {
    if [ -n "$server" ]; then
        kill -9 "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=
    fi
}
trap 'end; rm -rf "$folder"' EXIT

# DynamoDB Local 1.25.1 is the jar inside this npm package. Only the package itself is fetched, and none of its scripts is run.
cd "$folder"
npm pack --silent amplify-dynamodb-simulator@2.9.30 > /dev/null
tar -xzf amplify-dynamodb-simulator-2.9.30.tgz package/emulator
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
mkdir tables
start() {
    (cd package/emulator && exec java -Djava.library.path=DynamoDBLocal_lib -jar DynamoDBLocal.jar \
        -dbPath "$folder/tables" -sharedDb -disableTelemetry -port "$port") > "$folder/log" 2>&1 &
    server=$!
}

cat > client.mjs <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';

const url = `http://127.0.0.1:${process.env.PORT}`;
const authorization = 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

async function call(target, body) {
    for (let tries = 0; ; tries++) {
        try {
            const response = await fetch(url, {
                method: 'POST',
                headers: { 'X-Amz-Target': target, 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Date': '20260101T000000Z', Authorization: authorization },
                body: JSON.stringify(body),
            });
            return await response.json();
        } catch (error) {
            if (tries === 120) throw error;
            await new Promise(resolve => setTimeout(resolve, 500));
        }
    }
}

const dynamo = (operation, body) => call(`DynamoDB_20120810.${operation}`, body);
const streams = (operation, body) => call(`DynamoDBStreams_20120810.${operation}`, body);
const put = id => dynamo('PutItem', { TableName: 'things', Item: { id: { S: id } } });
const idsOf = answer => answer.Records?.map(record => record.dynamodb.Keys.id.S).join(' ') ?? answer.__type;

if (process.argv[2] === 'before') {
    const created = await dynamo('CreateTable', {
        TableName: 'things', BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    });
    const StreamArn = created.TableDescription.LatestStreamArn;
    await put('a');
    await put('b');
    const shards = (await streams('DescribeStream', { StreamArn })).StreamDescription.Shards;
    const first = (await streams('GetShardIterator', { StreamArn, ShardId: shards[0].ShardId, ShardIteratorType: 'TRIM_HORIZON' })).ShardIterator;
    const read = await streams('GetRecords', { ShardIterator: first });
    console.log(`before:         ${idsOf(read)}`);
    writeFileSync('iterators.json', JSON.stringify({ StreamArn, shard: shards[0].ShardId, first, next: read.NextShardIterator }));
} else {
    const { StreamArn, shard, first, next } = JSON.parse(readFileSync('iterators.json'));
    await put('c');
    const shards = (await streams('DescribeStream', { StreamArn })).StreamDescription.Shards.map(one => one.ShardId);
    console.log(`same shard:     ${shards.length === 1 && shards[0] === shard}`);
    console.log(`old iterator:   ${idsOf(await streams('GetRecords', { ShardIterator: first }))}`);
    console.log(`the one after:  ${idsOf(await streams('GetRecords', { ShardIterator: next }))}`);
}
JS

start
PORT=$port node client.mjs before | tee seen
end
start
PORT=$port node client.mjs after | tee -a seen

diff - seen <<'TEXT'
before:         a b
same shard:     true
old iterator:   a b c
the one after:  c
TEXT
