#!/usr/bin/env bash
# Powertools for AWS Lambda (TypeScript), idempotency: a result with a Date makes the effect happen twice.
#
# Versions:  @aws-lambda-powertools/idempotency 2.35.0, @aws-sdk/client-dynamodb and lib-dynamodb 3.1169.0, DynamoDB Local 1.25.1.
# Guess:     the result is kept as JSON, as Lambda's own response is: a Date is its ISO text in a replay, and an undefined member is left out.
# Behaviour: the function runs, its result cannot be stored, and the call fails. So do a result with an undefined member, an empty set or an instance of
#            a class, at any depth. The record stays "in progress": retries fail with IdempotencyAlreadyInProgressError, and once
#            the first invocation's time is over, the function runs again, each time with the same end. A Map is a plain object in a replay.
# Matters:   whoever makes a handler idempotent must return only what DynamoDB's marshaller takes without options, or nothing.
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

cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact \
    @aws-lambda-powertools/idempotency@2.35.0 @aws-sdk/client-dynamodb@3.1169.0 @aws-sdk/lib-dynamodb@3.1169.0 2> /dev/null

cat > probe.mjs <<'JS'
import { inspect } from 'node:util';
import { makeIdempotent, IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

process.env.AWS_LAMBDA_FUNCTION_NAME = 'probe';
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const client = new DynamoDBClient({ endpoint: process.argv[2], region: 'eu-central-1', credentials });
for (let tries = 0; ; tries++) {
    try {
        await client.send(new CreateTableCommand({
            TableName: 'done', BillingMode: 'PAY_PER_REQUEST',
            KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        }));
        break;
    } catch (error) {
        if (tries === 60) throw error;
        await new Promise(resolve => setTimeout(resolve, 500));
    }
}

const persistenceStore = new DynamoDBPersistenceLayer({ tableName: 'done', awsSdkV3Client: client });
class Receipt { number = 1; }
const results = {
    'a text': 'x', 'a set': new Set(['x']), 'a map': new Map([['x', 1]]),
    'a date': new Date(0), 'a date in a list': [new Date(0)], 'an undefined member': { x: undefined }, 'an empty set': new Set(), 'an instance': new Receipt(),
};
for (const [id, result] of Object.entries(results)) {
    let effects = 0;
    const config = new IdempotencyConfig({ eventKeyJmesPath: 'id' });
    const handle = makeIdempotent(async () => { effects++; return result; }, { persistenceStore, config });
    const call = async () => {
        config.registerLambdaContext({ getRemainingTimeInMillis: () => 10_000 });
        try { return inspect(await handle({ id })); } catch (error) { return error.name; }
    };
    console.log(`${id}: ${await call()}, then ${await call()}; effects ${effects}`);
}

let effects = 0;
const config = new IdempotencyConfig({ eventKeyJmesPath: 'id' });
config.registerLambdaContext({ getRemainingTimeInMillis: () => 1 });
const handle = makeIdempotent(async () => { effects++; return new Date(0); }, { persistenceStore, config });
for (let calls = 0; calls < 2; calls++) {
    await handle({ id: 'expired' }).catch(() => {});
    await new Promise(resolve => setTimeout(resolve, 50));
}

console.log(`a date, called again after the first invocation's time: effects ${effects}`);
JS
node probe.mjs "http://127.0.0.1:$port" 2> warnings | tee output
cat > expected <<'TEXT'
a text: 'x', then 'x'; effects 1
a set: Set(1) { 'x' }, then Set(1) { 'x' }; effects 1
a map: Map(1) { 'x' => 1 }, then { x: 1 }; effects 1
a date: IdempotencyPersistenceLayerError, then IdempotencyAlreadyInProgressError; effects 1
a date in a list: IdempotencyPersistenceLayerError, then IdempotencyAlreadyInProgressError; effects 1
an undefined member: IdempotencyPersistenceLayerError, then IdempotencyAlreadyInProgressError; effects 1
an empty set: IdempotencyPersistenceLayerError, then IdempotencyAlreadyInProgressError; effects 1
an instance: IdempotencyPersistenceLayerError, then IdempotencyAlreadyInProgressError; effects 1
a date, called again after the first invocation's time: effects 2
TEXT
diff expected output && echo "As found."
