// Finds out what an endpoint of SNS, SQS and S3 can do, as far as Fw24 needs it. Prints the facts as JSON.
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishBatchCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const options = { endpoint: process.argv[2], region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 };
const [sns, sqs, s3] = [new SNSClient(options), new SQSClient({ ...options, useQueueUrlAsEndpoint: false }), new S3Client({ ...options, forcePathStyle: true })];
const text = (value) => ({ DataType: 'String', StringValue: value });
const texts = (...values) => ({ DataType: 'String.Array', StringValue: JSON.stringify(values) });
let count = 0;

async function createQueue(suffix = '', Attributes = {}) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `facts-${++count}${suffix}`, Attributes: suffix ? { FifoQueue: 'true', ...Attributes } : Attributes }));
  return { QueueUrl, arn: (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }))).Attributes.QueueArn };
}

async function createTopic(suffix = '', Attributes = {}) {
  return (await sns.send(new CreateTopicCommand({ Name: `facts-${++count}${suffix}`, Attributes: suffix ? { FifoTopic: 'true', ...Attributes } : Attributes }))).TopicArn;
}

const subscribe = (TopicArn, queue, policy) => sns.send(new SubscribeCommand({
  TopicArn, Protocol: 'sqs', Endpoint: queue.arn, Attributes: { RawMessageDelivery: 'true', ...policy && { FilterPolicy: JSON.stringify(policy) } },
}));
const receive = async ({ QueueUrl }, WaitTimeSeconds = 0) => (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds, MessageAttributeNames: ['All'] }))).Messages ?? [];

// What an unfiltered queue has received, a filtered one has too, or never will.
async function matches(policy, MessageAttributes) {
  const [topic, filtered, all] = [await createTopic(), await createQueue(), await createQueue()];
  await subscribe(topic, filtered, policy);
  await subscribe(topic, all);
  await sns.send(new PublishCommand({ TopicArn: topic, Message: 'm', MessageAttributes }));
  await receive(all, 20);
  return (await receive(filtered)).length > 0;
}

async function groupsTogether() {
  const [topic, queue] = [await createTopic('.fifo'), await createQueue('.fifo')];
  await subscribe(topic, queue);
  await sns.send(new PublishBatchCommand({
    TopicArn: topic, PublishBatchRequestEntries: ['1', '2', '3'].map((id) => ({ Id: id, Message: id, MessageGroupId: 'g', MessageDeduplicationId: id })),
  }));
  return (await receive(queue, 20)).length > 1;
}

async function takesLargeMessages() {
  const topic = await createTopic('', { MaximumMessageSize: '1048576' });
  return sns.send(new PublishCommand({ TopicArn: topic, Message: 'x'.repeat(262_145) })).then(() => true, () => false);
}

async function refusesLongBatches() {
  const entries = ['1', '2', '3'].map((id) => ({ Id: id, Message: 'x'.repeat(100_000) }));
  return sns.send(new PublishBatchCommand({ TopicArn: await createTopic(), PublishBatchRequestEntries: entries })).then(() => false, (error) => error.name.includes('BatchRequestTooLong'));
}

async function discardsManyAttributes() {
  const [topic, queue] = [await createTopic(), await createQueue()];
  await subscribe(topic, queue);
  const attributes = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, text('x')]));
  await sns.send(new PublishCommand({ TopicArn: topic, Message: 'eleven', MessageAttributes: attributes }));
  await sns.send(new PublishCommand({ TopicArn: topic, Message: 'none' }));
  const received = [];
  while (!received.includes('none')) {
    received.push(...(await receive(queue, 20)).map((message) => message.Body));
  }

  return !received.includes('eleven');
}

async function writesOnce() {
  const Bucket = 'facts';
  await s3.send(new CreateBucketCommand({ Bucket }));
  const put = (Body) => s3.send(new PutObjectCommand({ Bucket, Key: 'a/b', Body, IfNoneMatch: '*' })).then(() => true, () => false);
  await put('first');
  await put('second');
  return await (await s3.send(new GetObjectCommand({ Bucket, Key: 'a/b' }))).Body.transformToString() === 'first';
}

async function deadLetters() {
  const dead = await createQueue();
  const queue = await createQueue('', { VisibilityTimeout: '0', RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 }) });
  await sqs.send(new SendMessageCommand({ QueueUrl: queue.QueueUrl, MessageBody: 'm' }));
  const received = await receive(queue, 20);
  await receive(queue);
  return received.length === 1 && (await receive(dead)).length === 1;
}

console.log(JSON.stringify({
  'exact values in a filter policy': await matches({ operation: ['modify'] }, { operation: text('modify') }) && !await matches({ operation: ['insert'] }, { operation: text('modify') }),
  'elements of a `String.Array` in a filter policy': await matches({ changed: ['Status', '*'] }, { changed: texts('Status', 'Total') }),
  'the element `*` in a filter policy': await matches({ changed: ['Status', '*'] }, { changed: texts('*') }),
  'several messages of one group in a receive': await groupsTogether(),
  'topics of 1 MiB (`MaximumMessageSize`)': await takesLargeMessages(),
  'refusal of a batch over 256 KiB': await refusesLongBatches(),
  'discarding of raw deliveries with more than 10 attributes': await discardsManyAttributes(),
  'messages of 1 MiB in a queue': await sqs.send(new SendMessageCommand({ QueueUrl: (await createQueue()).QueueUrl, MessageBody: 'x'.repeat(1_048_576) })).then(() => true, () => false),
  'dead-letter queues': await deadLetters(),
  'objects written once (`If-None-Match`)': await writesOnce(),
}));
