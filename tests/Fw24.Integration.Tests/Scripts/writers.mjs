// Writes to the sample's tables as programs do that know nothing of Fw24: with AWS's JavaScript SDK, in each way that DynamoDB has.
import {
  BatchExecuteStatementCommand, BatchWriteItemCommand, DynamoDBClient, ExecuteStatementCommand, ExecuteTransactionCommand, PutItemCommand,
  TransactWriteItemsCommand, UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({ endpoint: process.argv[2], region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
const now = '2026-11-28T12:00:00.0000000+00:00';
const digits = '12345678901234567890123456789012345678';

const order = (id, more = {}) => ({
  OrderId: { S: id }, Part: { S: 'order' }, entityType: { S: 'Order' }, CustomerId: { S: 'js-c1' }, Status: { S: 'Placed' }, Total: { N: '59.90' },
  Currency: { S: 'EUR' }, PlacedAt: { S: now }, Lines: { L: [{ M: { Sku: { S: 'żółć-1' }, Quantity: { N: '2' }, Price: { N: '29.95' } } }] },
  ShipTo: { M: { Street: { S: 'Kärntner Straße 1' }, City: { S: 'Wien' }, PostalCode: { S: '1010' }, Country: { S: 'AT' } } },
  Tags: { SS: ['gift', 'express'] }, Email: { S: 'canary-js@example.org' }, UpdatedAt: { S: now }, Version: { N: '1' }, ...more,
});
const customer = (id, more = {}) => ({ CustomerId: { S: id }, Name: { S: 'Žofie' }, LoyaltyPoints: { N: '10' }, Preferences: { M: { lang: { S: 'cs' } } }, ...more });
const product = (number, more = {}) => ({ Number: { N: `${number}` }, Title: { S: `Product ${number}` }, Price: { N: '12.50' }, ...more });

async function transactions() {
  await client.send(new TransactWriteItemsCommand({
    TransactItems: [
      { Put: { TableName: 'orders', Item: order('js-1'), ConditionExpression: 'attribute_not_exists(OrderId)' } },
      { Put: { TableName: 'orders', Item: { OrderId: { S: 'js-1' }, Part: { S: 'note#1' }, entityType: { S: 'OrderNote' }, Text: { S: 'ring "twice"\n' }, Attachment: { B: new Uint8Array([0, 1, 2, 255]) } } } },
      { Put: { TableName: 'customers', Item: customer('js-c1', { Phone: { S: '+420 canary-js' } }) } },
      { Put: { TableName: 'products', Item: product(90001, { Serial: { N: digits }, Sizes: { NS: ['1', '2', '3'] } }) } },
    ],
  }));
  await client.send(new TransactWriteItemsCommand({
    TransactItems: [
      { Update: { TableName: 'orders', Key: { OrderId: { S: 'js-1' }, Part: { S: 'order' } }, UpdateExpression: 'SET #s = :s, TrackingCode = :t', ExpressionAttributeNames: { '#s': 'Status' }, ExpressionAttributeValues: { ':s': { S: 'Shipped' }, ':t': { S: 'T-1' } } } },
      { Delete: { TableName: 'orders', Key: { OrderId: { S: 'js-1' }, Part: { S: 'note#1' } } } },
      { ConditionCheck: { TableName: 'customers', Key: { CustomerId: { S: 'js-c1' } }, ConditionExpression: 'attribute_exists(CustomerId)' } },
    ],
  }));

  // One that is refused as a whole leaves no trace.
  await client.send(new TransactWriteItemsCommand({
    TransactItems: [
      { Put: { TableName: 'orders', Item: order('js-refused') } },
      { ConditionCheck: { TableName: 'customers', Key: { CustomerId: { S: 'nobody' } }, ConditionExpression: 'attribute_exists(CustomerId)' } },
    ],
  })).then(() => { throw new Error('A transaction with a false condition was accepted.'); }, (error) => {
    if (error.name !== 'TransactionCanceledException') throw error;
  });
}

async function batches() {
  const numbers = Array.from({ length: 25 }, (_, index) => 90100 + index);
  await client.send(new BatchWriteItemCommand({ RequestItems: { products: numbers.map((number) => ({ PutRequest: { Item: product(number, { Serial: { N: `${digits.slice(0, 36)}${number % 100}` } }) } })) } }));
  await client.send(new BatchWriteItemCommand({
    RequestItems: {
      products: numbers.slice(0, 5).map((number) => ({ DeleteRequest: { Key: { Number: { N: `${number}` } } } })),
      orders: ['js-2', 'js-3'].map((id) => ({ PutRequest: { Item: order(id) } })),
      customers: [{ PutRequest: { Item: customer('js-c2') } }],
    },
  }));
}

async function partiql() {
  const run = (statement) => client.send(new ExecuteStatementCommand({ Statement: statement }));
  await run(`INSERT INTO "customers" VALUE {'CustomerId': 'js-c3', 'Name': 'Łucja', 'LoyaltyPoints': 900, 'Preferences': {'lang': 'pl'}}`);
  await run(`UPDATE "customers" SET LoyaltyPoints = 5000 SET Preferences.lang = 'en' WHERE CustomerId = 'js-c3'`);
  await run(`UPDATE "customers" REMOVE Preferences.lang WHERE CustomerId = 'js-c3'`);
  await run(`DELETE FROM "customers" WHERE CustomerId = 'js-c2'`);
  const { Responses } = await client.send(new BatchExecuteStatementCommand({
    Statements: [
      { Statement: `UPDATE "products" SET Price = 13.75 WHERE Number = 90110` },
      { Statement: `UPDATE "products" SET Serial = ? WHERE Number = 90111`, Parameters: [{ N: `-${digits}` }] },
    ],
  }));
  for (const { Error: refusal } of Responses) {
    if (refusal) throw new Error(`A statement of a batch was refused: ${refusal.Message}`);
  }

  await client.send(new ExecuteTransactionCommand({
    TransactStatements: [
      { Statement: `UPDATE "orders" SET "Status" = 'Paid' WHERE OrderId = 'js-2' AND Part = 'order'` },
      { Statement: `INSERT INTO "orders" VALUE {'OrderId': 'js-2', 'Part': 'note#1', 'entityType': 'OrderNote', 'Text': 'by PartiQL'}` },
    ],
  }));
}

async function updateExpressions() {
  const update = (table, key, expression, values, names) => client.send(new UpdateItemCommand({
    TableName: table, Key: key, UpdateExpression: expression, ExpressionAttributeValues: values, ExpressionAttributeNames: names,
  }));
  const one = { Number: { N: '90001' } };
  await update('products', one, 'ADD Sizes :more, Price :inc', { ':more': { NS: ['36', '37', '1e0'] }, ':inc': { N: '0.0000000000000000000000000000000001' } });
  await update('products', one, 'DELETE Sizes :less', { ':less': { NS: ['1', '36'] } });
  await update('products', one, 'SET Serial = :max, Page = if_not_exists(Page, :page)', { ':max': { N: '9'.repeat(38) }, ':page': { S: 'https://shop.example/p/1?q=%C3%A9' } });
  await update('products', one, 'SET Largest = :l, Smallest = :s', { ':l': { N: `${'9'.repeat(38)}e88` }, ':s': { N: '-1E-130' } });
  await update('products', one, 'DELETE Sizes :all REMOVE Page', { ':all': { NS: ['2', '3', '37'] } });

  const three = { OrderId: { S: 'js-3' }, Part: { S: 'order' } };
  await update('orders', three, 'SET #l = list_append(#l, :line), ShipTo.City = :city', {
    ':line': { L: [{ M: { Sku: { S: 'b' }, Quantity: { N: '1' }, Price: { N: '1.50' }, GiftMessage: { S: 'žluťoučký kůň 🐎' } } }] }, ':city': { S: 'Graz' },
  }, { '#l': 'Lines' });
  await update('orders', three, 'ADD Tags :tag SET #l[0].Quantity = #l[0].Quantity + :one', { ':tag': { SS: ['rød'] }, ':one': { N: '1' } }, { '#l': 'Lines' });
  await update('orders', three, 'DELETE Tags :tags REMOVE #l[1]', { ':tags': { SS: ['rød', 'gift', 'express'] } }, { '#l': 'Lines' });
  for (const status of ['Paid', 'Shipped', 'Delivered']) {
    await update('orders', three, 'SET #s = :s', { ':s': { S: status } }, { '#s': 'Status' });
  }

  // An update that only removes, of an item that does not exist, creates a row of keys alone.
  await update('orders', { OrderId: { S: 'js-4' }, Part: { S: 'ghost' } }, 'REMOVE Nothing');
}

// Values and names that are hard to quote, added, removed and added again.
async function strangeItems() {
  const strange = {
    empty: { S: '' }, 'empty binary': { B: new Uint8Array() }, 'empty list': { L: [] }, 'empty map': { M: {} }, nothing: { NULL: true },
    nested: { L: [{ NULL: true }, { L: [{ BOOL: false }] }, { M: { $ss: { L: [{ S: 'no set' }] } } }] },
    sets: { M: { s: { SS: ['', 'b'] }, n: { NS: ['-0.5', digits] }, b: { BS: [new Uint8Array([1]), new Uint8Array()] } } },
    'a.b[0]\\': { S: 'line 1\nline 2\u0000\u2028 🐎 </script>' }, bytes: { B: new Uint8Array([0, 1, 255]) },
  };
  for (const more of [strange, {}, strange]) {
    await client.send(new PutItemCommand({ TableName: 'products', Item: product(90300, more) }));
    await client.send(new PutItemCommand({ TableName: 'orders', Item: { OrderId: { S: 'js-6' }, Part: { S: 'import' }, ...more } }));
  }
}

// Changes over 256 KiB.
async function largeItems() {
  const text = (letter) => ({ S: letter.repeat(200_000) });
  await client.send(new PutItemCommand({ TableName: 'products', Item: product(90200, { Manual: text('é') }) }));
  await client.send(new UpdateItemCommand({ TableName: 'products', Key: { Number: { N: '90200' } }, UpdateExpression: 'SET Price = :p', ExpressionAttributeValues: { ':p': { N: '1' } } }));
  await client.send(new PutItemCommand({ TableName: 'orders', Item: order('js-5', { Scan: text('x'), Contract: { S: 'y'.repeat(150_000) } }) }));
  await client.send(new UpdateItemCommand({
    TableName: 'orders', Key: { OrderId: { S: 'js-5' }, Part: { S: 'order' } }, UpdateExpression: 'SET #s = :s',
    ExpressionAttributeNames: { '#s': 'Status' }, ExpressionAttributeValues: { ':s': { S: 'Shipped' } },
  }));
}

// Items that no reader of the entity can take.
async function poison() {
  await client.send(new PutItemCommand({ TableName: 'orders', Item: order('js-poison', { Status: { N: '5' } }) }));
  await client.send(new PutItemCommand({ TableName: 'customers', Item: { CustomerId: { S: 'js-poison' }, Name: { BOOL: true } } }));
}

async function expiring() {
  await client.send(new PutItemCommand({ TableName: 'customers', Item: customer('js-ttl', { ForgetAfter: { N: `${Math.floor(Date.now() / 1000) - 60}` } }) }));
}

await transactions();
await batches();
await partiql();
await updateExpressions();
await strangeItems();
await largeItems();
await poison();
await expiring();
