#!/usr/bin/env bash
# DynamoDB Local 1.25.1: an empty list counts as deep as a list with a value in it.
#
# Guess:  "nested up to 32 levels deep": 32 lists around a string are stored, and 33 lists if the innermost is empty.
# Seen:   31 lists around a string, or 31 lists of which the innermost is empty. The 32nd list is refused in either case, while a set, whose
#         members are values too, counts as a scalar does: 31 lists around a set are stored.
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
const nested = (levels, leaf) => levels === 0 ? leaf : { L: [nested(levels - 1, leaf)] };
const put = async (levels, leaf) => {
    const answer = await dynamo('PutItem', { TableName: 'things', Item: { id: { S: 'a' }, x: nested(levels, leaf) } });
    return answer.status === 200 ? 'stored' : /Nesting Levels/.test(answer.body.message ?? answer.body.Message) ? 'refused' : JSON.stringify(answer);
};
expect('31 lists around a string', 'stored', await put(31, { S: 'x' }));
expect('32 lists around a string', 'refused', await put(32, { S: 'x' }));
expect('31 lists around a set', 'stored', await put(31, { SS: ['x'] }));
expect('32 lists around a set', 'refused', await put(32, { SS: ['x'] }));
expect('31 lists, the innermost empty', 'stored', await put(30, { L: [] }));
expect('32 lists, the innermost empty', 'refused', await put(31, { L: [] }));
JS
PORT=$port node "$folder/check.mjs"
