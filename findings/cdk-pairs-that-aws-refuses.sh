#!/usr/bin/env bash
# AWS CDK: which pairs of topic, queue and function it refuses, and which it synthesizes although AWS refuses them.
#
# Versions:  aws-cdk-lib 2.276.0, constructs 10.8.1.
# Guess:     CDK refuses a batching window of a FIFO queue and a queue with SQS's own KMS key, so it refuses the other known pairs, too.
# Behaviour: those two are errors. These synthesize without a word: an e-mail or Lambda subscription of a FIFO topic, a FIFO queue on a
#            standard topic, a standard dead-letter queue of a FIFO queue, a queue whose visibility timeout is shorter than its function's timeout, and the
#            queue with SQS's own KMS key once it is subscribed by the general Subscription construct.
# Matters:   a template that synthesizes is not one that deploys; each of these needs a check of one's own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact aws-cdk-lib@2.276.0 constructs@10.8.1 2> /dev/null

cat > probe.js <<'JS'
const { App, Duration, Stack, aws_lambda: lambda, aws_lambda_event_sources: sources, aws_sns: sns, aws_sns_subscriptions: subscriptions, aws_sqs: sqs } = require("aws-cdk-lib");

const app = new App();
const stack = new Stack(app, "Probe");
let count = 0;
const id = () => `R${++count}`;
const queue = props => new sqs.Queue(stack, id(), props);
const topic = props => new sns.Topic(stack, id(), props);
const handler = props => new lambda.Function(stack, id(), { runtime: lambda.Runtime.NODEJS_22_X, handler: "index.handler", code: lambda.Code.fromInline("exports.handler = async () => {}"), ...props });
const encrypted = { encryption: sqs.QueueEncryption.KMS_MANAGED };
const pairs = {
  "window of a FIFO queue": () => handler().addEventSource(new sources.SqsEventSource(queue({ fifo: true }), { maxBatchingWindow: Duration.seconds(5) })),
  "queue with SQS's key": () => topic().addSubscription(new subscriptions.SqsSubscription(queue(encrypted))),
  "queue with SQS's key, by Subscription": () => new sns.Subscription(stack, id(), { topic: topic(), protocol: sns.SubscriptionProtocol.SQS, endpoint: queue(encrypted).queueArn }),
  "e-mail on a FIFO topic": () => topic({ fifo: true }).addSubscription(new subscriptions.EmailSubscription("ops@example.org")),
  "function on a FIFO topic": () => topic({ fifo: true }).addSubscription(new subscriptions.LambdaSubscription(handler())),
  "FIFO queue on a standard topic": () => topic().addSubscription(new subscriptions.SqsSubscription(queue({ fifo: true }))),
  "standard dead-letter queue of a FIFO queue": () => queue({ fifo: true, deadLetterQueue: { queue: queue(), maxReceiveCount: 3 } }),
  "visibility of 30 s, timeout of 5 min": () => handler({ timeout: Duration.minutes(5) }).addEventSource(new sources.SqsEventSource(queue({ visibilityTimeout: Duration.seconds(30) }))),
};
for (const [name, make] of Object.entries(pairs)) {
  let verdict = "taken";
  try { make(); } catch { verdict = "refused"; }
  console.log(`${name}: ${verdict}`);
}
app.synth();
console.log("synthesized");
JS
node probe.js 2> /dev/null | tee output
cat > expected <<'TEXT'
window of a FIFO queue: refused
queue with SQS's key: refused
queue with SQS's key, by Subscription: taken
e-mail on a FIFO topic: taken
function on a FIFO topic: taken
FIFO queue on a standard topic: taken
standard dead-letter queue of a FIFO queue: taken
visibility of 30 s, timeout of 5 min: taken
synthesized
TEXT
diff expected output && echo "As found."
