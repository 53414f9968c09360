#!/usr/bin/env bash
# AWS SDK for .NET: the DynamoDB client tries again although AWS_MAX_ATTEMPTS and its own config say that it does not.
#
# Versions:  AWSSDK.Core 4.0.102.19, AWSSDK.DynamoDBv2 4.0.110, AWSSDK.SQS 4.0.100.25.
# Guess:     AWS_MAX_ATTEMPTS=1 is one try for every service; config.MaxErrorRetry shows 0, and 0 retries are made.
# Behaviour: SQS makes one try. DynamoDB's config shows the same 0, and the client tries again all the same, with growing delays: this
#            script stops it at the fourth try. Assigning the property its own value (config.MaxErrorRetry = config.MaxErrorRetry) makes the value count.
# Matters:   a Lambda function that calls DynamoDB while it is down waits until its deadline, whatever its variables say.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
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
    <PackageReference Include="AWSSDK.Core" Version="[4.0.102.19]" />
    <PackageReference Include="AWSSDK.SQS" Version="[4.0.100.25]" />
    <PackageReference Include="AWSSDK.DynamoDBv2" Version="[4.0.110]" />
  </ItemGroup>
</Project>
XML

cat > Program.cs <<'CS'
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;

const int enough = 4;

// A service that is down: each request is answered with 500.
var tries = 0;
using var stop = new CancellationTokenSource();
var listener = new TcpListener(IPAddress.Loopback, 0);
listener.Start();
var endpoint = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
_ = Task.Run(async () =>
{
    while (true)
    {
        var client = await listener.AcceptTcpClientAsync();
        _ = Task.Run(() => AnswerAsync(client));
    }
});

Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", endpoint);
var sqs = new AmazonSQSConfig();
Console.WriteLine($"SQS: config shows {sqs.MaxErrorRetry} retries, {await TriesOf(token => new AmazonSQSClient(sqs).ListQueuesAsync("", token))} tries");
var set = new AmazonDynamoDBConfig();
set.MaxErrorRetry = set.MaxErrorRetry;
Console.WriteLine($"DynamoDB, assigned: config shows {set.MaxErrorRetry} retries, {await TriesOf(token => new AmazonDynamoDBClient(set).ListTablesAsync(token))} tries");
var plain = new AmazonDynamoDBConfig();
Console.WriteLine($"DynamoDB: config shows {plain.MaxErrorRetry} retries, {await TriesOf(token => new AmazonDynamoDBClient(plain).ListTablesAsync(token))} tries or more");

async Task<int> TriesOf(Func<CancellationToken, Task> call)
{
    tries = 0;
    try
    {
        await call(stop.Token);
    }
    catch (Exception e) when (e is AmazonServiceException or OperationCanceledException)
    {
    }

    return tries;
}

async Task AnswerAsync(TcpClient client)
{
    var stream = client.GetStream();
    var buffer = new byte[65_536];
    while (await stream.ReadAsync(buffer) > 0)
    {
        tries++;
        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\n\r\n{}"));
        if (tries == enough)
        {
            stop.Cancel();
        }
    }
}
CS

export AWS_MAX_ATTEMPTS=1 AWS_REGION=eu-central-1 AWS_ACCESS_KEY_ID=probe AWS_SECRET_ACCESS_KEY=probe
dotnet run | tee output
cat > expected <<'TEXT'
SQS: config shows 0 retries, 1 tries
DynamoDB, assigned: config shows 0 retries, 1 tries
DynamoDB: config shows 0 retries, 4 tries or more
TEXT
diff expected output && echo "As found."
