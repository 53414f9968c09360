#!/usr/bin/env bash
# Powertools for AWS Lambda (TypeScript), parser: a binary attribute of a stream record is text.
#
# Versions:  @aws-lambda-powertools/parser 2.35.0, zod 4.6.7, Node.js 20.
# Guess:     the schema of stream events unmarshalls images as the AWS SDK does: B is a Uint8Array, BS a set of them.
# Behaviour: S and N become string and number, but B stays the base64 text of the event, and BS is a set of such texts. Nothing
#            tells a B from an S any more.
# Matters:   whoever writes such an item back stores text in place of bytes, and whoever compares it with an item that the SDK read finds a difference.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact @aws-lambda-powertools/parser@2.35.0 zod@4.6.7 2> /dev/null

cat > probe.mjs <<'JS'
import { DynamoDBStreamSchema } from "@aws-lambda-powertools/parser/schemas";

const event = {
  Records: [{
    eventID: "1", eventName: "INSERT", eventVersion: "1.1", eventSource: "aws:dynamodb", awsRegion: "eu-central-1",
    eventSourceARN: "arn:aws:dynamodb:eu-central-1:123456789012:table/files/stream/2026-01-01T00:00:00.000",
    dynamodb: {
      ApproximateCreationDateTime: 1767225600, Keys: { Id: { S: "1" } }, SequenceNumber: "100000000000000000001", SizeBytes: 40, StreamViewType: "NEW_AND_OLD_IMAGES",
      NewImage: { Id: { S: "1" }, Bytes: { B: "AQID" }, Text: { S: "AQID" }, Blobs: { BS: ["AQID"] }, Count: { N: "1" } },
    },
  }],
};
const { NewImage } = DynamoDBStreamSchema.parse(event).Records[0].dynamodb;
console.log("N:", typeof NewImage.Count);
console.log("B:", typeof NewImage.Bytes, NewImage.Bytes);
console.log("S:", typeof NewImage.Text, NewImage.Text);
console.log("BS:", [...NewImage.Blobs].map(value => typeof value).join());
JS
node probe.mjs 2> /dev/null | tee output
cat > expected <<'TEXT'
N: number
B: string AQID
S: string AQID
BS: string
TEXT
diff expected output && echo "As found."
