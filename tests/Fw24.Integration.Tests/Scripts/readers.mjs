// Reads messages, one a line, with libraries that know nothing of Fw24: CloudEvents' own SDK, and AWS's reader of DynamoDB's values.
import { createInterface } from 'node:readline';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { HTTP } from 'cloudevents';

const values = (image) => image && JSON.stringify(unmarshall(image, { wrapNumbers: true }), (_, value) => {
  if (value instanceof Set) return [...value];
  return value && value.type === 'Buffer' ? Buffer.from(value).toString('base64') : value;
});

for await (const body of createInterface({ input: process.stdin })) {
  const event = HTTP.toEvent({ headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' }, body });
  event.validate();
  console.log(JSON.stringify({
    id: event.id, type: event.type, source: event.source, subject: event.subject, time: event.time, sequence: event.sequence, dataref: event.dataref,
    old: values(event.data?.OldImage), new: values(event.data?.NewImage),
  }));
}
