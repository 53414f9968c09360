#!/usr/bin/env bash
# Powertools for AWS Lambda (TypeScript), batch: changes of one item are handled at the same time.
#
# Version:   @aws-lambda-powertools/batch 2.35.0, Node.js 20.
# Guess:     a stream keeps the order of an item's changes, so the processor for DynamoDB streams handles one after the other, at least those of one item.
# Behaviour: all records of the batch begin before the first has ended. A first change that takes longer ends after the second. When the first
#            fails, the second has had its effect already, and has it again when the batch is retried from the first.
# Matters:   an older change may be the last to be written to a projection. The synchronous entry point keeps the order, for handlers that are not async.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact @aws-lambda-powertools/batch@2.35.0 2> /dev/null

cat > probe.mjs <<'JS'
import { BatchProcessor, BatchProcessorSync, EventType, processPartialResponse, processPartialResponseSync } from "@aws-lambda-powertools/batch";

const change = (sequence, status) => ({
  eventID: sequence, eventName: "MODIFY",
  dynamodb: { Keys: { Id: { S: "o-1" } }, NewImage: { Id: { S: "o-1" }, Status: { S: status } }, SequenceNumber: sequence },
});
const event = { Records: [change("100", "paid"), change("101", "shipped")] };

// The first change waits until the second is done. In sequence, that would never happen, and Node.js exits with an error.
let secondIsDone;
const second = new Promise(resolve => secondIsDone = resolve);
const projection = {};
const handle = async ({ dynamodb: { SequenceNumber, NewImage } }) => {
  if (SequenceNumber === "100") await second;
  projection.status = NewImage.Status.S;
  console.log("written:", projection.status);
  secondIsDone();
};
const answer = await processPartialResponse(event, handle, new BatchProcessor(EventType.DynamoDBStreams));
console.log("failures:", answer.batchItemFailures.length, "projection:", projection.status);

const effects = [];
const failing = await processPartialResponse(event, async ({ dynamodb: { SequenceNumber } }) => {
  if (SequenceNumber === "100") throw new Error("not now");
  effects.push(SequenceNumber);
}, new BatchProcessor(EventType.DynamoDBStreams));
console.log("failed:", failing.batchItemFailures.map(item => item.itemIdentifier).join(), "effects:", effects.join());

const inTurn = [];
processPartialResponseSync(event, ({ dynamodb: { SequenceNumber } }) => inTurn.push(SequenceNumber), new BatchProcessorSync(EventType.DynamoDBStreams));
console.log("synchronous:", inTurn.join());
JS
node probe.mjs 2> /dev/null | tee output
cat > expected <<'TEXT'
written: shipped
written: paid
failures: 0 projection: paid
failed: 100 effects: 101
synchronous: 100,101
TEXT
diff expected output && echo "As found."
