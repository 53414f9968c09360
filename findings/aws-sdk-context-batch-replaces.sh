#!/usr/bin/env bash
# AWS SDK for .NET, object mapper: SaveAsync and a transaction keep the attributes that the class does not have, a batch deletes them, and a transactional
# read does not say which item was missing.
#
# Versions:  AWSSDK.DynamoDBv2 4.1.0, DynamoDB Local 1.25.1.
# Guess:     storing the same object leaves the same item, whether alone, in a transaction or in a batch. Results come in the order of the keys, with a
#            null for an item that does not exist.
# Behaviour: SaveAsync and AddSaveItem of a transaction update the attributes of the class and keep the others; AddPutItem of a batch replaces the item. A
#            transactional get of three keys of which the second has no item has two results, although DynamoDB answers with three.
# Matters:   saving in batches, for speed, deletes what newer versions and other programs have stored. Results cannot be matched with keys by position.
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
cat > probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="AWSSDK.DynamoDBv2" Version="[4.1.0]" />
  </ItemGroup>
</Project>
XML

cat > Program.cs <<'CS'
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

var settings = new AmazonDynamoDBConfig { ServiceURL = args[0], AuthenticationRegion = "eu-central-1" };
var client = new AmazonDynamoDBClient(new BasicAWSCredentials("probe", "probe"), settings);
var context = new DynamoDBContextBuilder().WithDynamoDBClient(() => client)
    .ConfigureContext(config => config.DisableFetchingTableMetadata = true).Build();

// The server may still be starting.
for (var tries = 0; ; tries++)
{
    try
    {
        await client.CreateTableAsync(new CreateTableRequest
        {
            TableName = "notes", BillingMode = BillingMode.PAY_PER_REQUEST,
            KeySchema = [new("Id", KeyType.HASH)], AttributeDefinitions = [new("Id", ScalarAttributeType.S)],
        });
        break;
    }
    catch (HttpRequestException) when (tries < 60)
    {
        await Task.Delay(500);
    }
}

await Show("save", note => context.SaveAsync(note));
await Show("transaction", note =>
{
    var transaction = context.CreateTransactWrite<Note>();
    transaction.AddSaveItem(note);
    return transaction.ExecuteAsync();
});
await Show("batch", note =>
{
    var batch = context.CreateBatchWrite<Note>();
    batch.AddPutItem(note);
    return batch.ExecuteAsync();
});

await context.SaveAsync(new Note { Id = "3" });
var get = context.CreateTransactGet<Note>();
foreach (var id in new[] { "1", "2", "3" })
{
    get.AddKey(id);
}

await get.ExecuteAsync();
var items = get.Results.Select(note => note?.Id ?? "null");
Console.WriteLine($"transactional get of 1, 2 and 3: {string.Join(' ', items)}");

async Task Show(string what, Func<Note, Task> store)
{
    await client.PutItemAsync("notes", new() { ["Id"] = new("1"), ["Text"] = new("old"), ["Colour"] = new("red") });
    await store(new Note { Id = "1", Text = "new" });
    var item = (await client.GetItemAsync("notes", new Dictionary<string, AttributeValue> { ["Id"] = new("1") }, true)).Item;
    Console.WriteLine($"{what}: {string.Join(' ', item.Keys.Order())}");
}

[DynamoDBTable("notes")]
public sealed class Note
{
    [DynamoDBHashKey] public string Id { get; set; } = "";
    public string Text { get; set; } = "";
}
CS
dotnet run -- "http://127.0.0.1:$port" | tee output
cat > expected <<'TEXT'
save: Colour Id Text
transaction: Colour Id Text
batch: Id Text
transactional get of 1, 2 and 3: 1 3
TEXT
diff expected output && echo "As found."
